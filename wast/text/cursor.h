// A position among the tokens of a source, and what every parser asks there. spec: text/conventions
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "wast/syntax/error.h"
#include "wast/syntax/values.h"
#include "wast/text/lexer.h"

namespace modlink::text {

// Cheap to copy: a copy remembers the position. The tokens must outlive it.
class Cursor {
 public:
  explicit Cursor(const Tokens& tokens) : tokens_(&tokens), here_(tokens.list().at(0)) {}

  const Tokens& tokens() const { return *tokens_; }

  // The token here, or `ahead` tokens further; the `end` token when there is none.
  Token peek() const { return here_.token; }
  Token peek(std::size_t ahead) const {
    TokenList::Place place = here_;
    for (; ahead > 0 && place.token.kind != TokenKind::end; --ahead) tokens_->list().advance(place);
    return place.token;
  }
  // The token here; moves behind it.
  Token next() {
    const Token token = here_.token;
    if (token.kind != TokenKind::end) tokens_->list().advance(here_);
    return token;
  }
  Pos pos() const { return peek().pos; }
  At at() const { return {pos()}; }

  // To remember a place and come back to it.
  std::size_t index() const { return here_.index; }
  void seek(std::size_t index) { here_ = tokens_->list().at(std::min(index, tokens_->size() - 1)); }

  std::string_view text(const Token& token) const { return tokens_->text(token); }
  std::string_view text() const { return text(peek()); }

  bool at(TokenKind kind) const { return here_.token.kind == kind; }
  bool at_end() const { return at(TokenKind::end); }
  bool at_left() const { return at(TokenKind::left); }
  bool at_right() const { return at(TokenKind::right); }
  bool at_string() const { return at(TokenKind::string); }
  bool at_natural() const { return at(TokenKind::natural); }
  bool at_id() const { return at(TokenKind::id) || at(TokenKind::quoted_id); }
  bool at_keyword(std::string_view keyword) const { return is_keyword(peek(), keyword); }
  // At `(` and the keyword.
  bool at_form(std::string_view keyword) const { return at_left() && is_keyword(peek(1), keyword); }
  // The keyword behind the `(` here, or empty.
  std::string_view form() const {
    return at_left() && peek(1).kind == TokenKind::keyword ? text(peek(1)) : std::string_view();
  }

  // Moves behind what is named if it is here.
  bool accept_keyword(std::string_view keyword) { return advance_if(at_keyword(keyword), 1); }
  bool accept_form(std::string_view keyword) { return advance_if(at_form(keyword), 2); }
  bool accept_left() { return advance_if(at_left(), 1); }
  bool accept_right() { return advance_if(at_right(), 1); }
  // The identifier here, without `$`. The view is valid as long as the tokens.
  std::optional<std::string_view> accept_id() {
    if (!at_id()) return std::nullopt;
    return tokens_->id(next());
  }

  // Moves behind what is named; anything else throws.
  void expect_left();
  void expect_right();
  void expect_keyword(std::string_view keyword);
  void expect_form(std::string_view keyword);
  void expect_end();
  std::string_view expect_id();
  // The bytes of the string here.
  std::string expect_string();
  // The same, but must be UTF-8.
  Name expect_name();

  // Moves behind the `)` that belongs to the `(` here, or behind the single token here. At the end of the source when
  // parentheses are missing. Never throws.
  void skip_balanced();
  // Moves to the `)` that closes the list the cursor stands in, or to the end.
  void skip_to_right();

  // Throws what is wrong with the token here: its lexical error, "unknown operator x" when it is no token of the
  // language, otherwise "unexpected token", with what was expected instead.
  [[noreturn]] void unexpected(std::string_view expected = {}) const;
  [[noreturn]] void unexpected(const Token& token, std::string_view expected) const;

 private:
  bool is_keyword(const Token& token, std::string_view keyword) const {
    return token.kind == TokenKind::keyword && text(token) == keyword;
  }
  bool advance_if(bool condition, int count) {
    for (int i = 0; condition && i < count; ++i) next();
    return condition;
  }

  const Tokens* tokens_;
  TokenList::Place here_;
};

// Whether a keyword occurs in modules as this version knows them.
bool is_known_keyword(std::string_view keyword);
// Those of them that are neither instructions nor types.
std::span<const std::string_view> other_keywords();

}  // namespace modlink::text
