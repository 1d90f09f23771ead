// Parentheses that do not match, where something else is noticed first. spec: text/conventions
#include "wast/text/parentheses.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "wast/syntax/index_spaces.h"
#include "wast/text/cursor.h"

namespace modlink::text {

namespace {

// Whether functions have no such form in them, unless it is an inline alias.
bool is_only_a_field(std::string_view form) {
  constexpr std::string_view others[] = {"elem", "data", "start", "rec"};
  const auto kind = find_kind(form);
  return (kind && kind != ExternKind::type) ||
         std::find(std::begin(others), std::end(others), form) != std::end(others);
}

// A `(func …`, and a field inside of it.
struct FieldInFunction {
  Pos func;
  Token field;
};

std::optional<FieldInFunction> find_field_in_function(const Tokens& tokens) {
  const auto& aliases = tokens.inline_aliases();
  std::size_t depth = 0;
  std::optional<std::size_t> outside;  // the depth around the function
  Pos func = no_pos;
  for (Cursor cursor(tokens); !cursor.at_end(); cursor.next()) {
    const bool is_alias = std::binary_search(aliases.begin(), aliases.end(), cursor.index());
    if (outside && is_only_a_field(cursor.form()) && !is_alias) return FieldInFunction{func, cursor.peek(1)};
    if (!outside && cursor.form() == "func") {
      outside = depth;
      func = cursor.pos();
    }
    if (cursor.at_left()) ++depth;
    if (cursor.at_right() && depth > 0) --depth;
    if (outside && depth <= *outside && cursor.at_right()) outside.reset();
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
  return fmt::format("{}:{}", location.line, location.column);
}

}  // namespace

void check_closed(const Tokens& tokens) {
  if (tokens.unclosed() == no_pos) return;
  if (const auto found = find_field_in_function(tokens)) {
    throw Malformed(found->field.pos, fmt::format("unexpected token {}, expected `)`: the function at {} is not closed",
                                                  tokens.text(found->field), describe(tokens, found->func)));
  }
  Cursor end(tokens);
  end.seek(tokens.size() - 1);
  end.expect_right();
}

void check_opened(const Tokens& tokens) {
  if (const auto pos = find_unopened(tokens)) throw Malformed(*pos, "unexpected token ), which closes nothing");
}

void check_ends_with_module(const Tokens& tokens, std::size_t end) {
  if (!find_unopened(tokens)) return;
  throw Malformed(tokens[end].pos, fmt::format("unexpected token {}: text after the module, which ends at {}",
                                               tokens.text(tokens[end]), describe(tokens, tokens[end - 1].pos)));
}

}  // namespace modlink::text
