// Table instances. spec: exec/modules, Allocation, Growing tables
#pragma once

#include <cstdint>
#include <optional>

#include "interpreter/runtime/instance.h"
#include "interpreter/runtime/store_budget.h"

namespace modlink {

// All elements are `init`. nullopt if there were more than `limit` of them, or more than the store may still hold.
// `type` is closed.
std::optional<TableInst> allocate_table(const TableType& type, Ref init, std::uint64_t limit, StoreBudget& budget);

// Grows by `delta` elements. False, and no change, beyond the maximum, the limit or the budget.
bool grow_table(TableInst& table, std::uint64_t delta, Ref init, std::uint64_t limit, StoreBudget& budget);

// Whether there may be `delta` more elements, as far as the type goes. spec: valid/types, Limits
bool may_grow(const TableInst& table, std::uint64_t delta);

}  // namespace modlink
