// Lexical analysis of the text format. spec: text/lexical, text/values
#include "wast/text/lexer.h"

#include <algorithm>
#include <array>

#include "wast/syntax/identifiers.h"
#include "wast/syntax/utf8.h"
#include "wast/text/literals.h"

namespace modlink::text {

namespace {

enum : std::uint8_t {
  id_char = 1,        // spec: text/values, `idchar`
  reserved_char = 2,  // may occur in a reserved token besides `idchar` and strings
  space_char = 4,
  hex_digit = 8,
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (int c = 0; c < 0x80; ++c) classes[static_cast<std::size_t>(c)] = is_id_char(static_cast<char>(c)) ? id_char : 0;
  for (unsigned char c : std::string_view(",;[]{}")) classes[c] = reserved_char;
  for (unsigned char c : std::string_view(" \t\n\r")) classes[c] = space_char;
  for (unsigned char c : std::string_view("0123456789abcdefABCDEF")) classes[c] |= hex_digit;
  return classes;
}

constexpr auto classes = make_classes();

bool is(char c, int mask) { return (classes[static_cast<unsigned char>(c)] & mask) != 0; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::uint32_t hex_value(char c) {
  if (c <= '9') return static_cast<std::uint32_t>(c - '0');
  return static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
}

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 0x3f))};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3f)),
            static_cast<char>(0x80 | (c & 0x3f))};
  } else {
    out += {static_cast<char>(0xf0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3f)),
            static_cast<char>(0x80 | (c >> 6 & 0x3f)), static_cast<char>(0x80 | (c & 0x3f))};
  }
}

}  // namespace

const char* to_string(LexError error) {
  switch (error) {
    case LexError::none: return "";
    case LexError::illegal_character: return "illegal character";
    case LexError::malformed_utf8: return "malformed UTF-8 encoding";
    case LexError::unclosed_string: return "unclosed string";
    case LexError::illegal_escape: return "illegal escape";
    case LexError::empty_identifier: return "empty identifier";
    case LexError::unclosed_comment: return "unclosed comment";
    case LexError::unclosed_annotation: return "unclosed annotation";
    case LexError::empty_annotation_id: return "empty annotation id";
  }
  return "";
}

namespace {

bool has_escapes(std::string_view literal) { return literal.find('\\') != std::string_view::npos; }

}  // namespace

std::string decode_string(std::string_view literal) {
  const std::string_view text = literal.substr(1, literal.size() - 2);
  if (!has_escapes(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    switch (c) {
      case 't': out += '\t'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case '"':
      case '\'':
      case '\\': out += c; break;
      case 'u': {
        std::uint32_t code = 0;
        for (i += 2; text[i] != '}'; ++i) {
          if (text[i] != '_') code = code << 4 | hex_value(text[i]);
        }
        append_utf8(out, code);
        break;
      }
      default: out += static_cast<char>(hex_value(c) << 4 | hex_value(text[++i]));
    }
  }
  return out;
}

std::string_view Tokens::id(const Token& token) const {
  const std::string_view id = text(token).substr(1);
  if (token.kind != TokenKind::quoted_id) return id;
  return has_escapes(id) ? *quoted_ids_.at(token.pos) : id.substr(1, id.size() - 2);
}

class Lexer {
 public:
  explicit Lexer(Tokens& tokens) : tokens_(tokens), text_(tokens.content_) { tokens_.tokens_.reserve(text_.size()); }

  void run() {
    while (skip_space(), pos_ < text_.size()) lex_token();
    add(TokenKind::end, pos_);
  }

 private:
  char at(std::size_t pos) const { return pos < text_.size() ? text_[pos] : '\0'; }
  char here() const { return at(pos_); }
  char ahead() const { return at(pos_ + 1); }

  void add(TokenKind kind, std::size_t start) {
    add(Token{static_cast<Pos>(start), static_cast<Pos>(pos_), kind, LexError::none});
  }
  void add_error(LexError error, std::size_t start) {
    add(Token{static_cast<Pos>(start), static_cast<Pos>(pos_), TokenKind::error, error});
  }
  void add(const Token& token) {
    if (in_annotation_ && token.kind != TokenKind::error) {
      last_in_annotation_ = token;
      return;
    }
    tokens_.tokens_.append(token);
    find_inline_alias(token);
  }

  // At the last token, by which one is known.
  void find_inline_alias(const Token& token) {
    const auto index = static_cast<std::uint32_t>(tokens_.tokens_.size() - 1);
    if (token.kind == TokenKind::string) {
      if (begins_path(index)) tokens_.inline_aliases_.push_back(index - 3);
    } else if (token.kind == TokenKind::keyword && token.end - token.pos == 5) {
      if (begins_outer(index)) tokens_.inline_aliases_.push_back(index - 2);
    }
  }

  // Whether a string follows `(`, a keyword, and a number or an identifier.
  bool begins_path(std::uint32_t string) const {
    if (string < 3) return false;
    const TokenList& list = tokens_.tokens_;
    const TokenKind base = list.kind(string - 1);
    const bool is_index = base == TokenKind::natural || base == TokenKind::id || base == TokenKind::quoted_id;
    return is_index && list.kind(string - 2) == TokenKind::keyword && list.kind(string - 3) == TokenKind::left;
  }

  // Whether a keyword is the `outer` that follows `(` and another keyword.
  bool begins_outer(std::uint32_t keyword) const {
    if (keyword < 2) return false;
    const TokenList& list = tokens_.tokens_;
    return list.kind(keyword - 1) == TokenKind::keyword && list.kind(keyword - 2) == TokenKind::left &&
           tokens_.text(list[keyword]) == "outer";
  }

  void skip_space() {
    for (;;) {
      if (is(here(), space_char)) {
        ++pos_;
      } else if (here() == ';' && ahead() == ';') {
        skip_line_comment();
      } else if (here() == '(' && ahead() == ';') {
        skip_block_comment();
      } else if (here() == '(' && ahead() == '@') {
        skip_annotation();
      } else {
        return;
      }
    }
  }

  void skip_line_comment() {
    const std::size_t start = pos_;
    pos_ = std::min(text_.find_first_of("\n\r", pos_), text_.size());
    check_utf8(start);
  }

  void skip_block_comment() {
    const std::size_t start = pos_;
    std::size_t depth = 0;
    do {
      pos_ = text_.find_first_of(";(", pos_);
      if (pos_ == std::string_view::npos) {
        pos_ = text_.size();
        return add_error(LexError::unclosed_comment, start);
      }
      if (here() == '(' && ahead() == ';') {
        ++depth, pos_ += 2;
      } else if (here() == ';' && ahead() == ')') {
        --depth, pos_ += 2;
      } else {
        ++pos_;
      }
    } while (depth > 0);
    check_utf8(start);
  }

  bool check_utf8(std::size_t start) {
    const std::size_t bad = start + find_malformed_utf8(text_.substr(start, pos_ - start));
    if (bad == pos_) return true;
    add_error(LexError::malformed_utf8, bad);
    return false;
  }

  // Tokens of the annotation are lexed like others, then moved away; an error among them stays. spec: text/lexical,
  // Annotations
  void skip_annotation() {
    const std::size_t start = pos_;
    const std::size_t first = tokens_.tokens_.size();
    pos_ += 2;
    if (!skip_annotation_id(start)) return;
    const Annotation annotation{static_cast<Pos>(start), static_cast<std::uint32_t>(first),
                                static_cast<std::uint32_t>(tokens_.contents_.size()), annotation_kind(start + 2)};
    std::size_t depth = 1;
    while (depth > 0) {
      skip_annotation_space();
      if (pos_ >= text_.size()) {
        if (tokens_.tokens_.size() == first) add_error(LexError::unclosed_annotation, start);
        return;
      }
      if (here() == '(') ++depth;
      if (here() == ')') --depth;
      lex_annotation_token(annotation.kind != Annotation::Kind::other);
    }
    tokens_.annotations_.push_back(annotation);
  }

  // Of the annotation id from `start` to here.
  Annotation::Kind annotation_kind(std::size_t start) const {
    std::string_view id = text_.substr(start, pos_ - start);
    std::string decoded;
    if (id.front() == '"') id = decoded = decode_string(id);
    if (id == "name") return Annotation::Kind::name;
    if (id == "custom") return Annotation::Kind::custom;
    if (id == "metadata.code.branch_hint") return Annotation::Kind::branch_hint;
    return Annotation::Kind::other;
  }

  bool skip_annotation_id(std::size_t start) {
    if (here() == '"') {
      const std::size_t quote = pos_;
      const LexError error = scan_string();
      if (error == LexError::none && pos_ - quote > 2) {
        if (is_utf8(decode_string(text_.substr(quote, pos_ - quote)))) return true;
        add_error(LexError::malformed_utf8, start);
        return false;
      }
    } else if (is(here(), id_char)) {
      while (is(here(), id_char)) ++pos_;
      return true;
    }
    add_error(LexError::empty_annotation_id, start);
    return false;
  }

  // A nested annotation is one more parenthesis: no recursion.
  void skip_annotation_space() {
    for (;;) {
      if (is(here(), space_char)) {
        ++pos_;
      } else if (here() == ';' && ahead() == ';') {
        skip_line_comment();
      } else if (here() == '(' && ahead() == ';') {
        skip_block_comment();
      } else {
        return;
      }
    }
  }

  void lex_annotation_token(bool keep) {
    const std::size_t size = tokens_.tokens_.size();
    in_annotation_ = true;
    lex_token();
    in_annotation_ = false;
    if (keep && tokens_.tokens_.size() == size) tokens_.contents_.push_back(last_in_annotation_);
  }

  void lex_token() {
    const std::size_t start = pos_;
    const char c = here();
    if (c == '(' || c == ')') {
      ++pos_;
      add(c == '(' ? TokenKind::left : TokenKind::right, start);
    } else if (is(c, id_char | reserved_char) || c == '"') {
      lex_word(start);
    } else {
      lex_illegal(start);
    }
  }

  void lex_illegal(std::size_t start) {
    const std::size_t length = utf8_length(text_.substr(pos_, 4));
    pos_ += std::max<std::size_t>(length, 1);
    add_error(length == 0 ? LexError::malformed_utf8 : LexError::illegal_character, start);
  }

  // The longest run of what may stand in a reserved token, whatever it turns out to be.
  void lex_word(std::size_t start) {
    std::size_t strings = 0;
    bool other = false;  // anything that makes it reserved
    for (;;) {
      if (is(here(), id_char)) {
        ++pos_;
      } else if (here() == '"') {
        const LexError error = scan_string();
        if (error != LexError::none) return add_string_error(error, start);
        ++strings;
      } else if (is(here(), reserved_char) && !(here() == ';' && ahead() == ';')) {
        ++pos_;
        other = true;
      } else {
        break;
      }
    }
    if (strings > 0) return add_with_string(start, strings, other);
    if (other) return add(TokenKind::reserved, start);
    if (pos_ - start == 1 && text_[start] == '$') return add_error(LexError::empty_identifier, start);
    add(classify(text_.substr(start, pos_ - start)), start);
  }

  // The word that begins at `start` has a bad string.
  void add_string_error(LexError error, std::size_t start) {
    const bool is_id = text_[start] == '$' && at(start + 1) == '"';
    const bool cut = error == LexError::unclosed_string || error == LexError::illegal_character;
    if (is_id && cut) return add_error(LexError::empty_identifier, start);
    add_error(error, string_error_);
  }

  void add_with_string(std::size_t start, std::size_t strings, bool other) {
    const std::string_view word = text_.substr(start, pos_ - start);
    if (strings > 1 || other || word.back() != '"') return add(TokenKind::reserved, start);
    if (word.front() == '"') return add(TokenKind::string, start);
    if (word.front() != '$' || word[1] != '"') return add(TokenKind::reserved, start);
    if (word.size() == 3) return add_error(LexError::empty_identifier, start);
    if (has_escapes(word)) {
      auto name = std::make_unique<std::string>(decode_string(word.substr(1)));
      if (!is_utf8(*name)) return add_error(LexError::malformed_utf8, start);
      tokens_.quoted_ids_.emplace(static_cast<Pos>(start), std::move(name));
    }
    add(TokenKind::quoted_id, start);
  }

  static TokenKind classify(std::string_view word) {
    const char c = word.front();
    if (c >= 'a' && c <= 'z') return TokenKind::keyword;
    if (c == '$') return TokenKind::id;
    switch (number_form(word)) {
      case NumberForm::none: return TokenKind::reserved;
      case NumberForm::natural: return TokenKind::natural;
      case NumberForm::integer: return TokenKind::integer;
      default: return TokenKind::floating;
    }
  }

  // From one quotation mark to behind the other one. After an error, `pos_` is where lexing goes on.
  LexError scan_string() {
    const std::size_t start = pos_++;
    LexError error = LexError::none;
    const auto fail = [&](LexError what, std::size_t where) {
      if (error != LexError::none) return;
      error = what;
      string_error_ = where;
    };
    bool ascii = true;
    for (;;) {
      const char c = here();
      if (c == '"') break;
      if (pos_ >= text_.size() || c == '\n' || c == '\r') {
        string_error_ = start;
        return LexError::unclosed_string;
      }
      if (is_control(c)) fail(LexError::illegal_character, pos_);
      ascii = ascii && is_ascii(c);
      const std::size_t escape = pos_++;
      if (c == '\\' && !scan_escape()) fail(LexError::illegal_escape, escape);
    }
    ++pos_;
    if (ascii || check_string_utf8(start)) return error;
    return LexError::malformed_utf8;
  }

  bool check_string_utf8(std::size_t start) {
    const std::size_t bad = start + find_malformed_utf8(text_.substr(start, pos_ - start));
    if (bad == pos_) return true;
    string_error_ = bad;
    return false;
  }

  // Behind a backslash.
  bool scan_escape() {
    const char c = here();
    if (c == 'u') return scan_code_point();
    if (pos_ < text_.size() && std::string_view("tnr\"'\\").find(c) != std::string_view::npos) {
      ++pos_;
      return true;
    }
    if (!is(c, hex_digit) || !is(ahead(), hex_digit)) return false;
    pos_ += 2;
    return true;
  }

  bool scan_code_point() {
    if (ahead() != '{') return false;
    pos_ += 2;
    std::uint32_t code = 0;
    bool digit = false;
    for (; is(here(), hex_digit) || (digit && here() == '_' && is(ahead(), hex_digit)); ++pos_) {
      digit = true;
      if (here() != '_' && code < 0x110000) code = code << 4 | hex_value(here());
    }
    if (!digit || here() != '}') return false;
    ++pos_;
    return code < 0xd800 || (code >= 0xe000 && code < 0x110000);
  }

  Tokens& tokens_;
  std::string_view text_;
  std::size_t pos_ = 0;
  std::size_t string_error_ = 0;  // where the last bad string is bad
  bool in_annotation_ = false;
  Token last_in_annotation_;
};

bool Tokens::has_extra(std::string_view keyword) const {
  return std::binary_search(extra_keywords_.begin(), extra_keywords_.end(), keyword);
}

Tokens::Tokens(SourcePtr source, std::span<const std::string_view> extra_keywords)
    : source_(std::move(source)), content_(source_->content()), extra_keywords_(extra_keywords) {
  Lexer(*this).run();
}

}  // namespace modlink::text
