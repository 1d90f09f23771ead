// Table instances. spec: exec/modules, Allocation, Growing tables
#pragma once

#include <cstdint>
#include <optional>

#include "interpreter/runtime/instance.h"

namespace modlink {

// All elements are `init`. nullopt if there were more than `limit` of them. `type` is closed.
std::optional<TableInst> allocate_table(const TableType& type, Ref init, std::uint64_t limit);

// Grows by `delta` elements. False, and no change, beyond the maximum or the limit.
bool grow_table(TableInst& table, std::uint64_t delta, Ref init, std::uint64_t limit);

}  // namespace modlink
