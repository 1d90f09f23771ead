// What the annotations of the text say about names, custom sections and branches. spec: appendix/custom; the branch
// hinting proposal
#include "wast/text/annotations.h"

#include <algorithm>

#include "wast/syntax/concat.h"
#include "wast/syntax/utf8.h"

namespace modlink::text {

namespace {

bool precedes(const Annotation& annotation, std::size_t token) { return annotation.token < token; }

// The first construct of the annotations proposal among the tokens.
void refuse_annotations(const Cursor& cursor, const Annotation* first, const Annotation* last, std::size_t end) {
  const auto fail = [](Pos pos, const char* what) {
    throw Malformed(pos, concat("unexpected token: ", what, ' ', needs(Feature::annotations)));
  };
  const TokenList& tokens = cursor.tokens().list();
  if (first != last) fail(first->pos, "an annotation");
  for (std::size_t i = cursor.index(); i < end; ++i) {
    if (tokens.kind(i) == TokenKind::quoted_id) fail(tokens[i].pos, "a quoted identifier");
  }
}

// `(@custom "name" (before sec)? "bytes"*)`. spec: appendix/custom, Custom Annotations
class CustomParser {
 public:
  CustomParser(const Tokens& tokens, const Annotation& annotation)
      : tokens_(tokens), token_(tokens.content(annotation)), pos_(annotation.pos) {}

  Placement place;

  CustomSection parse() {
    CustomSection result;
    result.at = {pos_};
    if (token_->kind != TokenKind::string) fail("missing section name");
    result.name = decode_string(tokens_.text(*token_));
    if (!is_utf8(result.name)) fail("malformed UTF-8 encoding");
    ++token_;
    if (token_->kind == TokenKind::left) parse_place();
    Bytes bytes;
    while (token_->kind == TokenKind::string) {
      const std::string part = decode_string(tokens_.text(*token_++));
      bytes.insert(bytes.end(), part.begin(), part.end());
    }
    result.bytes = std::move(bytes);
    if (token_->kind != TokenKind::right) fail("unexpected token");
    return result;
  }

 private:
  [[noreturn]] void fail(const char* message) const {
    throw Malformed(token_->pos, concat("@custom annotation: ", message));
  }

  void parse_place() {
    ++token_;
    const std::string_view word = tokens_.text(*token_);
    if (word != "before" && word != "after") fail("malformed placement");
    place.before = word == "before";
    ++token_;
    place.section = tokens_.text(*token_);
    if (!is_placement(place.section, place.before)) fail("malformed section kind");
    ++token_;
    if (token_->kind != TokenKind::right) fail("unexpected token");
    ++token_;
  }

  const Tokens& tokens_;
  const Token* token_;
  Pos pos_;
};

constexpr std::string_view hint_prefix = "@metadata.code.branch_hint annotation: ";

}  // namespace

Annotations::Annotations(const Cursor& cursor, std::size_t end, const Features& features) : tokens_(&cursor.tokens()) {
  const auto& all = tokens_->annotations();
  begin_ = std::lower_bound(all.data(), all.data() + all.size(), cursor.index(), precedes);
  end_ = std::lower_bound(begin_, all.data() + all.size(), end, precedes);
  if (!features.has(Feature::annotations)) refuse_annotations(cursor, begin_, end_, end);
  taken_.resize(static_cast<std::size_t>(end_ - begin_));
}

void Annotations::report(Stage stage, Pos pos, std::string message) {
  if (!error_) error_.emplace(stage, pos, std::move(message), tokens_->source());
}

std::optional<Name> Annotations::parse_name(const Annotation& annotation) {
  const Token* token = tokens_->content(annotation);
  const bool has_name = token[0].kind == TokenKind::string;
  if (!has_name || token[1].kind != TokenKind::right) {
    report(Stage::malformed, token[has_name ? 1 : 0].pos, "@name annotation: unexpected token");
    return std::nullopt;
  }
  Name name = decode_string(tokens_->text(*token));
  if (is_utf8(name)) return name;
  report(Stage::malformed, token->pos, "@name annotation: malformed UTF-8 encoding");
  return std::nullopt;
}

std::optional<Name> Annotations::take_name(std::size_t token, const char* what) {
  std::optional<Name> result;
  bool found = false;
  for (const Annotation* it = std::lower_bound(begin_, end_, token, precedes); it != end_ && it->token == token; ++it) {
    if (it->kind != Annotation::Kind::name) continue;
    if (found) report(Stage::malformed, it->pos, concat("@name annotation: multiple ", what));
    if (!found) result = parse_name(*it);
    found = true;
    taken_[static_cast<std::size_t>(it - begin_)] = true;
  }
  return result;
}

std::vector<const Annotation*> Annotations::others(std::size_t begin, std::size_t end) const {
  std::vector<const Annotation*> result;
  for (const Annotation* it = std::lower_bound(begin_, end_, begin, precedes); it != end_ && it->token <= end; ++it) {
    if (it->kind == Annotation::Kind::custom || it->kind == Annotation::Kind::branch_hint) result.push_back(it);
  }
  return result;
}

void Annotations::add_custom(const Annotation& annotation, const Places& places, std::vector<PlacedCustom>& customs) {
  try {
    CustomParser parser(*tokens_, annotation);
    CustomSection custom = parser.parse();
    customs.push_back(places.place(std::move(custom), parser.place));
  } catch (const Malformed& error) {
    report(error.stage(), error.pos(), error.message());
  }
}

// The keyword of the instruction behind an annotation, if one is there.
Token Annotations::target(const Annotation& annotation) const {
  const Token token = (*tokens_)[annotation.token];
  return token.kind == TokenKind::left ? (*tokens_)[annotation.token + 1] : token;
}

// One byte, 0 or 1.
std::optional<bool> Annotations::parse_hint(const Annotation& annotation) {
  const Token* token = tokens_->content(annotation);
  if (token[0].kind == TokenKind::string && token[1].kind == TokenKind::right) {
    const std::string bytes = decode_string(tokens_->text(*token));
    if (bytes.size() == 1 && (bytes[0] == 0 || bytes[0] == 1)) return bytes[0] == 1;
  }
  report(Stage::malformed, token->pos, concat(hint_prefix, "invalid value"));
  return std::nullopt;
}

void Annotations::add_hints(const std::vector<const Annotation*>& hints, Module& module) {
  if (hints.empty()) return;
  std::unordered_map<Pos, std::pair<const Annotation*, bool>> wanted;
  for (const Annotation* hint : hints) {
    const auto likely = parse_hint(*hint);
    if (!likely) continue;
    if (wanted.emplace(target(*hint).pos, std::pair(hint, *likely)).second) continue;
    report(Stage::malformed, hint->pos, concat(hint_prefix, "duplicate annotation"));
  }
  for (std::size_t f = 0; f < module.funcs.size(); ++f) {
    std::uint32_t index = 0;
    for (const Instr instr : module.funcs[f].body) {
      const std::uint32_t i = index++;
      const auto found = is_hinted(instr.op) ? wanted.find(instr.pos) : wanted.end();
      if (found == wanted.end()) continue;
      module.branch_hints[f].push_back({i, found->second.second});
      wanted.erase(found);
    }
  }
  const Annotation* first = nullptr;
  for (const auto& [pos, entry] : wanted) {
    if (!first || entry.first->pos < first->pos) first = entry.first;
  }
  if (first) report(Stage::invalid, first->pos, concat(hint_prefix, "invalid target"));
}

std::optional<Error> Annotations::first_error() {
  for (const Annotation* it = begin_; it != end_; ++it) {
    if (taken_[static_cast<std::size_t>(it - begin_)]) continue;
    switch (it->kind) {
      case Annotation::Kind::name: report(Stage::malformed, it->pos, "misplaced @name annotation"); break;
      case Annotation::Kind::custom: report(Stage::malformed, it->pos, "misplaced @custom annotation"); break;
      case Annotation::Kind::branch_hint:
        report(Stage::malformed, it->pos, concat(hint_prefix, "not in a function"));
        break;
      case Annotation::Kind::other: break;
    }
  }
  return error_;
}

}  // namespace modlink::text
