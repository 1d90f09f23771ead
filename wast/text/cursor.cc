// A position among the tokens of a source. spec: text/conventions
#include "wast/text/cursor.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/instructions.h"
#include "wast/syntax/nearest_word.h"
#include "wast/syntax/other_proposals.h"
#include "wast/syntax/type_tables.h"
#include "wast/syntax/utf8.h"
#include "wast/text/literals.h"

namespace modlink::text {

namespace {

// The keywords that are neither instructions nor types, sorted. The patterns `nan:arithmetic` and `nan:canonical` are
// tokens of modules as well, which the official suite expects to be unexpected, not unknown.
constexpr std::string_view keywords[] = {
    "alias",         "binary",      "catch",  "catch_all", "catch_all_ref", "catch_ref", "data",  "declare",
    "definition",    "do",          "elem",   "export",    "f32x4",         "f64x2",     "field", "final",
    "global",        "i16",         "i16x8",  "i32x4",     "i64x2",         "i8",        "i8x16", "import",
    "instance",      "instantiate", "item",   "local",     "memory",        "module",    "mut",   "nan:arithmetic",
    "nan:canonical", "null",        "offset", "outer",     "pagesize",      "param",     "quote", "rec",
    "ref",           "result",      "shared", "start",     "sub",           "table",     "tag",   "then",
    "type",
};

static_assert(std::is_sorted(std::begin(keywords), std::end(keywords)));

// What texts have from the time before WebAssembly 1.0.
constexpr std::pair<std::string_view, std::string_view> old_keywords[] = {
    {"anyfunc", "funcref"},     {"current_memory", "memory.size"}, {"get_global", "global.get"},
    {"get_local", "local.get"}, {"grow_memory", "memory.grow"},    {"set_global", "global.set"},
    {"set_local", "local.set"}, {"tee_local", "local.tee"},
};

std::string_view describe(TokenKind kind) {
  switch (kind) {
    case TokenKind::end: return "end of text";
    case TokenKind::string: return "string";
    default: return {};
  }
}

// The byte or the character that is wrong, if one is.
std::string describe_mistake(LexError error, std::string_view here) {
  const std::size_t length = here.empty() ? 1 : utf8_length(here);
  if (error == LexError::malformed_utf8 && length == 0) {
    const auto byte = static_cast<unsigned char>(here[0]);
    return concat(": raw byte 0x", hex(byte), ", which strings have as `\\", hex(byte), '`');
  }
  if (error != LexError::illegal_character) return {};
  if (here.starts_with("\xef\xbb\xbf")) return ": U+FEFF, a byte order mark; texts are UTF-8 without one";
  std::string digits = hex(decode_utf8(here.substr(0, length)), 4);
  for (char& digit : digits) digit = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
  return ": U+" + digits;
}

}  // namespace

namespace {

// What a word of modules, or of the language that they are part of, was probably meant to be: "; did you mean
// i32.add?".
std::string hint_on_keyword(std::string_view word, std::span<const std::string_view> extra) {
  for (const auto& [old, now] : old_keywords) {
    if (word == old) return concat(": it is called ", now, " now");
  }
  NearestWord nearest(word);
  std::size_t number = 0;
  for (const std::string_view keyword : keywords) nearest.offer(keyword, number++);
  for (const std::string_view keyword : extra) nearest.offer(keyword, number++);
  for (const OpcodeInfo& row : opcode_infos) nearest.offer(row.mnemonic, number++);
  for (const NumTypeInfo& row : num_type_rows) nearest.offer(row.keyword, number++);
  for (const HeapTypeInfo& row : heap_type_rows) nearest.offer(row.ref_keyword, number++);
  return nearest.found().empty() ? std::string() : concat("; did you mean ", nearest.found(), '?');
}

}  // namespace

std::span<const std::string_view> other_keywords() { return keywords; }

bool is_known_keyword(std::string_view keyword) {
  if (std::binary_search(std::begin(keywords), std::end(keywords), keyword)) return true;
  if (keyword.substr(0, 7) == "offset=" || keyword.substr(0, 6) == "align=") {
    return number_form(keyword.substr(keyword.find('=') + 1)) == NumberForm::natural;
  }
  return find_opcode(keyword) || find_num_type(keyword) || find_heap_type(keyword) || find_ref_type(keyword) ||
         number_form(keyword) == NumberForm::floating;
}

void Cursor::expect_left() {
  if (!accept_left()) unexpected("`(`");
}

void Cursor::expect_right() {
  if (!accept_right()) unexpected("`)`");
}

void Cursor::expect_keyword(std::string_view keyword) {
  if (!accept_keyword(keyword)) unexpected(keyword);
}

void Cursor::expect_form(std::string_view keyword) {
  expect_left();
  expect_keyword(keyword);
}

void Cursor::expect_end() {
  if (!at_end()) unexpected("the end");
}

std::string_view Cursor::expect_id() {
  if (!at_id()) unexpected("an identifier");
  return tokens_->id(next());
}

std::string Cursor::expect_string() {
  if (!at_string()) unexpected("a string");
  return decode_string(text(next()));
}

Name Cursor::expect_name() {
  const Pos start = pos();
  Name name = expect_string();
  if (!is_utf8(name)) throw Malformed(start, "malformed UTF-8 encoding");
  return name;
}

void Cursor::skip_balanced() {
  if (at_left()) return seek(tokens_->list().behind(index()));
  next();
}

void Cursor::skip_to_right() {
  while (!at_end() && !at_right()) skip_balanced();
}

void Cursor::unexpected(std::string_view expected) const { unexpected(peek(), expected); }

void Cursor::unexpected(const Token& token, std::string_view expected) const {
  if (token.kind == TokenKind::error) {
    const std::string_view here = tokens_->source()->content().substr(token.pos);
    throw Malformed(token.pos, to_string(token.error) + describe_mistake(token.error, here));
  }
  if (token.kind == TokenKind::left) {
    const Token opened = (*tokens_)[tokens_->list().find(token.pos) + 1];
    if (!note_on_keyword(text(opened)).empty()) unexpected(opened, expected);
  }
  const std::string_view word = text(token);
  const bool known = token.kind != TokenKind::reserved &&
                     (token.kind != TokenKind::keyword || is_known_keyword(word) || tokens_->has_extra(word));
  if (!known) {
    std::string hint = note_on_keyword(word);
    if (hint.empty()) hint = hint_on_keyword(word, tokens_->extra());
    throw Malformed(token.pos, concat("unknown operator ", shown(word), hint));
  }
  const std::string_view kind = describe(token.kind);
  std::string message = concat("unexpected token ", kind.empty() ? shown(word) : kind);
  if (!expected.empty()) message += concat(", expected ", expected);
  if (token.kind != TokenKind::end || tokens_->unclosed() == no_pos) throw Malformed(token.pos, message);
  throw Malformed(tokens_->unclosed(), message + ": unclosed parenthesis");
}

}  // namespace modlink::text
