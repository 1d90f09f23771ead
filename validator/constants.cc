// Validation of constant expressions. spec: valid/instructions, Constant Expressions
#include "validator/expressions.h"
#include "validator/instructions.h"

namespace modlink {

namespace {

// Globals see those before them only; D14: an aliased one counts as imported.
bool is_const_global(const Context& context, const Instr& instr, Index visible_globals) {
  if (instr.index >= visible_globals) throw Invalid(instr.pos, "unknown global " + std::to_string(instr.index));
  return !context.global(instr.index, instr.pos).mut;
}

bool is_const(const Context& context, const Instr& instr, Index visible_globals) {
  switch (instr.op) {
    case Opcode::i32_const:
    case Opcode::i64_const:
    case Opcode::f32_const:
    case Opcode::f64_const:
    case Opcode::v128_const:
    case Opcode::ref_null:
    case Opcode::ref_func:
    case Opcode::ref_i31:
    case Opcode::struct_new:
    case Opcode::struct_new_default:
    case Opcode::array_new:
    case Opcode::array_new_default:
    case Opcode::array_new_fixed:
    case Opcode::any_convert_extern:
    case Opcode::extern_convert_any: return true;
    case Opcode::i32_add:
    case Opcode::i32_sub:
    case Opcode::i32_mul:
    case Opcode::i64_add:
    case Opcode::i64_sub:
    case Opcode::i64_mul: return context.features.has(Feature::extended_const);
    case Opcode::global_get: return is_const_global(context, instr, visible_globals);
    default: return false;
  }
}

}  // namespace

void check_const_expr(const Context& context, const Expr& expr, ValType expected, Index visible_globals) {
  for (const Instr instr : expr.instrs()) {
    require(is_const(context, instr, visible_globals), instr.pos, "constant expression required");
  }
  Locals none;
  check_expr(context, expr, none, {nullptr, expected, true});
}

}  // namespace modlink
