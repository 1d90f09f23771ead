// Parentheses that do not match, where something else is noticed first. spec: text/conventions
#include "wast/text/parentheses.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "wast/syntax/concat.h"
#include "wast/syntax/index_spaces.h"
#include "wast/text/cursor.h"

namespace modlink::text {

namespace {

// Whether a form is a field of modules and no other thing, unless it is an inline alias.
bool is_field(std::string_view form) {
  constexpr std::string_view others[] = {"elem", "data", "start", "rec"};
  const auto kind = find_kind(form);
  return (kind && kind != ExternKind::type) ||
         std::find(std::begin(others), std::end(others), form) != std::end(others);
}

// Whether it is one that has no fields in it, these aside: `(elem (table $t) …)`, `(memory (data …))`.
bool has_no_fields(std::string_view form) { return is_field(form) && form != "module" && form != "instance"; }
bool may_have(std::string_view form, std::string_view inside) {
  constexpr std::pair<std::string_view, std::string_view> pairs[] = {
      {"elem", "table"}, {"table", "elem"}, {"data", "memory"}, {"memory", "data"}};
  return std::find(std::begin(pairs), std::end(pairs), std::pair(form, inside)) != std::end(pairs);
}

// A field with another one inside of it.
struct FieldInside {
  Token around;
  Token inside;
};

std::optional<FieldInside> find_field_inside(const Tokens& tokens) {
  const auto& aliases = tokens.inline_aliases();
  std::size_t depth = 0;
  std::size_t outside = 0;  // the depth around the field
  std::optional<Token> around;
  for (Cursor cursor(tokens); !cursor.at_end(); cursor.next()) {
    const std::string_view form = cursor.form();
    const bool is_alias = std::binary_search(aliases.begin(), aliases.end(), cursor.index());
    if (around && is_field(form) && !is_alias && !may_have(tokens.text(*around), form)) {
      return FieldInside{*around, cursor.peek(1)};
    }
    if (!around && has_no_fields(form)) {
      outside = depth;
      around = cursor.peek(1);
    }
    if (cursor.at_left()) ++depth;
    if (cursor.at_right() && depth > 0 && --depth <= outside) around.reset();
  }
  return std::nullopt;
}

std::optional<Pos> find_unopened(const Tokens& tokens) {
  std::size_t depth = 0;
  for (Cursor cursor(tokens); !cursor.at_end(); cursor.next()) {
    if (cursor.at_left()) ++depth;
    if (cursor.at_right() && depth-- == 0) return cursor.pos();
  }
  return std::nullopt;
}

std::string describe(const Tokens& tokens, Pos pos) {
  const Source::Location location = tokens.source()->locate(pos);
  return concat(location.line, ':', location.column);
}

}  // namespace

void check_closed_before(const Tokens& tokens, Pos pos) {
  if (tokens.unclosed() == no_pos) return;
  const auto found = find_field_inside(tokens);
  if (!found || found->inside.pos >= pos) return;
  throw Malformed(found->inside.pos,
                  concat("unexpected token ", tokens.text(found->inside), ", expected `)`: the ",
                         tokens.text(found->around), " at ", describe(tokens, found->around.pos), " is not closed"));
}

void check_closed(const Tokens& tokens) {
  if (tokens.unclosed() == no_pos) return;
  check_closed_before(tokens, no_pos);
  Cursor end(tokens);
  end.seek(tokens.size() - 1);
  end.expect_right();
}

void check_opened(const Tokens& tokens) {
  if (const auto pos = find_unopened(tokens)) throw Malformed(*pos, "unexpected token ), which closes nothing");
}

void check_ends_with_module(const Tokens& tokens, std::size_t end) {
  if (!find_unopened(tokens)) return;
  throw Malformed(tokens[end].pos,
                  concat("unexpected token ", tokens.text(tokens[end]), ": text after the module, which ends at ",
                         describe(tokens, tokens[end - 1].pos)));
}

}  // namespace modlink::text
