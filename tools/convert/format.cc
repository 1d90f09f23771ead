// Formatting of scripts and of modules in text. spec: text/lexical
#include "tools/convert/format.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

#include "tools/convert/pieces.h"
#include "wast/script/keywords.h"
#include "wast/script/parse_script.h"
#include "wast/text/parentheses.h"

namespace modlink::convert {

namespace {

// Deeper lines are indented no further.
constexpr std::size_t max_indent = 100;

class Formatter {
 public:
  std::string format(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces) {
      separate(piece);
      open_and_close(piece);
      out_ += piece.text;
      before_ = piece;
    }
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

 private:
  // A parenthesis or a block that is not closed, and the indentation of the line where it is opened.
  struct Open {
    bool is_block = false;
    std::size_t indent = 0;
    bool has_directives = false;              // `(script …)`, `(thread …)`
    std::optional<std::size_t> strings = {};  // how far its first string on a line of its own was indented
  };

  bool follows_left() const { return !out_.empty() && before_.kind == Piece::Kind::left; }
  // An instruction, not what is in parentheses.
  bool is_plain(const Piece& piece, std::string_view word) const {
    return piece.kind == Piece::Kind::keyword && piece.text == word && !follows_left();
  }
  bool opens_block(const Piece& piece) const {
    constexpr std::string_view words[] = {"block", "loop", "if", "try_table"};
    return !open_.empty() && std::any_of(std::begin(words), std::end(words),
                                         [&](std::string_view word) { return is_plain(piece, word); });
  }
  bool in_block() const { return !open_.empty() && open_.back().is_block; }
  // What closes something stands as far left as what opens it.
  bool is_closing(const Piece& piece) const {
    return piece.kind == Piece::Kind::right || (in_block() && (is_plain(piece, "end") || is_plain(piece, "else")));
  }

  std::size_t extra_indent(const Piece& piece);
  unsigned breaks_before(const Piece& piece) const;
  std::string_view space_before(const Piece& piece) const;
  void separate(const Piece& piece);
  void open_and_close(const Piece& piece);
  std::size_t indent_of(const Piece& piece) const;

  std::string out_;
  Piece before_;
  std::vector<Open> open_;
  std::size_t indent_ = 0;  // of the present line
};

unsigned Formatter::breaks_before(const Piece& piece) const {
  const bool is_directive = piece.kind == Piece::Kind::left && (open_.empty() || open_.back().has_directives);
  const unsigned least = before_.kind == Piece::Kind::line_comment || is_directive ? 1 : 0;
  const bool tight = follows_left() || piece.kind == Piece::Kind::right;
  if (follows_left() && !piece.is_comment()) return least;
  return std::max(least, std::min(piece.breaks, tight ? 1u : 2u));
}

// On one line. What follows `(` must not become the begin of a comment or an annotation with it; how far comments
// behind a line stand from it is up to who wrote them.
std::string_view Formatter::space_before(const Piece& piece) const {
  const bool blank = std::all_of(piece.space.begin(), piece.space.end(), [](char c) { return c == ' '; });
  if (piece.kind == Piece::Kind::line_comment && blank && !piece.space.empty()) return piece.space;
  if (follows_left()) return piece.text[0] == '@' || piece.text[0] == ';' ? " " : "";
  return piece.kind == Piece::Kind::right ? "" : " ";
}

std::size_t Formatter::indent_of(const Piece& piece) const {
  // Parentheses close the blocks in them too.
  auto open = open_.rbegin();
  if (piece.kind == Piece::Kind::right) open = std::find_if_not(open, open_.rend(), [](Open o) { return o.is_block; });
  if (open == open_.rend()) return 0;
  return is_closing(piece) ? open->indent : open->indent + 2;
}

// Strings on lines of their own, which are a binary, keep the structure that indentation gives them.
std::size_t Formatter::extra_indent(const Piece& piece) {
  if (piece.text[0] != '"' || open_.empty()) return 0;
  const std::size_t last_break = piece.space.find_last_of("\r\n");
  if (last_break == std::string_view::npos) return 0;
  const std::size_t written = piece.space.size() - last_break - 1;
  if (!open_.back().strings) open_.back().strings = written;
  return written - std::min(written, *open_.back().strings);
}

void Formatter::separate(const Piece& piece) {
  if (out_.empty()) return;
  const unsigned breaks = breaks_before(piece);
  if (breaks == 0) {
    out_ += space_before(piece);
    return;
  }
  indent_ = indent_of(piece) + extra_indent(piece);
  out_.append(breaks, '\n');
  out_.append(std::min(indent_, max_indent), ' ');
}

void Formatter::open_and_close(const Piece& piece) {
  if (piece.kind == Piece::Kind::left) {
    open_.push_back({.indent = indent_});
  } else if (piece.kind == Piece::Kind::right) {
    while (in_block()) open_.pop_back();
    open_.pop_back();
  } else if (opens_block(piece)) {
    open_.push_back({.is_block = true, .indent = indent_});
  } else if (in_block() && is_plain(piece, "end")) {
    open_.pop_back();
  } else if (follows_left() && (piece.text == "script" || piece.text == "thread")) {
    open_.back().has_directives = true;
  }
}

void require_well_formed(const text::Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const text::Token token = tokens[i];
    if (token.kind == text::TokenKind::error) throw Malformed(token.pos, to_string(token.error), tokens.source());
  }
  in_source(tokens.source(), [&] {
    text::check_opened(tokens);
    if (tokens.unclosed() != no_pos) throw Malformed(tokens.unclosed(), "unclosed parenthesis");
  });
}

bool is_same(const Piece& a, const Piece& b) { return a.kind == b.kind && a.text == b.text; }

}  // namespace

std::string format(const SourcePtr& source) {
  const text::Tokens tokens(source, script::keywords);
  require_well_formed(tokens);
  const std::vector<Piece> pieces = find_pieces(tokens);
  std::string result = Formatter().format(pieces);
  // Nobody may lose anything by it.
  const text::Tokens formatted(std::make_shared<const Source>(source->name(), result, Source::Kind::text),
                               script::keywords);
  const std::vector<Piece> after = find_pieces(formatted);
  if (!std::equal(pieces.begin(), pieces.end(), after.begin(), after.end(), is_same)) {
    throw std::logic_error("formatting would change the text");
  }
  return result;
}

std::string format_script(const Input& input) {
  std::string result = format(input.source);
  script::ScriptParser parser(input.source, input.language.features, input.language.limits);
  while (const auto directive = parser.next()) require_good(*directive);
  return result;
}

}  // namespace modlink::convert
