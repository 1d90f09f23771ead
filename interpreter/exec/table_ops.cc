// Table instructions. spec: exec/instructions, Table Instructions
#include "interpreter/exec/table_ops.h"

#include <algorithm>
#include <cstring>

#include "interpreter/runtime/table.h"

namespace modlink {
namespace {

bool in_bounds(const std::vector<Ref>& refs, std::uint64_t from, std::uint64_t count) {
  return from <= refs.size() && count <= refs.size() - from;
}

}  // namespace

TrapCode table_get(const TableInst& table, std::uint64_t index, std::uint64_t& result) {
  if (index >= table.elems.size()) return TrapCode::out_of_bounds_table_access;
  result = table.elems[index].bits;
  return TrapCode::none;
}

TrapCode table_set(TableInst& table, std::uint64_t index, std::uint64_t value) {
  if (index >= table.elems.size()) return TrapCode::out_of_bounds_table_access;
  table.elems[index] = Ref{value};
  return TrapCode::none;
}

bool grow_or_note(Store& store, TableInst& table, std::uint64_t delta, Ref init) {
  if (grow_table(table, delta, init, store.limits().table_elements, store.budget())) return true;
  if (may_grow(table, delta)) store.note(Nondeterminism::table_grow);
  return false;
}

std::uint64_t table_grow(Store& store, TableInst& table, const std::uint64_t* operands) {
  const std::uint64_t size = table.elems.size();
  if (grow_or_note(store, table, operands[1], Ref{operands[0]})) return size;
  return table.type.addr == AddrType::i32 ? UINT32_MAX : UINT64_MAX;
}

TrapCode table_fill(TableInst& table, const std::uint64_t* operands) {
  const std::uint64_t to = operands[0], count = operands[2];
  if (!in_bounds(table.elems, to, count)) return TrapCode::out_of_bounds_table_access;
  std::fill_n(table.elems.data() + to, count, Ref{operands[1]});
  return TrapCode::none;
}

TrapCode table_copy(TableInst& destination, const TableInst& source, const std::uint64_t* operands) {
  const std::uint64_t to = operands[0], from = operands[1], count = operands[2];
  if (!in_bounds(destination.elems, to, count) || !in_bounds(source.elems, from, count)) {
    return TrapCode::out_of_bounds_table_access;
  }
  if (count != 0) std::memmove(destination.elems.data() + to, source.elems.data() + from, count * sizeof(Ref));
  return TrapCode::none;
}

TrapCode table_init(TableInst& table, const ElemInst& elem, const std::uint64_t* operands) {
  const std::uint64_t to = operands[0], from = operands[1], count = operands[2];
  if (!in_bounds(table.elems, to, count) || !in_bounds(elem.refs, from, count)) {
    return TrapCode::out_of_bounds_table_access;
  }
  std::copy_n(elem.refs.data() + from, count, table.elems.data() + to);
  return TrapCode::none;
}

void elem_drop(ElemInst& elem, StoreBudget& budget) {
  budget.give_back(elem.refs.size() * sizeof(Ref));
  elem = {};
}

}  // namespace modlink
