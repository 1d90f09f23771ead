// Tokens of the text format. spec: text/lexical
#pragma once

#include <cstdint>

#include "wast/syntax/source.h"

namespace modlink::text {

enum class TokenKind : std::uint8_t {
  left,       // `(`
  right,      // `)`
  keyword,    // begins with a lower-case letter; `inf`, `nan` and `nan:0x…` are keywords too
  natural,    // `uN`: an integer without sign
  integer,    // `sN` with its sign
  floating,   // `fN` with a dot, an exponent or a sign before `inf` and `nan`
  string,     // with its quotation marks and escapes as written
  id,         // `$id`
  quoted_id,  // `$"…"`
  reserved,   // fits no other kind
  error,      // what is no token at all; `Token::error` says why
  end,        // of the source
};

enum class LexError : std::uint8_t {
  none,
  illegal_character,
  malformed_utf8,
  unclosed_string,
  illegal_escape,
  empty_identifier,
  unclosed_comment,
  unclosed_annotation,
  empty_annotation_id,
};

// The words of the official suite.
const char* to_string(LexError error);

struct Token {
  Pos pos = 0;
  Pos end = 0;  // position after the last byte
  TokenKind kind = TokenKind::end;
  LexError error = LexError::none;
};
static_assert(sizeof(Token) == 12);

// An annotation that is not inside another one. spec: text/lexical, Annotations
struct Annotation {
  enum class Kind : std::uint8_t { other, name, custom, branch_hint };
  Pos pos = 0;
  std::uint32_t token = 0;    // index of the token that follows it
  std::uint32_t content = 0;  // index of its first token behind the annotation id; the last one is its `)`
  Kind kind = Kind::other;
};

}  // namespace modlink::text
