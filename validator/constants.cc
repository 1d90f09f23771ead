// Validation of constant expressions. spec: valid/instructions, Constant Expressions
#include "validator/expressions.h"
#include "validator/instructions.h"
#include "wast/syntax/concat.h"

namespace modlink::validator {

namespace {

// Globals see those before them only; D14: an aliased one counts as imported. Before garbage collection, constants were
// imported ones alone.
bool is_const_global(const Context& context, const Instr& instr, Index visible_globals) {
  if (instr.index >= visible_globals) throw Invalid(instr.pos, "unknown global " + std::to_string(instr.index));
  require_feature(context.features, Feature::gc, instr.index < context.first_own_global, instr.pos,
                  "constant expression required");
  return !context.global(instr.index, instr.pos).mut;
}

bool is_const(const Context& context, const Instr& instr, Index visible_globals) {
  switch (info(instr.op).constant) {
    case Constant::no: return false;
    case Constant::yes:
    case Constant::allocates: return true;
    case Constant::extended:
      require_feature(context.features, Feature::extended_const, false, instr.pos, "constant expression required");
      return true;
    case Constant::immutable: return is_const_global(context, instr, visible_globals);
  }
  return false;
}

}  // namespace

void check_const_expr(const Context& context, const Expr& expr, ValType expected, Index visible_globals) {
  for (const Instr instr : expr.instrs()) {
    if (is_const(context, instr, visible_globals)) continue;
    throw Invalid(instr.pos, concat("constant expression required: found ", info(instr.op).mnemonic,
                                    instr.op == Opcode::global_get ? " of a mutable global" : ""));
  }
  Locals none;
  check_expr(context, expr, none, {nullptr, expected, true}, context.effort->list_operands);
}

}  // namespace modlink::validator
