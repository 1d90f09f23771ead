// Renumbering of a module's own definitions. spec: syntax/modules, Indices
#include "validator/renumber.h"

#include "wast/syntax/indices.h"

namespace modlink {

namespace {

// Types and segments stay where they are.
Index shifted(const Shift& shift, IndexSpace space, Index index) {
  switch (space) {
    case IndexSpace::func: return shift(ExternKind::func, index);
    case IndexSpace::table: return shift(ExternKind::table, index);
    case IndexSpace::memory: return shift(ExternKind::memory, index);
    case IndexSpace::global: return shift(ExternKind::global, index);
    case IndexSpace::tag: return shift(ExternKind::tag, index);
    case IndexSpace::type:
    case IndexSpace::elem:
    case IndexSpace::data: break;
  }
  return index;
}

void renumber_expr(Expr& expr, const Shift& shift) {
  map_indices(expr, [&](IndexSpace space, Index& index) { index = shifted(shift, space, index); });
}

void renumber_elem(ElemSegment& elem, const Shift& shift) {
  elem.table = elem.mode == SegmentMode::active ? shift(ExternKind::table, elem.table) : elem.table;
  renumber_expr(elem.offset, shift);
  if (auto* funcs = std::get_if<std::vector<Index>>(&elem.init)) {
    for (Index& func : *funcs) func = shift(ExternKind::func, func);
  } else {
    for (Expr& expr : std::get<std::vector<Expr>>(elem.init)) renumber_expr(expr, shift);
  }
}

void renumber_names(NameMap& names, ExternKind kind, const Shift& shift) {
  for (auto& [index, name] : names) index = shift(kind, index);
}

void renumber_names(std::map<Index, NameMap>& names, const Shift& shift) {
  std::map<Index, NameMap> result;
  for (auto& [index, map] : names) result.emplace_hint(result.end(), shift(ExternKind::func, index), std::move(map));
  names = std::move(result);
}

void renumber_names(Names& names, const Shift& shift) {
  renumber_names(names.funcs, ExternKind::func, shift);
  renumber_names(names.tables, ExternKind::table, shift);
  renumber_names(names.memories, ExternKind::memory, shift);
  renumber_names(names.globals, ExternKind::global, shift);
  renumber_names(names.tags, ExternKind::tag, shift);
  renumber_names(names.locals, shift);
  renumber_names(names.labels, shift);
}

}  // namespace

void renumber(Module& module, const Shift& shift) {
  for (Func& func : module.funcs) renumber_expr(func.body, shift);
  for (Table& table : module.tables) {
    if (table.init) renumber_expr(*table.init, shift);
  }
  for (Global& global : module.globals) renumber_expr(global.init, shift);
  for (Export& item : module.exports) item.index = shift(item.kind, item.index);
  if (module.start) module.start->func = shift(ExternKind::func, module.start->func);
  for (ElemSegment& elem : module.elems) renumber_elem(elem, shift);
  for (DataSegment& data : module.datas) {
    if (data.mode == SegmentMode::active) data.memory = shift(ExternKind::memory, data.memory);
    renumber_expr(data.offset, shift);
  }
  renumber_names(module.names, shift);
}

}  // namespace modlink
