// Active segments and the start function. spec: exec/modules, Instantiation
#include "interpreter/initialize.h"

#include <cstring>
#include <utility>

#include "interpreter/definition_limit.h"
#include "interpreter/exec/engine.h"
#include "interpreter/exec/observe.h"

namespace modlink {
namespace {

// These give what they have written, or would have. spec: exec/modules, `runelem`
Access run(const ModuleInst& inst, ConstEvaluator& evaluator, const ElemSegment& segment) {
  std::vector<Ref>& elems = inst.tables[segment.table]->elems;
  const std::uint64_t offset = evaluator.eval_word(segment.offset);
  const std::size_t count = length(segment);
  const Access access{offset, count, elems.size()};
  if (is_outside(access)) return access;
  for (std::size_t i = 0; i < count; ++i) elems[offset + i] = evaluator.eval_elem(segment, i);
  return access;
}

// spec: exec/modules, `rundata`
Access run(const ModuleInst& inst, ConstEvaluator& evaluator, const DataSegment& segment) {
  LinearMemory& memory = inst.memories[segment.memory]->memory;
  const std::uint64_t offset = evaluator.eval_word(segment.offset);
  const std::size_t count = segment.init.size();
  const Access access{offset, count, memory.size()};
  if (is_outside(access)) return access;
  if (count != 0) std::memcpy(memory.base() + offset, segment.init.data(), count);
  return access;
}

constexpr TrapCode trap_of(IndexSpace space) {
  return space == IndexSpace::elem ? TrapCode::out_of_bounds_table_access : TrapCode::out_of_bounds_memory_access;
}

constexpr InstantiationEvent::Kind event_of(IndexSpace space) {
  return space == IndexSpace::elem ? InstantiationEvent::Kind::elem : InstantiationEvent::Kind::data;
}

}  // namespace

// An active segment; others have nothing to be done.
template <class Segment>
Outcome Initialization::run_segment(IndexSpace space, const std::vector<Segment>& segments, Index index) {
  if (segments[index].mode != SegmentMode::active) return {};
  const DefinitionPlace place{&inst_, space, index};
  const Access access = within_limits(place, [&] { return modlink::run(inst_, evaluator_, segments[index]); });
  if (!is_outside(access)) {
    is_paused_ = note(event_of(space), space, index, segments[index].at.pos, access);
    return {};
  }
  Outcome outcome = Outcome::trap(trap_of(space));
  outcome.set_access(access);
  outcome.stack().definition = place;
  return outcome;
}

bool Initialization::note(InstantiationEvent::Kind kind, IndexSpace space, Index index, Pos pos, const Access& access) {
  return observe(store_, {kind, &inst_, space, index, pos, nullptr, 0, access.address, access.count});
}

// First it is said, and may be paused there.
Outcome Initialization::start() {
  const Module& module = inst_.code->module;
  if (!module.start) return {};
  Machine& machine = engine_of(store_).machine();
  if (is_starting_ && machine.is_suspended()) return machine.resume();
  if (!std::exchange(is_starting_, true)) {
    if (note(InstantiationEvent::Kind::start, IndexSpace::func, module.start->func, module.start->at.pos))
      return Outcome::suspended();
  }
  return machine.invoke(*inst_.funcs[module.start->func], {});
}

std::size_t Initialization::count() const {
  const Module& module = inst_.code->module;
  return module.elems.size() + module.datas.size() + 2;
}

Outcome Initialization::next() {
  const Module& module = inst_.code->module;
  const std::size_t elems = module.elems.size(), segments = elems + module.datas.size();
  if (next_ < elems) return run_segment(IndexSpace::elem, module.elems, static_cast<Index>(next_));
  if (next_ < segments) return run_segment(IndexSpace::data, module.datas, static_cast<Index>(next_ - elems));
  if (next_ == segments) return start();
  is_paused_ = note(InstantiationEvent::Kind::end, IndexSpace::instance, inst_.index, no_pos);
  return {};
}

Outcome Initialization::run() {
  while (next_ < count()) {
    if (Outcome end = next(); !end.is_done()) return end;
    ++next_;
    if (std::exchange(is_paused_, false)) return Outcome::suspended();
  }
  return {};
}

}  // namespace modlink
