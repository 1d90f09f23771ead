// The definitions of a module itself, with what was left unparsed in them. spec: text/modules
#include <algorithm>

#include "wast/text/literals.h"
#include "wast/text/parentheses.h"
#include "wast/text/parse_fields.h"
#include "wast/text/resolve_module.h"

namespace modlink::text {

void ModuleResolver::resolve(Field& field, FuncField& content) {
  unknown_params_ = no_pos;
  module_.funcs.push_back(parse_func(field, content));
  if (unknown_params_ != no_pos) {
    late_funcs_.push_back({static_cast<Index>(module_.funcs.size() - 1), &field, &content});
  }
}

// There are all types now, so this time nothing adds one.
void ModuleResolver::parse_late_funcs() {
  for (const LateFunc& late : late_funcs_) {
    unknown_params_ = no_pos;
    module_.funcs[late.func] = parse_func(*late.field, *late.content);
    if (unknown_params_ != no_pos) throw OutOfContext(unknown_params_, "unknown type");
  }
}

Func ModuleResolver::parse_func(const Field& field, const FuncField& content) {
  Func func;
  func.at = at(field);
  cursor_.seek(content.unparsed);
  exprs_.start_function();
  FuncTypeUse use = types_.func_type_use(ParamIds::bind, &exprs_.locals);
  const auto inline_params = use.has_inline() ? std::optional(use.inline_type.params.size()) : std::nullopt;
  func.type = resolver_.func_type_use(std::move(use));
  const auto params = inline_params ? inline_params : resolver_.param_count(func.type);
  if (cursor_.at_form("local")) parse_locals(func, params);
  func.body = exprs_.instructions();
  add_func_names(field.index);
  cursor_.expect_right();
  return func;
}

void ModuleResolver::annotate_local(std::optional<std::size_t> params, std::size_t local) {
  auto name = parser_.annotations.take_name(cursor_.index(), "local");
  if (name && params) exprs_.locals.annotate(static_cast<Index>(*params + local), std::move(*name));
}

void ModuleResolver::parse_locals(Func& func, std::optional<std::size_t> params) {
  const Pos pos = cursor_.pos();
  std::size_t count = 0;
  const auto add_local = [&] {
    const ValType type = resolver_.resolve(types_.val_type());
    if (func.locals.empty() || func.locals.back().type != type) func.locals.push_back({0, type});
    ++func.locals.back().count;
    parser_.check_limit(++count, parser_.limits.locals, pos, "locals");
  };
  while (cursor_.accept_form("local")) {
    const Pos id_pos = cursor_.pos();
    if (const auto id = cursor_.accept_id()) {
      if (!params) unknown_params_ = pos;
      exprs_.locals.bind(*id, static_cast<Index>(params.value_or(0) + count), id_pos);
      annotate_local(params, count);
      add_local();
    } else {
      annotate_local(params, count);
      while (!cursor_.at_right()) add_local();
    }
    cursor_.expect_right();
  }
}

void ModuleResolver::add_func_names(Index func) {
  if (!exprs_.locals.empty()) module_.names.locals.insert_or_assign(func, exprs_.locals.names());
  if (!exprs_.labels.empty()) module_.names.labels.insert_or_assign(func, std::move(exprs_.labels));
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

void ModuleResolver::resolve(Field& field, TableField& content) {
  Table table;
  table.at = at(field);
  table.type = resolver_.resolve(content.type);
  cursor_.seek(content.unparsed);
  if (!content.has_limits) {
    inline_elem(table, field.index);
  } else if (!cursor_.at_right()) {
    parser_.require(Feature::function_references, cursor_.peek(cursor_.at_left() ? 1 : 0));
    exprs_.start_function();
    table.init = exprs_.instructions();
  }
  module_.tables.push_back(std::move(table));
  cursor_.expect_right();
}

// `(table reftype (elem …))`
void ModuleResolver::inline_elem(Table& table, Index index) {
  ElemSegment segment;
  segment.at = cursor_.at();
  segment.mode = SegmentMode::active;
  segment.table = index;
  segment.type = table.type.elem;
  // Without reference types there are only lists of functions, not expressions.
  if (!parser_.has(Feature::reference_types)) segment.type = {false, {HeapKind::func, 0}};
  segment.offset = zero_offset(table.type.addr, segment.at.pos);
  cursor_.expect_form("elem");
  if (cursor_.at_left() && !at_ref(cursor_, IndexSpace::func)) {
    elem_exprs(segment);
  } else {
    elem_funcs(segment);
  }
  cursor_.expect_right();
  const std::size_t size = std::visit([](const auto& list) { return list.size(); }, segment.init);
  table.type.limits = {size, size};
  module_.elems.push_back(std::move(segment));
}

void ModuleResolver::resolve(Field& field, MemoryField& content) {
  Memory memory{at(field), content.type};
  if (content.data) inline_data(memory, field.index, std::move(*content.data));
  module_.memories.push_back(std::move(memory));
}

// `(memory (data …))`
void ModuleResolver::inline_data(Memory& memory, Index index, InlineData data) {
  DataSegment segment;
  segment.at = data.at;
  segment.mode = SegmentMode::active;
  segment.memory = index;
  segment.offset = zero_offset(memory.type.addr, segment.at.pos);
  segment.init = std::move(data.init);
  const std::uint64_t page = std::uint64_t{1} << std::min<unsigned>(memory.type.page_size_log2, 63);
  const std::uint64_t pages = segment.init.size() / page + (segment.init.size() % page != 0);
  memory.type.limits = {pages, pages};
  module_.datas.push_back(std::move(segment));
}

void ModuleResolver::resolve(Field& field, GlobalField& content) {
  Global global;
  global.at = at(field);
  global.type = resolver_.resolve(content.type);
  cursor_.seek(content.unparsed);
  exprs_.start_function();
  global.init = exprs_.instructions();
  module_.globals.push_back(std::move(global));
  cursor_.expect_right();
}

void ModuleResolver::resolve(Field& field, SegmentField& segment) {
  cursor_.seek(segment.unparsed);
  if (segment.space == IndexSpace::elem) {
    elem(segment, at(field));
  } else {
    data(segment, at(field));
  }
  cursor_.expect_right();
}

// `(offset expr)` or `(item expr)`, as `form` says, or one folded instruction.
Expr ModuleResolver::const_expr(std::string_view form) {
  exprs_.start_function();
  if (!cursor_.accept_form(form)) return exprs_.folded_instruction();
  Expr result = exprs_.instructions();
  cursor_.expect_right();
  return result;
}

void ModuleResolver::elem(const SegmentField& content, At at) {
  ElemSegment segment;
  segment.at = at;
  segment.mode = content.mode;
  segment.table = resolver_.index(IndexSpace::table, content.of);
  if (segment.mode == SegmentMode::active) segment.offset = const_expr("offset");
  elem_list(segment, content.bare);
  module_.elems.push_back(std::move(segment));
}

// spec: text/modules, `elemlist`. A bare one, of a segment that names no table, needs no `func`.
void ModuleResolver::elem_list(ElemSegment& segment, bool bare) {
  const bool has_type = types_.at_ref_type();
  if (cursor_.accept_keyword("func") || (bare && !has_type)) {
    segment.type = {false, {HeapKind::func, 0}};
    return elem_funcs(segment);
  }
  if (!parser_.has(Feature::bulk_memory)) parser_.require(Feature::reference_types);
  segment.type = resolver_.resolve(types_.ref_type());
  elem_exprs(segment);
}

void ModuleResolver::elem_funcs(ElemSegment& segment) {
  auto& funcs = std::get<FuncIndices>(segment.init);
  while (!cursor_.at_right()) funcs.push_back(exprs_.index(IndexSpace::func));
}

void ModuleResolver::elem_exprs(ElemSegment& segment) {
  auto& exprs = segment.init.emplace<std::vector<Expr>>();
  while (!cursor_.at_right()) exprs.push_back(const_expr("item"));
}

void ModuleResolver::data(const SegmentField& content, At at) {
  DataSegment segment;
  segment.at = at;
  segment.mode = content.mode;
  segment.memory = resolver_.index(IndexSpace::memory, content.of);
  if (segment.mode == SegmentMode::active) segment.offset = const_expr("offset");
  segment.init = parse_strings(cursor_);
  module_.datas.push_back(std::move(segment));
}

}  // namespace modlink::text
