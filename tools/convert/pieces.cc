// A text as what white space separates: tokens, comments and annotations. spec: text/lexical
#include "tools/convert/pieces.h"

#include <algorithm>

namespace modlink::convert {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A carriage return, a line feed or both in this order end a line.
unsigned count_breaks(std::string_view space) {
  unsigned count = 0;
  for (std::size_t i = 0; i < space.size(); ++i) {
    const bool second = space[i] == '\n' && i > 0 && space[i - 1] == '\r';
    if ((space[i] == '\n' || space[i] == '\r') && !second) ++count;
  }
  return count;
}

// The lengths of what is at the front of a text.
std::size_t line_comment_length(std::string_view text) { return std::min(text.find_first_of("\r\n"), text.size()); }

std::size_t block_comment_length(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const std::string_view two = text.substr(i, 2);
    if (two == "(;") {
      ++depth, ++i;
    } else if (two == ";)") {
      ++i;
      if (--depth == 0) return i + 1;
    }
  }
  return text.size();
}

std::size_t string_length(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\\') ++i;
  }
  return text.size();
}

// Of one step through an annotation: a string, a comment, or a character.
std::size_t step_length(std::string_view text) {
  if (text.substr(0, 2) == ";;") return line_comment_length(text);
  if (text.substr(0, 2) == "(;") return block_comment_length(text);
  return text[0] == '"' ? string_length(text) : 1;
}

std::size_t annotation_length(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t step = step_length(text.substr(i));
    if (step == 1 && text[i] == '(') ++depth;
    if (step == 1 && text[i] == ')' && --depth == 0) return i + 1;
    i += step;
  }
  return text.size();
}

class PieceFinder {
 public:
  explicit PieceFinder(const text::Tokens& tokens) : tokens_(tokens), content_(tokens.source()->content()) {}

  std::vector<Piece> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const text::Token token = tokens_[i];
      find_between(token.pos);
      if (token.kind != text::TokenKind::end) add(kind_of(token.kind), token.end - token.pos);
    }
    return std::move(pieces_);
  }

 private:
  static Piece::Kind kind_of(text::TokenKind kind) {
    if (kind == text::TokenKind::left) return Piece::Kind::left;
    if (kind == text::TokenKind::right) return Piece::Kind::right;
    return kind == text::TokenKind::keyword ? Piece::Kind::keyword : Piece::Kind::token;
  }

  // What stands before a token: white space, comments, annotations.
  void find_between(std::size_t end) {
    while (at_ < end) {
      const std::string_view rest = content_.substr(at_, end - at_);
      if (is_space(rest[0])) {
        ++at_;
      } else if (rest.substr(0, 2) == ";;") {
        add(Piece::Kind::line_comment, line_comment_length(rest));
      } else if (rest.substr(0, 2) == "(;") {
        add(Piece::Kind::block_comment, block_comment_length(rest));
      } else {
        add(Piece::Kind::annotation, annotation_length(rest));
      }
    }
  }

  void add(Piece::Kind kind, std::size_t length) {
    const std::string_view space = content_.substr(after_, at_ - after_);
    pieces_.push_back({kind, content_.substr(at_, length), space, count_breaks(space)});
    at_ += length;
    after_ = at_;
  }

  const text::Tokens& tokens_;
  std::string_view content_;
  std::size_t at_ = 0;
  std::size_t after_ = 0;  // behind the last piece
  std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> find_pieces(const text::Tokens& tokens) { return PieceFinder(tokens).find(); }

}  // namespace modlink::convert
