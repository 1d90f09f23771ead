// Allocation of modules. spec: exec/modules, Modules
#include "interpreter/allocate.h"

#include "interpreter/code/code.h"
#include "interpreter/const_expr.h"
#include "interpreter/definition_limit.h"
#include "interpreter/runtime/table.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/error.h"

namespace modlink {
namespace {

// spec: exec/modules, Functions
void allocate_funcs(Store& store, ModuleInst& inst) {
  const ValidModule& code = *inst.code;
  for (Index i = 0; i < code.module.funcs.size(); ++i) {
    inst.funcs.push_back(store.add(FuncInst{code.funcs[code.first_func() + i], &inst, i, &inst.lowered->funcs[i], {}}));
  }
}

// Why there is no room for something of a size that is within its own limit.
[[noreturn]] void fail_store(const Store& store, const std::string& what) {
  throw LimitExceeded(no_pos, concat(what, ": more than ", store.limits().store_bytes.value(),
                                     " bytes of memories, tables, segments and objects in the store",
                                     store.limits().store_bytes.hint()));
}

// An initialiser may read the globals before it.
void allocate_globals(Store& store, ModuleInst& inst, ConstEvaluator& evaluator) {
  const ValidModule& code = *inst.code;
  const Index first = code.first_own(IndexSpace::global);
  for_each_own(inst, IndexSpace::global, code.module.globals.size(), [&](Index i) {
    const ConstEvaluator::Slots slots = evaluator.eval(code.module.globals[i].init);
    inst.globals.push_back(store.add(GlobalInst{code.globals[first + i], {slots[0], slots[1]}}));
  });
}

[[noreturn]] void fail_table(Store& store, std::uint64_t elements) {
  const std::string what = "table of " + counted(elements, "element");
  const ImplementationLimit limit = store.limits().table_elements;
  if (elements <= limit && elements > store.budget().left() / sizeof(Ref)) fail_store(store, what);
  if (elements <= limit) throw LimitExceeded(no_pos, concat(out_of_memory, " for a ", what));
  throw LimitExceeded(no_pos, concat(what, ": at most ", limit.value(), limit.hint()));
}

void allocate_tables(Store& store, ModuleInst& inst, ConstEvaluator& evaluator, std::uint64_t& taken) {
  const ValidModule& code = *inst.code;
  const std::uint64_t limit = store.limits().table_elements;
  const Index first = code.first_own(IndexSpace::table);
  for_each_own(inst, IndexSpace::table, code.module.tables.size(), [&](Index i) {
    const TableType& type = code.tables[first + i];
    const auto& init = code.module.tables[i].init;
    auto table = allocate_table(type, init ? evaluator.eval_ref(*init) : Ref::null(), limit, store.budget());
    if (!table) fail_table(store, type.limits.min);
    taken += type.limits.min * sizeof(Ref);
    inst.tables.push_back(store.add(std::move(*table)));
  });
}

[[noreturn]] void fail_memory(Store& store, const MemoryType& type) {
  const std::string what = "memory of " + counted(type.limits.min, "page");
  const ImplementationLimit limit = store.limits().memory_bytes;
  const bool is_within = type.limits.min <= limit >> type.page_size_log2;
  if (is_within && type.limits.min << type.page_size_log2 > store.budget().left()) fail_store(store, what);
  throw LimitExceeded(no_pos, concat(what, ": out of memory, or more than ", limit.value(), " bytes", limit.hint()));
}

void allocate_memories(Store& store, ModuleInst& inst) {
  const ValidModule& code = *inst.code;
  const Index first = code.first_own(IndexSpace::memory);
  for_each_own(inst, IndexSpace::memory, code.module.memories.size(), [&](Index i) {
    const MemoryType& type = code.memories[first + i];
    auto memory = LinearMemory::allocate(type, store.limits().memory_bytes, &store.budget());
    if (!memory) fail_memory(store, type);
    inst.memories.push_back(store.add(MemoryInst{std::move(*memory)}));
  });
}

// Of the kinds whose instances consist of their types.
template <IndexSpace space>
void allocate_typed(Store& store, ModuleInst& inst, const std::vector<TypedDefinition<space>>& definitions) {
  constexpr SpaceConstant<space> constant;
  const Index first = inst.code->first_own(space);
  for (Index i = 0; i < definitions.size(); ++i) {
    inst.of(constant).push_back(store.add(typename InstOf<space>::type{inst.code->of(constant)[first + i]}));
  }
}
template <class T>
void allocate_typed(Store&, ModuleInst&, const std::vector<T>&) {}

// Active and declarative segments are left empty, as if dropped already: the former are evaluated where they are
// copied, which cannot be told apart since constant expressions have no effects and read nothing that changes.
void allocate_elems(Store& store, ModuleInst& inst, ConstEvaluator& evaluator, std::uint64_t& taken) {
  inst.elems.resize(inst.code->module.elems.size());
  for_each_own(inst, IndexSpace::elem, inst.elems.size(), [&](Index i) {
    const ElemSegment& segment = inst.code->module.elems[i];
    if (segment.mode != SegmentMode::passive) return;
    const std::uint64_t bytes = length(segment) * sizeof(Ref);
    if (!store.budget().take(bytes)) fail_store(store, "element segment");
    taken += bytes;
    inst.elems[i].refs.reserve(length(segment));
    for (std::size_t j = 0; j < length(segment); ++j) {
      inst.elems[i].refs.push_back(evaluator.eval_elem(segment, j));
    }
  });
}

// Active segments are left empty here too.
void allocate_datas(ModuleInst& inst) {
  inst.datas.resize(inst.code->module.datas.size());
  for (std::size_t i = 0; i < inst.datas.size(); ++i) {
    const DataSegment& segment = inst.code->module.datas[i];
    if (segment.mode == SegmentMode::passive) inst.datas[i] = {segment.init.data(), segment.init.size()};
  }
}

// What tables and element segments take of the store's budget is `taken`.
void allocate_all(Store& store, ModuleInst& inst, Budget& budget, std::uint64_t& taken) {
  ConstEvaluator evaluator(store, inst, budget);
  allocate_funcs(store, inst);
  allocate_globals(store, inst, evaluator);
  allocate_tables(store, inst, evaluator, taken);
  allocate_memories(store, inst);
#define CORE_SPACE(name, members, ...) allocate_typed(store, inst, inst.code->module.members);
#include "wast/syntax/index_spaces.def"
  allocate_elems(store, inst, evaluator, taken);
  allocate_datas(inst);
}

// So that no index space has anything of the module's own.
void withdraw(ModuleInst& inst) {
#define CORE_SPACE(name, members, ...) inst.members.resize(inst.code->first_own(IndexSpace::name));
#include "wast/syntax/index_spaces.def"
  inst.elems.clear();
  inst.datas.clear();
}

}  // namespace

void allocate_module(Store& store, ModuleInst& inst, Budget& budget) {
  const Store::Sizes before = store.sizes();
  std::uint64_t taken = 0;
  try {
    allocate_all(store, inst, budget, taken);
  } catch (...) {  // functions that are left would not find what they use
    withdraw(inst);
    store.truncate(before);
    store.budget().give_back(taken);
    throw;
  }
}

}  // namespace modlink
