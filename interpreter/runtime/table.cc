// Table instances: allocation and growing. spec: exec/modules, Tables, Growing tables
#include "interpreter/runtime/table.h"

#include <algorithm>
#include <new>

namespace modlink {
namespace {

// The number of elements must fit the address type, since it is a result of `table.size`.
std::uint64_t max_size(const TableType& type, std::uint64_t limit) {
  const std::uint64_t addressable = type.addr == AddrType::i64 ? UINT64_MAX : UINT32_MAX;
  return std::min({limit, addressable, type.limits.max.value_or(UINT64_MAX)});
}

}  // namespace

bool may_grow(const TableInst& table, std::uint64_t delta) {
  const std::uint64_t max = max_size(table.type, UINT64_MAX);
  return table.elems.size() <= max && delta <= max - table.elems.size();
}

std::optional<TableInst> allocate_table(const TableType& type, Ref init, std::uint64_t limit, StoreBudget& budget) {
  TableInst table{type, {}};
  table.type.limits.min = 0;
  if (!grow_table(table, type.limits.min, init, limit, budget)) return std::nullopt;
  return table;
}

bool grow_table(TableInst& table, std::uint64_t delta, Ref init, std::uint64_t limit, StoreBudget& budget) {
  const std::uint64_t max = max_size(table.type, limit);
  const std::uint64_t size = table.elems.size();
  if (size > max || delta > max - size || delta > table.elems.max_size() - size) return false;
  if (delta > budget.left() / sizeof(Ref) || !budget.take(delta * sizeof(Ref))) return false;
  try {
    table.elems.resize(size + delta, init);
  } catch (const std::bad_alloc&) {
    budget.give_back(delta * sizeof(Ref));
    return false;
  }
  table.type.limits.min = table.elems.size();
  return true;
}

}  // namespace modlink
