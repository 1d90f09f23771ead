// Constant expressions in the flat module. spec: valid/instructions, Constant Expressions
#include "tools/transform/flat_constants.h"

#include <algorithm>
#include <functional>

namespace modlink::transform {

namespace {

bool allocates(const Instr& instr) { return info(instr.op).constant == Constant::allocates; }

// Whether it stands for a value that is there already, and takes no operands.
bool is_plain_constant(const Instr& instr) {
  const OpcodeInfo& row = info(instr.op);
  return row.constant != Constant::no && !allocates(instr) && row.signature.starts_with(':');
}

void append_instr(Expr& to, const Expr& from, const Instr& instr) { append_mapped(to, from, instr, std::identity()); }

bool is_own_global(const FlatModule& flat, const Instr& instr) {
  return instr.op == Opcode::global_get && !flat.is_imported(ExternKind::global, instr.index);
}

// `expr` with the initialisers of the flat module's own globals in place of these. The stack is a list: a global may
// read the one before it, and so on.
Expr unfold(FlatModule& flat, const Expr& expr) {
  struct Level {
    const Expr& expr;
    Expr::Iterator next = expr.begin();
  };
  Expr result;
  std::vector<Level> levels{{expr}};
  while (!levels.empty()) {
    Level& level = levels.back();
    const Instr instr = *level.next++;
    flat.charge(1);
    if (instr.op == Opcode::end) {
      levels.pop_back();
    } else if (is_own_global(flat, instr)) {
      levels.push_back({flat.own_global(instr.index).init});
    } else {
      append_instr(result, level.expr, instr);
    }
  }
  result.append(make_plain(Opcode::end, no_pos));
  return result;
}

}  // namespace

FreeIndex InstanceMap::operator()(FreeIndex free) const {
  // Where there is nothing at an index, it is one that no instruction uses any more.
  if (free.space != IndexSpace::type) {
    free.index = inst.at(free.space, free.index);
  } else if (free.index < types.size()) {
    free.index = types[free.index];
  }
  return free;
}

void append(Expr& to, const Expr& expr) {
  for (const Instr instr : expr.instrs()) append_instr(to, expr, instr);
}

namespace {

// What an expression of an instance reads of a global that the module imports, if that is a plain constant.
const Expr* foreign_constant(const FlatModule& flat, const Instr& instr, const InstanceMap& map) {
  if (instr.op != Opcode::global_get || instr.index >= map.inst.code->first_own(IndexSpace::global)) return nullptr;
  const Index global = map({IndexSpace::global, instr.index}).index;
  if (flat.is_imported(ExternKind::global, global)) return nullptr;
  const Expr& init = flat.own_global(global).init;
  return init.size() == 2 && is_plain_constant(*init.begin()) ? &init : nullptr;
}

}  // namespace

Expr flat_const_expr(const FlatModule& flat, const Expr& expr, const InstanceMap& map) {
  Expr result;
  for (const Instr instr : expr) {
    if (const Expr* constant = foreign_constant(flat, instr, map)) {
      append(result, *constant);
    } else {
      append_mapped(result, expr, instr, map);
    }
  }
  return result;
}

TableInit flat_table_init(FlatModule& flat, Expr init, const TableType& type) {
  const auto is_own = [&](const Instr& instr) { return is_own_global(flat, instr); };
  if (std::none_of(init.begin(), init.end(), is_own)) return {std::move(init), std::nullopt};
  // An object has an identity, so it cannot be made twice; but where there has to be something, another one will do.
  if (type.elem.nullable) return {std::nullopt, std::move(init)};
  Expr unfolded = unfold(flat, init);
  if (std::none_of(unfolded.begin(), unfolded.end(), allocates)) {
    return {std::move(unfolded), std::nullopt};
  }
  return {std::move(unfolded), std::move(init)};
}

}  // namespace modlink::transform
