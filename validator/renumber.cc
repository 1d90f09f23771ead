// Renumbering of a module's own definitions. spec: syntax/modules, Indices
#include "validator/renumber.h"

#include <algorithm>

#include "validator/canonical.h"

namespace modlink {

namespace {

void renumber_mem_arg(Expr& expr, Instr& instr, const IndexMap& map) {
  MemArg arg = expr.mem_arg(instr);
  const Index memory = map(ExternKind::memory, arg.memory);
  if (memory == arg.memory) return;
  arg.memory = memory;
  instr = expr.make_mem_arg(instr.op, instr.pos, arg);
}

HeapType renumber_heap(HeapType heap, const IndexMap& map) {
  return heap.kind == HeapKind::type_index ? HeapType{heap.kind, map(ExternKind::type, heap.index)} : heap;
}

void renumber_ref(RefType& type, const IndexMap& map) { type.heap = renumber_heap(type.heap, map); }

void renumber_val(ValType& type, const IndexMap& map) {
  update_val_type(type, [&](HeapType heap) { return renumber_heap(heap, map); });
}

BlockType renumber_block_type(BlockType type, const IndexMap& map) {
  if (type.kind == BlockType::Kind::type_index) type.type = map(ExternKind::type, type.type);
  if (type.kind == BlockType::Kind::val_type) renumber_val(type.val, map);
  return type;
}

void renumber_block(Expr& expr, Instr& instr, const IndexMap& map) {
  const BlockType old = expr.block_type(instr);
  const BlockType type = renumber_block_type(old, map);
  if (type == old) return;
  const std::uint32_t end = instr.block.end;
  instr = expr.make_block(instr.op, instr.pos, type);
  instr.block.end = end;
}

// The labels of a `try_table` stay.
void renumber_try_table(Expr& expr, Instr& instr, const IndexMap& map) {
  const BlockType old_type = expr.block_type(instr);
  TryTable table{renumber_block_type(old_type, map), expr.catches(instr)};
  for (Catch& clause : table.catches) {
    if (has_tag(clause.kind)) clause.tag = map(ExternKind::tag, clause.tag);
  }
  if (table.type == old_type && table.catches == expr.catches(instr)) return;
  const std::uint32_t end = instr.block.end;
  instr = expr.make_try_table(instr.op, instr.pos, std::move(table));
  instr.block.end = end;
}

void renumber_select(Expr& expr, Instr& instr, const IndexMap& map) {
  const ResultType old(expr.val_types(instr), expr.val_types(instr) + instr.range.count);
  ResultType types = old;
  for (ValType& type : types) renumber_val(type, map);
  if (types != old) instr = expr.make_select(instr.op, instr.pos, types);
}

void renumber_cast(Expr& expr, Instr& instr, const IndexMap& map) {
  Cast cast = expr.cast(instr);
  renumber_ref(cast.from, map);
  renumber_ref(cast.to, map);
  if (!(cast == expr.cast(instr))) instr = expr.make_cast(instr.op, instr.pos, cast);
}

void renumber_instr(Expr& expr, Instr& instr, const IndexMap& map) {
  const auto index = [&](ExternKind kind) { instr.index = map(kind, instr.index); };
  const auto first = [&](ExternKind kind) { instr.pair.x = map(kind, instr.pair.x); };
  const auto second = [&](ExternKind kind) { instr.pair.y = map(kind, instr.pair.y); };
  switch (info(instr.op).immediate) {
    case Immediate::func: return index(ExternKind::func);
    case Immediate::global: return index(ExternKind::global);
    case Immediate::table: return index(ExternKind::table);
    case Immediate::memory: return index(ExternKind::memory);
    case Immediate::tag: return index(ExternKind::tag);
    case Immediate::type: return index(ExternKind::type);
    case Immediate::block: return renumber_block(expr, instr, map);
    case Immediate::try_table: return renumber_try_table(expr, instr, map);
    case Immediate::select_types: return renumber_select(expr, instr, map);
    case Immediate::heap_type: instr = make_heap(instr.op, instr.pos, renumber_heap(instr.heap(), map)); return;
    case Immediate::cast: return renumber_cast(expr, instr, map);
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return renumber_mem_arg(expr, instr, map);
    case Immediate::call_indirect: first(ExternKind::type); return second(ExternKind::table);
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_data:
    case Immediate::type_elem: return first(ExternKind::type);
    case Immediate::array_copy: first(ExternKind::type); return second(ExternKind::type);
    case Immediate::table_init: return second(ExternKind::table);
    case Immediate::table_copy: first(ExternKind::table); return second(ExternKind::table);
    case Immediate::memory_init: return second(ExternKind::memory);
    case Immediate::memory_copy: first(ExternKind::memory); return second(ExternKind::memory);
    case Immediate::none:
    case Immediate::label:
    case Immediate::br_table:
    case Immediate::local:
    case Immediate::data:
    case Immediate::elem:
    case Immediate::i32:
    case Immediate::i64:
    case Immediate::f32:
    case Immediate::f64:
    case Immediate::lane:
    case Immediate::v128:
    case Immediate::shuffle:
    case Immediate::fence: return;
  }
}

void renumber_func(Func& func, const IndexMap& map) {
  func.type = map(ExternKind::type, func.type);
  for (LocalRun& run : func.locals) renumber_val(run.type, map);
  renumber(func.body, map);
}

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

void renumber_names(NameMap& names, ExternKind kind, const IndexMap& map) {
  for (auto& [index, name] : names) index = map(kind, index);
  const auto by_index = [](const auto& a, const auto& b) { return a.first < b.first; };
  const auto same_index = [](const auto& a, const auto& b) { return a.first == b.first; };
  // Where several become one, the first name stays.
  std::stable_sort(names.begin(), names.end(), by_index);
  names.erase(std::unique(names.begin(), names.end(), same_index), names.end());
}

void renumber_names(std::map<Index, NameMap>& names, ExternKind kind, const IndexMap& map) {
  std::map<Index, NameMap> result;
  for (auto& [index, inner] : names) result.emplace(map(kind, index), std::move(inner));
  names = std::move(result);
}

void renumber_names(Names& names, const IndexMap& map) {
  renumber_names(names.funcs, ExternKind::func, map);
  renumber_names(names.tables, ExternKind::table, map);
  renumber_names(names.memories, ExternKind::memory, map);
  renumber_names(names.globals, ExternKind::global, map);
  renumber_names(names.tags, ExternKind::tag, map);
  renumber_names(names.types, ExternKind::type, map);
  renumber_names(names.modules, ExternKind::module, map);
  renumber_names(names.instances, ExternKind::instance, map);
  renumber_names(names.locals, ExternKind::func, map);
  renumber_names(names.labels, ExternKind::func, map);
  renumber_names(names.fields, ExternKind::type, map);
}

}  // namespace

void renumber(Expr& expr, const IndexMap& map) {
  for (Instr& instr : expr.instrs) renumber_instr(expr, instr, map);
}

void renumber(Module& module, const IndexMap& map) {
  for (Func& func : module.funcs) renumber_func(func, map);
  for (Table& table : module.tables) {
    renumber_ref(table.type.elem, map);
    if (table.init) renumber(*table.init, map);
  }
  for (Tag& tag : module.tags) tag.type = map(ExternKind::type, tag.type);
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
