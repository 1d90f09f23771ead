// Renumbering of a module's own definitions. spec: syntax/modules, Indices
#include "validator/renumber.h"

#include "validator/canonical.h"
#include "wast/syntax/indices.h"

namespace modlink {

namespace {

HeapType renumber_heap(HeapType heap, const IndexMap& map) {
  return heap.kind == HeapKind::type_index ? HeapType{heap.kind, map(ExternKind::type, heap.index)} : heap;
}

void renumber_ref(RefType& type, const IndexMap& map) { type.heap = renumber_heap(type.heap, map); }

void renumber_val(ValType& type, const IndexMap& map) {
  update_val_type(type, [&](HeapType heap) { return renumber_heap(heap, map); });
}

// Segments stay where they are.
Index renumbered(const IndexMap& map, IndexSpace space, Index index) {
  const auto kind = kind_of(space);
  return kind ? map(*kind, index) : index;
}

void renumber_func(Func& func, const IndexMap& map) {
  func.type = map(ExternKind::type, func.type);
  for (LocalRun& run : func.locals) renumber_val(run.type, map);
  renumber(func.body, map);
}

template <IndexSpace space>
void renumber_typed(std::vector<TypedDefinition<space>>& definitions, const IndexMap& map) {
  for (TypedDefinition<space>& definition : definitions) definition.type = map(ExternKind::type, definition.type);
}
template <class T>
void renumber_typed(std::vector<T>&, const IndexMap&) {}

void renumber_elem(ElemSegment& elem, const IndexMap& map) {
  renumber_ref(elem.type, map);
  elem.table = elem.mode == SegmentMode::active ? map(ExternKind::table, elem.table) : elem.table;
  renumber(elem.offset, map);
  if (auto* funcs = std::get_if<std::vector<Index>>(&elem.init)) {
    for (Index& func : *funcs) func = map(ExternKind::func, func);
  } else {
    for (Expr& expr : std::get<std::vector<Expr>>(elem.init)) renumber(expr, map);
  }
}

void renumber_names(IndirectNameMap& names, ExternKind kind, const IndexMap& map) {
  IndirectNameMap result;
  for (auto& [index, inner] : names) result.emplace(map(kind, index), std::move(inner));
  names = std::move(result);
}

void renumber_names(Names& names, const IndexMap& map) {
  for (const IndexSpace space : all_index_spaces) {
    if (const auto kind = kind_of(space)) names[space].map_indices([&](Index index) { return map(*kind, index); });
  }
  renumber_names(names.locals, ExternKind::func, map);
  renumber_names(names.labels, ExternKind::func, map);
  renumber_names(names.fields, ExternKind::type, map);
}

}  // namespace

void renumber(Expr& expr, const IndexMap& map) {
  map_indices(expr, [&](IndexSpace space, Index& index) { index = renumbered(map, space, index); });
}

void renumber(Module& module, const IndexMap& map) {
  for (Func& func : module.funcs) renumber_func(func, map);
  for (Table& table : module.tables) {
    renumber_ref(table.type.elem, map);
    if (table.init) renumber(*table.init, map);
  }
#define CORE_SPACE(name, members, ...) renumber_typed(module.members, map);
#include "wast/syntax/index_spaces.def"
  for (Global& global : module.globals) {
    renumber_val(global.type.val, map);
    renumber(global.init, map);
  }
  for (Export& item : module.exports) item.index = map(item.kind, item.index);
  if (module.start) module.start->func = map(ExternKind::func, module.start->func);
  for (ElemSegment& elem : module.elems) renumber_elem(elem, map);
  for (DataSegment& data : module.datas) {
    if (data.mode == SegmentMode::active) data.memory = map(ExternKind::memory, data.memory);
    renumber(data.offset, map);
  }
  renumber_names(module.names, map);
}

}  // namespace modlink
