// Active segments and the start function. spec: exec/modules, Instantiation
#include "interpreter/initialize.h"

#include <cstring>

#include "interpreter/const_expr.h"
#include "interpreter/exec/engine.h"

namespace modlink {
namespace {

// spec: exec/modules, `runelem`
Outcome run_elem(const ModuleInst& inst, ConstEvaluator& evaluator, const ElemSegment& segment) {
  std::vector<Ref>& elems = inst.tables[segment.table]->elems;
  const std::uint64_t offset = evaluator.eval_word(segment.offset);
  const std::size_t count = length(segment);
  if (offset > elems.size() || count > elems.size() - offset) {
    return Outcome::trap(TrapCode::out_of_bounds_table_access);
  }
  for (std::size_t i = 0; i < count; ++i) elems[offset + i] = evaluator.eval_elem(segment, i);
  return {};
}

// spec: exec/modules, `rundata`
Outcome run_data(const ModuleInst& inst, ConstEvaluator& evaluator, const DataSegment& segment) {
  LinearMemory& memory = inst.memories[segment.memory]->memory;
  const std::uint64_t offset = evaluator.eval_word(segment.offset);
  const std::size_t count = segment.init.size();
  if (offset > memory.size() || count > memory.size() - offset) {
    return Outcome::trap(TrapCode::out_of_bounds_memory_access);
  }
  if (count != 0) std::memcpy(memory.base() + offset, segment.init.data(), count);
  return {};
}

}  // namespace

Outcome run_segments_and_start(Store& store, ModuleInst& inst, Budget& budget) {
  const Module& module = inst.code->module;
  ConstEvaluator evaluator(store, inst, budget);
  for (const ElemSegment& segment : module.elems) {
    if (segment.mode != SegmentMode::active) continue;
    if (Outcome outcome = run_elem(inst, evaluator, segment); !outcome.is_done()) return outcome;
  }
  for (const DataSegment& segment : module.datas) {
    if (segment.mode != SegmentMode::active) continue;
    if (Outcome outcome = run_data(inst, evaluator, segment); !outcome.is_done()) return outcome;
  }
  return module.start ? engine_of(store).machine().invoke(*inst.funcs[module.start->func], {}) : Outcome();
}

}  // namespace modlink
