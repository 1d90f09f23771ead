// Parsing of a module's own definitions. spec: text/modules
#include <algorithm>

#include "wast/text/literals.h"
#include "wast/text/module_parser.h"

namespace modlink::text {

void ModuleParser::parse_local(const Field& field) {
  const Header head = header();
  parse_exports(head, field.index);
  switch (field.kind) {
    case ExternKind::func: parse_func(head, field.index); break;
    case ExternKind::table: parse_table(head, field.index); break;
    case ExternKind::memory: parse_memory(head, field.index); break;
    case ExternKind::global: parse_global(head); break;
    case ExternKind::tag: parse_tag(head); break;
    case ExternKind::module:
    case ExternKind::instance:
    case ExternKind::type: break;
  }
  cursor_.expect_right();
}

void ModuleParser::parse_func(const Header& head, Index index) {
  Func func;
  func.at = head.at;
  exprs_.start_function();
  func.type = types_parser_.func_type_use(ParamIds::bind, &exprs_.locals);
  if (cursor_.at_form("local")) parse_locals(func);
  exprs_.instructions(func.body);
  add_func_names(index);
  module_.funcs.push_back(std::move(func));
}

void ModuleParser::annotate_local(std::optional<std::size_t> params, std::size_t local) {
  auto name = parser_.annotations.take_name(cursor_.index(), "local");
  if (name && params) exprs_.locals.annotate(static_cast<Index>(*params + local), std::move(*name));
}

void ModuleParser::parse_locals(Func& func) {
  const Pos pos = cursor_.pos();
  const auto params = types_parser_.param_count(func.type);
  std::size_t count = 0;
  const auto add = [&](ValType type) {
    if (func.locals.empty() || func.locals.back().type != type) func.locals.push_back({0, type});
    ++func.locals.back().count;
    parser_.check_limit(++count, parser_.limits.locals, pos, "locals");
  };
  while (cursor_.accept_form("local")) {
    const Pos id_pos = cursor_.pos();
    if (const auto id = cursor_.accept_id()) {
      if (!params) throw Malformed(pos, "unknown type");
      exprs_.locals.bind(*id, static_cast<Index>(*params + count), id_pos);
      annotate_local(params, count);
      add(types_parser_.val_type());
    } else {
      annotate_local(params, count);
      while (!cursor_.at_right()) add(types_parser_.val_type());
    }
    cursor_.expect_right();
  }
}

void ModuleParser::add_func_names(Index func) {
  if (!exprs_.locals.empty()) module_.names.locals.emplace(func, exprs_.locals.names());
  if (!exprs_.labels.empty()) module_.names.labels.emplace(func, std::move(exprs_.labels));
}

namespace {

// `i32.const 0`, or `i64.const 0`.
Expr zero_offset(AddrType addr, Pos pos) {
  Expr offset;
  offset.append(make_const(addr == AddrType::i64 ? Opcode::i64_const : Opcode::i32_const, pos, 0));
  offset.append(make_plain(Opcode::end, pos));
  return offset;
}

}  // namespace

void ModuleParser::parse_table(const Header& head, Index index) {
  Table table;
  table.at = head.at;
  table.type.addr = types_parser_.addr_type();
  if (cursor_.at_natural()) {
    table.type.limits = types_parser_.limits();
    table.type.elem = types_parser_.ref_type();
    if (!cursor_.at_right()) {
      parser_.require(Feature::function_references, cursor_.peek(cursor_.at_left() ? 1 : 0));
      exprs_.start_function();
      exprs_.instructions(table.init.emplace());
    }
  } else {
    table.type.elem = types_parser_.ref_type();
    parse_inline_elem(table, index);
  }
  module_.tables.push_back(std::move(table));
}

void ModuleParser::parse_inline_elem(Table& table, Index index) {
  ElemSegment segment;
  segment.at = cursor_.at();
  segment.mode = SegmentMode::active;
  segment.table = index;
  segment.type = table.type.elem;
  // Without reference types there are only lists of functions, not expressions.
  if (!parser_.has(Feature::reference_types)) segment.type = {false, {HeapKind::func, 0}};
  segment.offset = zero_offset(table.type.addr, segment.at.pos);
  cursor_.expect_form("elem");
  std::size_t size = 0;
  if (cursor_.at_left() && !exprs_.at_index(IndexSpace::func)) {
    auto& exprs = segment.init.emplace<std::vector<Expr>>();
    while (!cursor_.at_right()) parse_elem_expr(exprs.emplace_back());
    size = exprs.size();
  } else {
    auto& funcs = std::get<std::vector<Index>>(segment.init);
    while (!cursor_.at_right()) funcs.push_back(exprs_.index(IndexSpace::func));
    size = funcs.size();
  }
  cursor_.expect_right();
  table.type.limits = {size, size};
  module_.elems.push_back(std::move(segment));
}

void ModuleParser::parse_memory(const Header& head, Index index) {
  Memory memory;
  memory.at = head.at;
  memory.type.addr = types_parser_.addr_type();
  if (cursor_.at_natural()) {
    memory.type.limits = types_parser_.limits();
    types_parser_.memory_attributes(memory.type);
  } else {
    types_parser_.memory_attributes(memory.type);
    parse_inline_data(memory, index);
  }
  module_.memories.push_back(std::move(memory));
}

void ModuleParser::parse_inline_data(Memory& memory, Index index) {
  DataSegment segment;
  segment.at = cursor_.at();
  segment.mode = SegmentMode::active;
  segment.memory = index;
  segment.offset = zero_offset(memory.type.addr, segment.at.pos);
  cursor_.expect_form("data");
  segment.init = parse_strings();
  cursor_.expect_right();
  const std::uint64_t page = std::uint64_t{1} << std::min<unsigned>(memory.type.page_size_log2, 63);
  const std::uint64_t pages = segment.init.size() / page + (segment.init.size() % page != 0);
  memory.type.limits = {pages, pages};
  module_.datas.push_back(std::move(segment));
}

void ModuleParser::parse_global(const Header& head) {
  Global global;
  global.at = head.at;
  global.type = types_parser_.global_type();
  exprs_.start_function();
  exprs_.instructions(global.init);
  module_.globals.push_back(std::move(global));
}

void ModuleParser::parse_tag(const Header& head) {
  module_.tags.push_back({head.at, types_parser_.func_type_use(ParamIds::ignore)});
}

// `(export "e" (func $f))`, or every export of an instance: `(export $i)`, `(export (instance …))` (D3).
void ModuleParser::parse_export() {
  Export item;
  item.at = cursor_.at();
  cursor_.expect_form("export");
  if (!cursor_.at_string() && cursor_.at_right()) cursor_.unexpected("a string");
  if (cursor_.at_string()) {
    item.name = cursor_.expect_name();
    item.index_at = cursor_.at();
    cursor_.expect_left();
    const auto kind = find_kind(cursor_.text());
    if (!kind || *kind == ExternKind::type) cursor_.unexpected("a kind of export");
    const bool linked = *kind == ExternKind::module || *kind == ExternKind::instance;
    if (linked) parser_.require(Feature::module_linking);
    cursor_.next();
    item.kind = *kind;
    item.index = exprs_.merged_index(*kind);
  } else {
    parser_.require(Feature::module_linking);
    item.kind = ExternKind::instance;
    item.index_at = cursor_.at();
    if (cursor_.accept_form("instance")) {
      item.index = exprs_.merged_index(ExternKind::instance);
    } else {
      item.index = scope_.parse_index(IndexSpace::instance, cursor_);
    }
  }
  cursor_.expect_right();
  module_.exports.push_back(std::move(item));
}

void ModuleParser::parse_start() {
  Start start;
  start.at = cursor_.at();
  if (module_.start) throw Malformed(start.at.pos, "multiple start sections");
  cursor_.expect_form("start");
  start.func = exprs_.index(IndexSpace::func);
  cursor_.expect_right();
  module_.start = start;
}

// `(offset expr)` or one folded instruction.
void ModuleParser::parse_offset(Expr& offset) {
  exprs_.start_function();
  if (!cursor_.accept_form("offset")) return exprs_.folded_instruction(offset);
  exprs_.instructions(offset);
  cursor_.expect_right();
}

void ModuleParser::parse_elem_expr(Expr& out) {
  exprs_.start_function();
  if (!cursor_.accept_form("item")) return exprs_.folded_instruction(out);
  exprs_.instructions(out);
  cursor_.expect_right();
}

namespace {

// The first version wrote `(elem 0 (i32.const 0) $f)` and `(data 0 (i32.const 0) "a")`, and the tests of the threads
// proposal still do.
bool at_bare_use(const Cursor& cursor) { return cursor.at_natural() && cursor.peek(1).kind == TokenKind::left; }

}  // namespace

void ModuleParser::parse_elem() {
  ElemSegment segment;
  segment.at = cursor_.at();
  cursor_.expect_form("elem");
  cursor_.accept_id();
  bool bare = false;  // indices without `func`, for segments that name no table
  if (cursor_.at_keyword("declare")) {
    parser_.require(Feature::reference_types);
    cursor_.next();
    segment.mode = SegmentMode::declarative;
  } else if (at_bare_use(cursor_) || (cursor_.at_left() && !types_parser_.at_ref_type())) {
    segment.mode = SegmentMode::active;
    bare = !cursor_.at_form("table");
    if (at_bare_use(cursor_)) segment.table = expect_u32(cursor_);
    if (cursor_.accept_form("table")) segment.table = exprs_.merged_index(ExternKind::table);
    parse_offset(segment.offset);
  } else {
    parser_.require(Feature::bulk_memory);
  }
  const bool list = cursor_.at_keyword("func") || types_parser_.at_ref_type();
  if (list || !bare) {
    parse_elem_list(segment);
  } else {
    segment.type = {false, {HeapKind::func, 0}};
    auto& funcs = std::get<std::vector<Index>>(segment.init);
    while (!cursor_.at_right()) funcs.push_back(exprs_.index(IndexSpace::func));
  }
  cursor_.expect_right();
  module_.elems.push_back(std::move(segment));
}

void ModuleParser::parse_elem_list(ElemSegment& segment) {
  if (cursor_.accept_keyword("func")) {
    segment.type = {false, {HeapKind::func, 0}};
    auto& funcs = std::get<std::vector<Index>>(segment.init);
    while (!cursor_.at_right()) funcs.push_back(exprs_.index(IndexSpace::func));
    return;
  }
  segment.type = types_parser_.ref_type();
  auto& exprs = segment.init.emplace<std::vector<Expr>>();
  while (!cursor_.at_right()) parse_elem_expr(exprs.emplace_back());
}

void ModuleParser::parse_data() {
  DataSegment segment;
  segment.at = cursor_.at();
  cursor_.expect_form("data");
  cursor_.accept_id();
  if (cursor_.at_left() || at_bare_use(cursor_)) {
    segment.mode = SegmentMode::active;
    if (at_bare_use(cursor_)) segment.memory = expect_u32(cursor_);
    if (cursor_.accept_form("memory")) segment.memory = exprs_.merged_index(ExternKind::memory);
    parse_offset(segment.offset);
  } else {
    parser_.require(Feature::bulk_memory);
  }
  segment.init = parse_strings();
  cursor_.expect_right();
  module_.datas.push_back(std::move(segment));
}

Bytes ModuleParser::parse_strings() {
  Bytes bytes;
  while (!cursor_.at_right()) {
    const std::string part = cursor_.expect_string();
    bytes.insert(bytes.end(), part.begin(), part.end());
  }
  return bytes;
}

}  // namespace modlink::text
