// What one instantiation may create. spec: appendix/implementation, Execution
#include "interpreter/budget.h"

#include "interpreter/const_expr.h"
#include "interpreter/definition_limit.h"

namespace modlink {
namespace {

// Takes what `amount` says of each of an instance's own definitions of a space.
template <class Definition, class F>
void take_each(Account& account, const ModuleInst& inst, IndexSpace space, const std::vector<Definition>& own,
               F amount) {
  for_each_own(inst, space, own.size(), [&](Index i) { account.take(amount(own[i])); });
}

}  // namespace

Budget::Budget(const ImplementationLimits& limits)
    : instances_(limits),
      memories_(limits.instantiated_memories, "memories created by one instantiation"),
      elements_(limits.instantiated_elements, "elements of the tables and segments created by one instantiation"),
      bytes_(limits.instantiated_bytes, "bytes that the data segments of one instantiation write"),
      constants_(limits.instantiated_constants, "instructions of constant expressions that one instantiation runs") {}

void Budget::charge_definitions(const ModuleInst& inst) {
  const Module& module = inst.code->module;
  take_each(memories_, inst, IndexSpace::memory, module.memories, [](const Memory&) { return 1; });
  take_each(elements_, inst, IndexSpace::table, module.tables,
            [](const Table& table) { return table.type.limits.min; });
  take_each(elements_, inst, IndexSpace::elem, module.elems,
            [](const ElemSegment& segment) { return length(segment); });
  take_each(bytes_, inst, IndexSpace::data, module.datas,
            [](const DataSegment& segment) { return segment.mode == SegmentMode::active ? segment.init.size() : 0; });
}

}  // namespace modlink
