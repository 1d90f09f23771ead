// Renumbering of a module's own definitions. spec: syntax/modules, Indices
#include "validator/renumber.h"

namespace modlink {

namespace {

void renumber_mem_arg(Expr& expr, Instr& instr, const Shift& shift) {
  MemArg arg = expr.mem_arg(instr);
  const Index memory = shift(ExternKind::memory, arg.memory);
  if (memory == arg.memory) return;
  arg.memory = memory;
  instr = expr.make_mem_arg(instr.op, instr.pos, arg);
}

void renumber_pair(Instr& instr, ExternKind x, ExternKind y, const Shift& shift) {
  instr.pair = {shift(x, instr.pair.x), shift(y, instr.pair.y)};
}

// The types and labels of a `try_table` stay; its clauses may name other tags.
void renumber_try_table(Expr& expr, Instr& instr, const Shift& shift) {
  TryTable table{expr.block_type(instr), expr.catches(instr)};
  for (Catch& clause : table.catches) {
    const bool with_tag = clause.kind == Catch::Kind::catch_ || clause.kind == Catch::Kind::catch_ref;
    if (with_tag) clause.tag = shift(ExternKind::tag, clause.tag);
  }
  if (table.catches == expr.catches(instr)) return;
  const std::uint32_t end = instr.block.end;
  instr = expr.make_try_table(instr.op, instr.pos, std::move(table));
  instr.block.end = end;
}

void renumber_instr(Expr& expr, Instr& instr, const Shift& shift) {
  const auto index = [&](ExternKind kind) { instr.index = shift(kind, instr.index); };
  // The kind `module` stands for indices that do not change.
  constexpr ExternKind same = ExternKind::module;
  switch (info(instr.op).immediate) {
    case Immediate::func: return index(ExternKind::func);
    case Immediate::global: return index(ExternKind::global);
    case Immediate::table: return index(ExternKind::table);
    case Immediate::memory: return index(ExternKind::memory);
    case Immediate::tag: return index(ExternKind::tag);
    case Immediate::try_table: return renumber_try_table(expr, instr, shift);
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return renumber_mem_arg(expr, instr, shift);
    case Immediate::call_indirect:
    case Immediate::table_init: return renumber_pair(instr, same, ExternKind::table, shift);
    case Immediate::table_copy: return renumber_pair(instr, ExternKind::table, ExternKind::table, shift);
    case Immediate::memory_init: return renumber_pair(instr, same, ExternKind::memory, shift);
    case Immediate::memory_copy: return renumber_pair(instr, ExternKind::memory, ExternKind::memory, shift);
    case Immediate::none:
    case Immediate::block:
    case Immediate::label:
    case Immediate::br_table:
    case Immediate::select_types:
    case Immediate::local:
    case Immediate::data:
    case Immediate::elem:
    case Immediate::heap_type:
    case Immediate::i32:
    case Immediate::i64:
    case Immediate::f32:
    case Immediate::f64:
    case Immediate::type:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_data:
    case Immediate::type_elem:
    case Immediate::array_copy:
    case Immediate::cast:
    case Immediate::lane:
    case Immediate::v128:
    case Immediate::shuffle:
    case Immediate::fence: return;
  }
}

void renumber_expr(Expr& expr, const Shift& shift) {
  for (Instr& instr : expr.instrs) renumber_instr(expr, instr, shift);
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
