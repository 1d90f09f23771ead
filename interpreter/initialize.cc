// Active segments and the start function. spec: exec/modules, Instantiation
#include "interpreter/initialize.h"

#include <cstring>

#include "interpreter/const_expr.h"
#include "interpreter/definition_limit.h"
#include "interpreter/exec/engine.h"

namespace modlink {
namespace {

Outcome out_of_bounds(TrapCode code, const Access& access) {
  Outcome outcome = Outcome::trap(code);
  outcome.set_access(access);
  return outcome;
}

// spec: exec/modules, `runelem`
Outcome run(const ModuleInst& inst, ConstEvaluator& evaluator, const ElemSegment& segment) {
  std::vector<Ref>& elems = inst.tables[segment.table]->elems;
  const std::uint64_t offset = evaluator.eval_word(segment.offset);
  const std::size_t count = length(segment);
  const Access access{offset, count, elems.size()};
  if (is_outside(access)) return out_of_bounds(TrapCode::out_of_bounds_table_access, access);
  for (std::size_t i = 0; i < count; ++i) elems[offset + i] = evaluator.eval_elem(segment, i);
  return {};
}

// spec: exec/modules, `rundata`
Outcome run(const ModuleInst& inst, ConstEvaluator& evaluator, const DataSegment& segment) {
  LinearMemory& memory = inst.memories[segment.memory]->memory;
  const std::uint64_t offset = evaluator.eval_word(segment.offset);
  const std::size_t count = segment.init.size();
  const Access access{offset, count, memory.size()};
  if (is_outside(access)) return out_of_bounds(TrapCode::out_of_bounds_memory_access, access);
  if (count != 0) std::memcpy(memory.base() + offset, segment.init.data(), count);
  return {};
}

// Each active segment of a kind, until one does not fit.
template <class Segment>
Outcome run_active(const ModuleInst& inst, ConstEvaluator& evaluator, IndexSpace space,
                   const std::vector<Segment>& segments) {
  for (Index i = 0; i < segments.size(); ++i) {
    if (segments[i].mode != SegmentMode::active) continue;
    const DefinitionPlace place{&inst, space, i};
    Outcome outcome = within_limits(place, [&] { return run(inst, evaluator, segments[i]); });
    if (outcome.is_done()) continue;
    outcome.stack().definition = place;
    return outcome;
  }
  return {};
}

}  // namespace

Outcome run_segments_and_start(Store& store, ModuleInst& inst, Budget& budget) {
  const Module& module = inst.code->module;
  ConstEvaluator evaluator(store, inst, budget);
  if (Outcome end = run_active(inst, evaluator, IndexSpace::elem, module.elems); !end.is_done()) return end;
  if (Outcome end = run_active(inst, evaluator, IndexSpace::data, module.datas); !end.is_done()) return end;
  return module.start ? engine_of(store).machine().invoke(*inst.funcs[module.start->func], {}) : Outcome();
}

}  // namespace modlink
