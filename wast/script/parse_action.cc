// Parsing of actions, their arguments, and result patterns. spec: the official suite's script grammar; D20
#include "wast/script/parse_action.h"

#include "wast/syntax/stack.h"
#include "wast/syntax/type_tables.h"
#include "wast/text/literals.h"
#include "wast/text/parse_module_at.h"

namespace modlink::script {

using text::Cursor;

namespace {

// The type of a number that `i32.const`, … begins; vectors are written differently.
std::optional<ValKind> num_type(std::string_view keyword) {
  constexpr std::string_view suffix = ".const";
  if (!keyword.ends_with(suffix)) return std::nullopt;
  const NumTypeInfo* found = find_num_type(keyword.substr(0, keyword.size() - suffix.size()));
  return found && found->kind != ValKind::v128 ? std::optional(found->kind) : std::nullopt;
}

// Scripts may name what modules may not: the features of the modules do not concern them.
HeapType parse_heap_type(Cursor& cursor) {
  Features all;
  for (std::size_t i = 0; i < feature_count; ++i) all.set(static_cast<Feature>(i), true);
  return text::parse_heap_type_at(cursor, all);
}

// The bottom of a hierarchy. A concrete type means nothing outside of a module.
HeapKind bottom(HeapType heap, Pos pos) {
  if (!is_abstract(heap.kind)) throw Malformed(pos, "unexpected token: a type index in a script");
  return info(heap.kind).bottom;
}

Const parse_null(Cursor& cursor, At at) {
  const Pos pos = cursor.pos();
  const HeapType heap = parse_heap_type(cursor);
  return {at, RefType{true, {bottom(heap, pos), 0}}, RefConst{RefConst::Kind::null, heap, 0}};
}

Const parse_host(Cursor& cursor, At at, RefConst::Kind kind) {
  const HeapKind heap = kind == RefConst::Kind::extern_ ? HeapKind::extern_ : HeapKind::any;
  return {at, RefType{false, {heap, 0}}, RefConst{kind, {heap, 0}, text::expect_u32(cursor)}};
}

Const parse_vec(Cursor& cursor, At at) {
  const std::string_view shape = cursor.at(text::TokenKind::keyword) ? cursor.text() : std::string_view();
  return {at, ValKind::v128, text::parse_v128(cursor), text::find_shape(shape).value_or(text::VecShape())};
}

// What follows `(` in a constant.
Const parse_const_body(Cursor& cursor, At at) {
  if (cursor.at(text::TokenKind::keyword)) {
    if (const auto kind = num_type(cursor.text())) {
      cursor.next();
      return {at, *kind, text::parse_const_bits(cursor, *kind)};
    }
    if (cursor.accept_keyword("v128.const")) return parse_vec(cursor, at);
    if (cursor.accept_keyword("ref.null")) return parse_null(cursor, at);
    if (cursor.accept_keyword("ref.extern")) return parse_host(cursor, at, RefConst::Kind::extern_);
    if (cursor.accept_keyword("ref.host")) return parse_host(cursor, at, RefConst::Kind::host);
  }
  cursor.unexpected("a constant");
}

Const parse_const(Cursor& cursor) {
  const At at = cursor.at();
  cursor.expect_left();
  Const result = parse_const_body(cursor, at);
  cursor.expect_right();
  return result;
}

NanPattern accept_nan(Cursor& cursor) {
  if (cursor.accept_keyword("nan:canonical")) return NanPattern::canonical;
  if (cursor.accept_keyword("nan:arithmetic")) return NanPattern::arithmetic;
  return NanPattern::none;
}

NumPattern parse_num_pattern(Cursor& cursor, ValKind type) {
  if (type == ValKind::f32 || type == ValKind::f64) {
    if (const NanPattern nan = accept_nan(cursor); nan != NanPattern::none) return {type, 0, nan};
  }
  return {type, text::parse_const_bits(cursor, type), NanPattern::none};
}

ValKind lane_type(const text::VecShape& shape) {
  if (shape.is_float) return shape.bits == 64 ? ValKind::f64 : ValKind::f32;
  return shape.bits == 64 ? ValKind::i64 : ValKind::i32;
}

VecPattern parse_vec_pattern(Cursor& cursor) {
  const auto shape = cursor.at(text::TokenKind::keyword) ? text::find_shape(cursor.text()) : std::nullopt;
  if (!shape) cursor.unexpected("a vector shape");
  cursor.next();
  VecPattern result{{}, shape->bits};
  for (unsigned i = 0; i < shape->lanes; ++i) {
    const NanPattern nan = shape->is_float ? accept_nan(cursor) : NanPattern::none;
    const std::uint64_t bits = nan == NanPattern::none ? text::parse_lane(cursor, *shape) : 0;
    result.lanes.push_back({lane_type(*shape), bits, nan});
  }
  return result;
}

std::optional<RefPattern::Kind> ref_kind(std::string_view keyword) {
  using Kind = RefPattern::Kind;
  constexpr std::pair<std::string_view, Kind> kinds[] = {
      {"ref", Kind::any_ref},        {"ref.any", Kind::any_ref},    {"ref.null", Kind::null}, {"ref.func", Kind::func},
      {"ref.exn", Kind::exn},        {"ref.extern", Kind::extern_}, {"ref.host", Kind::host}, {"ref.i31", Kind::i31},
      {"ref.struct", Kind::struct_}, {"ref.array", Kind::array},    {"ref.eq", Kind::eq},
  };
  for (const auto& [name, kind] : kinds) {
    if (name == keyword) return kind;
  }
  return std::nullopt;
}

// What may follow the keyword of a reference pattern.
RefPattern parse_ref_pattern(Cursor& cursor, RefPattern::Kind kind) {
  RefPattern result{kind, std::nullopt, std::nullopt};
  using Kind = RefPattern::Kind;
  const bool numbered = kind == Kind::extern_ || kind == Kind::host || kind == Kind::func;
  if (numbered && cursor.at_natural()) result.number = text::expect_u32(cursor);
  if (kind == RefPattern::Kind::null && !cursor.at_right()) {
    const Pos pos = cursor.pos();
    const HeapType heap = parse_heap_type(cursor);
    bottom(heap, pos);
    result.heap = heap;
  }
  return result;
}

std::vector<Pattern> parse_pattern_list(Cursor& cursor, const ImplementationLimits& limits, unsigned depth);

// What follows `(` in a pattern.
Pattern parse_pattern_body(Cursor& cursor, const ImplementationLimits& limits, At at, unsigned depth) {
  if (!cursor.at(text::TokenKind::keyword)) cursor.unexpected("a result");
  if (cursor.accept_keyword("either")) return {at, parse_pattern_list(cursor, limits, depth + 1)};
  if (cursor.accept_keyword("v128.const")) return {at, parse_vec_pattern(cursor)};
  if (const auto type = num_type(cursor.text())) {
    cursor.next();
    return {at, parse_num_pattern(cursor, *type)};
  }
  const auto kind = ref_kind(cursor.text());
  if (!kind) cursor.unexpected("a result");
  cursor.next();
  return {at, parse_ref_pattern(cursor, *kind)};
}

std::vector<Pattern> parse_pattern_list(Cursor& cursor, const ImplementationLimits& limits, unsigned depth) {
  check_nesting(depth, limits, cursor.pos(), "results");
  require_stack(cursor.pos());
  std::vector<Pattern> result;
  while (!cursor.at_right()) {
    const At at = cursor.at();
    cursor.expect_left();
    result.push_back(parse_pattern_body(cursor, limits, at, depth));
    cursor.expect_right();
  }
  return result;
}

}  // namespace

std::vector<Name> parse_path(Cursor& cursor) {
  std::vector<Name> path{cursor.expect_name()};
  while (cursor.at_string()) path.push_back(cursor.expect_name());
  return path;
}

Action parse_action(Cursor& cursor) {
  Action action;
  action.at = cursor.at();
  if (cursor.accept_form("get")) {
    action.kind = Action::Kind::get;
  } else {
    if (!cursor.accept_form("invoke")) {
      if (cursor.at_left()) cursor.next();
      cursor.unexpected("an action");
    }
  }
  if (const auto id = cursor.accept_id()) action.instance = *id;
  action.path = parse_path(cursor);
  while (action.kind == Action::Kind::invoke && !cursor.at_right()) action.args.push_back(parse_const(cursor));
  cursor.expect_right();
  return action;
}

std::vector<Pattern> parse_patterns(Cursor& cursor, const ImplementationLimits& limits) {
  return parse_pattern_list(cursor, limits, 0);
}

void check_nesting(std::uint64_t depth, const ImplementationLimits& limits, Pos pos, const char* what) {
  if (depth <= limits.script_nesting) return;
  const ImplementationLimit& most = limits.script_nesting;
  throw LimitExceeded(
      pos, std::string(what) + " nested too deeply: more than " + std::to_string(most.value()) + most.hint());
}

Pattern any_nan(At at, NanPattern nan) {
  std::vector<Pattern> widths;
  for (ValKind type : {ValKind::f32, ValKind::f64}) widths.push_back({at, NumPattern{type, 0, nan}});
  return {at, std::move(widths)};
}

}  // namespace modlink::script
