// What one instantiation may create. spec: appendix/implementation, Execution
#include "interpreter/budget.h"

#include "interpreter/const_expr.h"

namespace modlink {
namespace {

std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) { return a + b < a ? UINT64_MAX : a + b; }

// Elements of its own tables and element segments.
std::uint64_t count_elements(const Module& module) {
  std::uint64_t count = 0;
  for (const Table& table : module.tables) count = saturating_add(count, table.type.limits.min);
  for (const ElemSegment& segment : module.elems) count = saturating_add(count, length(segment));
  return count;
}

std::uint64_t count_bytes(const Module& module) {
  std::uint64_t count = 0;
  for (const DataSegment& segment : module.datas) {
    if (segment.mode == SegmentMode::active) count += segment.init.size();
  }
  return count;
}

}  // namespace

Budget::Budget(const ImplementationLimits& limits)
    : instances_(limits),
      memories_(limits.instantiated_memories, "memories created by one instantiation"),
      elements_(limits.instantiated_elements, "elements of the tables and segments created by one instantiation"),
      bytes_(limits.instantiated_bytes, "bytes that the data segments of one instantiation write"),
      constants_(limits.instantiated_constants, "instructions of constant expressions that one instantiation runs") {}

void Budget::charge(const ValidModule& code, std::size_t args) {
  instances_.charge(code, args);
  memories_.take(code.module.memories.size());
  elements_.take(count_elements(code.module));
  bytes_.take(count_bytes(code.module));
}

}  // namespace modlink
