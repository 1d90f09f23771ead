#include "interpreter/allocate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstring>

#include "interpreter/const_expr.h"
#include "interpreter/runtime/table.h"

namespace modlink {
namespace {

Failure trap_failure(TrapCode code) {
  Outcome outcome;
  outcome.kind = Outcome::Kind::trap;
  outcome.trap = code;
  return outcome;
}

std::size_t length(const ElemSegment& segment) {
  return std::visit([](const auto& init) { return init.size(); }, segment.init);
}

// Definitions of an instance, each of which takes some memory.
std::uint64_t count_definitions(const ValidModule& code) {
  return code.funcs.size() + code.tables.size() + code.memories.size() + code.globals.size() + code.tags.size() +
         code.modules.size() + code.instances.size() + code.exports.size() + code.module.elems.size() +
         code.module.datas.size();
}

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

// spec: exec/modules, Functions
void allocate_funcs(Store& store, ModuleInst& inst) {
  const ValidModule& code = *inst.code;
  for (Index i = 0; i < code.module.funcs.size(); ++i) {
    inst.funcs.push_back(store.add(FuncInst{code.funcs[code.first_func() + i], &inst, i, {}}));
  }
}

// An initialiser may read the globals before it.
void allocate_globals(Store& store, ModuleInst& inst, ConstEvaluator& evaluator) {
  const ValidModule& code = *inst.code;
  for (Index i = 0; i < code.module.globals.size(); ++i) {
    const ConstEvaluator::Slots slots = evaluator.eval(code.module.globals[i].init);
    inst.globals.push_back(store.add(GlobalInst{code.globals[code.first_global() + i], {slots[0], slots[1]}}));
  }
}

Failure allocate_tables(Store& store, ModuleInst& inst, ConstEvaluator& evaluator) {
  const ValidModule& code = *inst.code;
  const std::uint64_t limit = store.limits().table_elements;
  for (Index i = 0; i < code.module.tables.size(); ++i) {
    const TableType& type = code.tables[code.first_table() + i];
    const auto& init = code.module.tables[i].init;
    auto table = allocate_table(type, init ? evaluator.eval_ref(*init) : Ref::null(), limit);
    if (!table) return limit_failure(fmt::format("table of {} elements: at most {}", type.limits.min, limit));
    inst.tables.push_back(store.add(std::move(*table)));
  }
  return std::nullopt;
}

Failure allocate_memories(Store& store, ModuleInst& inst) {
  const ValidModule& code = *inst.code;
  const std::uint64_t limit = store.limits().memory_bytes;
  for (Index i = 0; i < code.module.memories.size(); ++i) {
    const MemoryType& type = code.memories[code.first_memory() + i];
    auto memory = LinearMemory::allocate(type, limit);
    if (!memory) {
      return limit_failure(
          fmt::format("memory of {} pages: out of memory, or more than {} bytes", type.limits.min, limit));
    }
    inst.memories.push_back(store.add(MemoryInst{std::move(*memory)}));
  }
  return std::nullopt;
}

void allocate_tags(Store& store, ModuleInst& inst) {
  const ValidModule& code = *inst.code;
  for (Index i = 0; i < code.module.tags.size(); ++i) {
    inst.tags.push_back(store.add(TagInst{code.tags[code.first_tag() + i]}));
  }
}

Ref element(const ModuleInst& inst, ConstEvaluator& evaluator, const ElemSegment& segment, std::size_t i) {
  if (const auto* funcs = std::get_if<std::vector<Index>>(&segment.init)) return Ref::func(inst.funcs[(*funcs)[i]]);
  return evaluator.eval_ref(std::get<std::vector<Expr>>(segment.init)[i]);
}

// Active and declarative segments are left empty, as if dropped already: the former are evaluated where they are
// copied, which cannot be told apart since constant expressions have no effects and read nothing that changes.
void allocate_elems(ModuleInst& inst, ConstEvaluator& evaluator) {
  inst.elems.resize(inst.code->module.elems.size());
  for (std::size_t i = 0; i < inst.elems.size(); ++i) {
    const ElemSegment& segment = inst.code->module.elems[i];
    if (segment.mode != SegmentMode::passive) continue;
    inst.elems[i].refs.reserve(length(segment));
    for (std::size_t j = 0; j < length(segment); ++j) {
      inst.elems[i].refs.push_back(element(inst, evaluator, segment, j));
    }
  }
}

// Active segments are left empty here too.
void allocate_datas(ModuleInst& inst) {
  inst.datas.resize(inst.code->module.datas.size());
  for (std::size_t i = 0; i < inst.datas.size(); ++i) {
    const DataSegment& segment = inst.code->module.datas[i];
    if (segment.mode == SegmentMode::passive) inst.datas[i] = {segment.init.data(), segment.init.size()};
  }
}

ExternVal extern_val(const ModuleInst& inst, ExternKind kind, Index index) {
  switch (kind) {
    case ExternKind::func: return inst.funcs[index];
    case ExternKind::table: return inst.tables[index];
    case ExternKind::memory: return inst.memories[index];
    case ExternKind::global: return inst.globals[index];
    case ExternKind::tag: return inst.tags[index];
    case ExternKind::module: return inst.modules[index];
    case ExternKind::instance: return inst.instances[index];
    case ExternKind::type: break;
  }
  assert(false && "types are not values");
  return {};
}

void allocate_exports(Store& store, ModuleInst& inst) {
  std::vector<ExternVal> vals;
  vals.reserve(inst.code->exports.size());
  for (const ResolvedExport& item : inst.code->exports) {
    vals.push_back(item.field ? *inst.instances[item.index]->find(*item.field)
                              : extern_val(inst, item.kind, item.index));
  }
  inst.exports = store.add(InstanceValue(store.export_names_of(inst.code), std::move(vals)));
}

// spec: exec/modules, `runelem`
Failure run_elem(const ModuleInst& inst, ConstEvaluator& evaluator, const ElemSegment& segment) {
  std::vector<Ref>& elems = inst.tables[segment.table]->elems;
  const std::uint64_t offset = evaluator.eval_word(segment.offset);
  const std::size_t count = length(segment);
  if (offset > elems.size() || count > elems.size() - offset) {
    return trap_failure(TrapCode::out_of_bounds_table_access);
  }
  for (std::size_t i = 0; i < count; ++i) elems[offset + i] = element(inst, evaluator, segment, i);
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

Failure limit_failure(std::string message) {
  Outcome outcome;
  outcome.kind = Outcome::Kind::limit;
  outcome.message = std::move(message);
  return outcome;
}

Budget::Budget(const ImplementationLimits& limits)
    : instances_(limits.instantiations, "instances created by one instantiation"),
      definitions_(limits.instantiated_definitions, "definitions of the instances created by one instantiation"),
      memories_(limits.instantiated_memories, "memories created by one instantiation"),
      elements_(limits.instantiated_elements, "elements of the tables and segments created by one instantiation"),
      bytes_(limits.instantiated_bytes, "bytes that the data segments of one instantiation write") {}

Failure Budget::Account::take(std::uint64_t amount) {
  if (amount > left_) return limit_failure(fmt::format("more than {} {}", limit_, meaning_));
  left_ -= amount;
  return std::nullopt;
}

Failure Budget::charge(const ValidModule& code, std::size_t args) {
  if (Failure failure = instances_.take(1)) return failure;
  if (Failure failure = definitions_.take(count_definitions(code) + args)) return failure;
  if (Failure failure = memories_.take(code.module.memories.size())) return failure;
  if (Failure failure = elements_.take(count_elements(code.module))) return failure;
  return bytes_.take(count_bytes(code.module));
}

Failure allocate_module(Store& store, ModuleInst& inst) {
  ConstEvaluator evaluator(store, inst);
  allocate_funcs(store, inst);
  allocate_globals(store, inst, evaluator);
  if (Failure failure = allocate_tables(store, inst, evaluator)) return failure;
  if (Failure failure = allocate_memories(store, inst)) return failure;
  allocate_tags(store, inst);
  allocate_elems(inst, evaluator);
  allocate_datas(inst);
  allocate_exports(store, inst);
  return std::nullopt;
}

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
  Outcome outcome = store.machine().invoke(*inst.funcs[module.start->func], {});
  if (outcome.kind == Outcome::Kind::done) return std::nullopt;
  return outcome;
}

}  // namespace modlink
