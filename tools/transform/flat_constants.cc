// Constant expressions in the flat module. spec: valid/instructions, Constant Expressions
#include "tools/transform/flat_constants.h"

#include <algorithm>

namespace modlink::transform {

namespace {

bool is_plain_constant(const Instr& instr) {
  switch (instr.op) {
    case Opcode::i32_const:
    case Opcode::i64_const:
    case Opcode::f32_const:
    case Opcode::f64_const:
    case Opcode::v128_const:
    case Opcode::ref_null:
    case Opcode::ref_func:
    case Opcode::global_get: return true;
    default: return false;
  }
}

void append_instr(Expr& to, const Expr& from, const Instr& instr) {
  const bool is_vector = instr.op == Opcode::v128_const;
  to.instrs.push_back(is_vector ? to.make_vector(instr.op, instr.pos, from.vector(instr)) : instr);
}

bool is_own_global(const FlatModule& flat, const Instr& instr) {
  return instr.op == Opcode::global_get && !flat.is_imported(ExternKind::global, instr.index);
}

bool allocates(const Instr& instr) {
  switch (instr.op) {
    case Opcode::struct_new:
    case Opcode::struct_new_default:
    case Opcode::array_new:
    case Opcode::array_new_default:
    case Opcode::array_new_fixed: return true;
    default: return false;
  }
}

// `expr` with the initialisers of the flat module's own globals in place of these. The stack is a list: a global may
// read the one before it, and so on.
Expr unfold(FlatModule& flat, const Expr& expr) {
  struct Level {
    const Expr* expr;
    std::size_t next = 0;
  };
  Expr result;
  std::vector<Level> levels{{&expr}};
  while (!levels.empty()) {
    Level& level = levels.back();
    const Instr& instr = level.expr->instrs[level.next++];
    flat.charge(1);
    if (instr.op == Opcode::end) {
      levels.pop_back();
    } else if (is_own_global(flat, instr)) {
      levels.push_back({&flat.own_global(instr.index).init});
    } else {
      append_instr(result, *level.expr, instr);
    }
  }
  result.instrs.push_back(make_plain(Opcode::end, no_pos));
  return result;
}

}  // namespace

void InstanceMap::operator()(IndexSpace space, Index& index) const {
  // Where there is nothing at an index, it is one that no instruction uses any more.
  if (space != IndexSpace::type) index = inst.at(space, index);
  if (space == IndexSpace::type && index < types.size()) index = types[index];
}

void append(Expr& to, const Expr& expr) {
  for (std::size_t i = 0; i + 1 < expr.instrs.size(); ++i) append_instr(to, expr, expr.instrs[i]);
}

Expr flat_const_expr(const FlatModule& flat, const Expr& expr, const InstanceMap& map) {
  const Index first_global = map.inst.code->first_own(IndexSpace::global);
  Expr mapped = expr;
  map_indices(mapped, map);
  Expr result;
  for (std::size_t i = 0; i < mapped.instrs.size(); ++i) {
    const Instr& instr = mapped.instrs[i];
    const bool is_foreign = is_own_global(flat, instr) && expr.instrs[i].index < first_global;
    const Expr* init = is_foreign ? &flat.own_global(instr.index).init : nullptr;
    if (init && init->instrs.size() == 2 && is_plain_constant(init->instrs[0])) {
      append(result, *init);
    } else {
      append_instr(result, mapped, instr);
    }
  }
  return result;
}

TableInit flat_table_init(FlatModule& flat, Expr init, const TableType& type) {
  const auto is_own = [&](const Instr& instr) { return is_own_global(flat, instr); };
  if (std::none_of(init.instrs.begin(), init.instrs.end(), is_own)) return {std::move(init), std::nullopt};
  // An object has an identity, so it cannot be made twice; but where there has to be something, another one will do.
  if (type.elem.nullable) return {std::nullopt, std::move(init)};
  Expr unfolded = unfold(flat, init);
  if (std::none_of(unfolded.instrs.begin(), unfolded.instrs.end(), allocates)) {
    return {std::move(unfolded), std::nullopt};
  }
  return {std::move(unfolded), std::move(init)};
}

}  // namespace modlink::transform
