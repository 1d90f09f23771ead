// Active segments and the start function. spec: exec/modules, Instantiation
#include "interpreter/initialize.h"

#include <cstring>

#include "interpreter/const_expr.h"
#include "interpreter/exec/engine.h"

namespace modlink {
namespace {

Failure trap_failure(TrapCode code) {
  Outcome outcome;
  outcome.kind = Outcome::Kind::trap;
  outcome.trap = code;
  return outcome;
}

// spec: exec/modules, `runelem`
Failure run_elem(const ModuleInst& inst, ConstEvaluator& evaluator, const ElemSegment& segment) {
  std::vector<Ref>& elems = inst.tables[segment.table]->elems;
  const std::uint64_t offset = evaluator.eval_word(segment.offset);
  const std::size_t count = length(segment);
  if (offset > elems.size() || count > elems.size() - offset) {
    return trap_failure(TrapCode::out_of_bounds_table_access);
  }
  for (std::size_t i = 0; i < count; ++i) elems[offset + i] = evaluator.eval_elem(segment, i);
  return std::nullopt;
}

// spec: exec/modules, `rundata`
Failure run_data(const ModuleInst& inst, ConstEvaluator& evaluator, const DataSegment& segment) {
  LinearMemory& memory = inst.memories[segment.memory]->memory;
  const std::uint64_t offset = evaluator.eval_word(segment.offset);
  const std::size_t count = segment.init.size();
  if (offset > memory.size() || count > memory.size() - offset) {
    return trap_failure(TrapCode::out_of_bounds_memory_access);
  }
  if (count != 0) std::memcpy(memory.base() + offset, segment.init.data(), count);
  return std::nullopt;
}

}  // namespace

Failure run_segments_and_start(Store& store, ModuleInst& inst) {
  const Module& module = inst.code->module;
  ConstEvaluator evaluator(store, inst);
  for (const ElemSegment& segment : module.elems) {
    if (segment.mode != SegmentMode::active) continue;
    if (Failure failure = run_elem(inst, evaluator, segment)) return failure;
  }
  for (const DataSegment& segment : module.datas) {
    if (segment.mode != SegmentMode::active) continue;
    if (Failure failure = run_data(inst, evaluator, segment)) return failure;
  }
  if (!module.start) return std::nullopt;
  Outcome outcome = engine_of(store).machine().invoke(*inst.funcs[module.start->func], {});
  if (outcome.kind == Outcome::Kind::done) return std::nullopt;
  return outcome;
}

}  // namespace modlink
