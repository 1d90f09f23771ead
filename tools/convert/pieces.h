// A text as what white space separates: tokens, comments and annotations. spec: text/lexical
#pragma once

#include <string_view>
#include <vector>

#include "wast/text/lexer.h"

namespace modlink::convert {

struct Piece {
  enum class Kind { left, right, keyword, token, line_comment, block_comment, annotation };
  Kind kind = Kind::token;
  std::string_view text;   // a comment to the end of its line without that
  std::string_view space;  // the white space before it
  unsigned breaks = 0;     // how many lines end in that

  bool is_comment() const { return kind == Kind::line_comment || kind == Kind::block_comment; }
};

// All of them. The tokens, which must outlive this, are lexically well formed.
std::vector<Piece> find_pieces(const text::Tokens& tokens);

}  // namespace modlink::convert
