// Parsing of references: numbers, identifiers and inline aliases. spec: text/modules, Indices; Explainer, "Instance
// Imports and Aliases", "Nested Modules"; D10
#include "wast/text/parse_refs.h"

#include "wast/syntax/concat.h"

namespace modlink::text {

namespace {

bool is_plain_ref(TokenKind kind) {
  return kind == TokenKind::natural || kind == TokenKind::id || kind == TokenKind::quoted_id;
}

Ref here(const Cursor& cursor) { return static_cast<Ref>(cursor.index()); }

}  // namespace

InlineAlias inline_alias_at(const Cursor& cursor) {
  const Token& base = cursor.peek(2);
  if (is_plain_ref(base.kind) && cursor.peek(3).kind == TokenKind::string) {
    const auto kind = find_kind(cursor.text(cursor.peek(1)));
    return kind && *kind != ExternKind::type ? InlineAlias::path : InlineAlias::none;
  }
  if (base.kind == TokenKind::keyword && cursor.text(base) == "outer") {
    const std::string_view kind = cursor.text(cursor.peek(1));
    return kind == "type" || kind == "module" ? InlineAlias::outer : InlineAlias::none;
  }
  return InlineAlias::none;
}

bool at_type_use(const Cursor& cursor) {
  if (!cursor.at_form("type")) return false;
  if (is_plain_ref(cursor.peek(2).kind)) return cursor.peek(3).kind == TokenKind::right;
  return inline_alias_at(cursor) == InlineAlias::outer;
}

bool at_ref(const Cursor& cursor, IndexSpace space) {
  if (cursor.at_natural() || cursor.at_id()) return true;
  return space <= IndexSpace::instance && cursor.at_form(to_string(space));
}

Ref parse_plain_ref(Cursor& cursor, IndexSpace space) {
  const Ref ref = here(cursor);
  if (!is_plain_ref(cursor.peek().kind)) {
    const std::string_view name = to_string(space);
    const bool vowel = name.find_first_of("aeiou") == 0;
    cursor.unexpected(concat(vowel ? "an" : "a", ' ', name, " index"));
  }
  cursor.next();
  return ref;
}

Ref parse_ref(const Parser& parser, IndexSpace space) {
  Cursor& cursor = parser.cursor;
  if (space > IndexSpace::instance || !cursor.at_left()) return parse_plain_ref(cursor, space);
  parser.require(Feature::module_linking, cursor.peek(1));
  cursor.expect_form(to_string(space));
  const bool path = cursor.at_keyword("outer") || cursor.peek(1).kind == TokenKind::string;
  if (!path) cursor.unexpected(cursor.peek(cursor.at_right() ? 0 : 1), "the path of an alias");
  return parse_merged_ref(parser, *kind_of(space));
}

Ref parse_merged_ref(const Parser& parser, ExternKind kind) {
  Cursor& cursor = parser.cursor;
  Ref ref = here(cursor);
  if (cursor.at_left()) {
    ref = parse_ref(parser, space_of(kind));
  } else if (kind == ExternKind::module && cursor.accept_keyword("outer")) {
    ref -= 2;
    parse_scope_ref(cursor);
    parse_plain_ref(cursor, IndexSpace::module);
  } else if (cursor.peek(1).kind != TokenKind::string) {
    parse_plain_ref(cursor, space_of(kind));
  } else {
    parser.require(Feature::module_linking, cursor.peek(1));
    ref -= 2;
    parse_plain_ref(cursor, IndexSpace::instance);
    while (cursor.at_string()) cursor.next();
  }
  cursor.expect_right();
  return ref;
}

Ref parse_type_use(const Parser& parser) {
  Cursor& cursor = parser.cursor;
  Ref ref = here(cursor);
  cursor.expect_form("type");
  if (cursor.at_keyword("outer")) {
    parser.require(Feature::module_linking);
    cursor.next();
    parse_scope_ref(cursor);
    parse_plain_ref(cursor, IndexSpace::type);
  } else {
    ref = parse_plain_ref(cursor, IndexSpace::type);
  }
  cursor.expect_right();
  return ref;
}

Ref parse_type_ref(const Parser& parser) {
  Cursor& cursor = parser.cursor;
  if (cursor.at_left() && inline_alias_at(cursor) == InlineAlias::outer) return parse_type_use(parser);
  return parse_plain_ref(cursor, IndexSpace::type);
}

Ref parse_scope_ref(Cursor& cursor) {
  const Ref ref = here(cursor);
  if (cursor.at_natural()) {
    cursor.next();
  } else {
    cursor.expect_id();
  }
  return ref;
}

BoundId parse_bound_id(Cursor& cursor) {
  const BoundId id{here(cursor), cursor.at_id()};
  cursor.accept_id();
  return id;
}

}  // namespace modlink::text
