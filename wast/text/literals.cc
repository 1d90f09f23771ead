// Numbers of the text format. spec: text/values
#include "wast/text/literals.h"

#include "wast/syntax/concat.h"
#include "wast/text/floats.h"

namespace modlink::text {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

// Takes digits with single underscores between them off the front; false if there are none. spec: `num`, `hexnum`
bool take_digits(std::string_view& word, bool hex) {
  const auto is_one = [hex](char c) { return hex ? is_hex_digit(c) : is_digit(c); };
  std::size_t i = 0;
  while (i < word.size() && is_one(word[i])) {
    ++i;
    if (i + 1 < word.size() && word[i] == '_' && is_one(word[i + 1])) ++i;
  }
  word.remove_prefix(i);
  return i > 0;
}

bool take(std::string_view& word, char lower) {
  if (word.empty() || (word[0] | 0x20) != lower) return false;
  word.remove_prefix(1);
  return true;
}

bool take_text(std::string_view& word, std::string_view text) {
  if (word.substr(0, text.size()) != text) return false;
  word.remove_prefix(text.size());
  return true;
}

std::string_view without_sign(std::string_view word) {
  return !word.empty() && (word[0] == '+' || word[0] == '-') ? word.substr(1) : word;
}

// The part behind the digits before the point. spec: text/values, `float`, `hexfloat`
bool is_rest_of_float(std::string_view word, bool hex) {
  if (take_text(word, ".")) take_digits(word, hex);
  if (take(word, hex ? 'p' : 'e')) {
    word = without_sign(word);
    if (!take_digits(word, false)) return false;
  }
  return word.empty();
}

bool is_special(std::string_view word) {
  if (word == "inf" || word == "nan") return true;
  return take_text(word, "nan:0x") && take_digits(word, true) && word.empty();
}

[[noreturn]] void out_of_range(Pos pos, std::string_view type) {
  throw Malformed(pos, concat("constant out of range of ", type));
}

std::uint64_t expect_unsigned(Cursor& cursor, unsigned bits) {
  if (!cursor.at_natural()) cursor.unexpected("an unsigned integer");
  const Token& token = cursor.next();
  const auto value = parse_unsigned(cursor.text(token), bits);
  if (!value) throw Malformed(token.pos, concat('i', bits, " constant out of range"));
  return *value;
}

}  // namespace

NumberForm number_form(std::string_view word) {
  const std::string_view digits = without_sign(word);
  if (is_special(digits)) return NumberForm::floating;
  std::string_view rest = digits;
  const bool hex = take_text(rest, "0x");
  if (!take_digits(rest, hex)) return NumberForm::none;
  if (rest.empty()) return digits.size() == word.size() ? NumberForm::natural : NumberForm::integer;
  return is_rest_of_float(rest, hex) ? NumberForm::floating : NumberForm::none;
}

bool is_number(const Cursor& cursor, const Token& token) {
  switch (token.kind) {
    case TokenKind::natural:
    case TokenKind::integer:
    case TokenKind::floating: return true;
    case TokenKind::keyword: return number_form(cursor.text(token)) == NumberForm::floating;
    default: return false;
  }
}

std::optional<std::uint64_t> parse_unsigned(std::string_view literal, unsigned bits) {
  const bool hex = take_text(literal, "0x");
  const std::uint64_t base = hex ? 16 : 10;
  const std::uint64_t max = bits == 64 ? UINT64_MAX : (std::uint64_t{1} << bits) - 1;
  std::uint64_t value = 0;
  for (char c : literal) {
    if (c == '_') continue;
    const auto digit = static_cast<std::uint64_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    if (value > (max - digit) / base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

std::optional<std::uint64_t> parse_integer(std::string_view literal, unsigned bits) {
  const bool negative = literal[0] == '-';
  const auto magnitude = parse_unsigned(without_sign(literal), bits);
  if (!magnitude || !negative) return magnitude;
  if (*magnitude > std::uint64_t{1} << (bits - 1)) return std::nullopt;
  const std::uint64_t mask = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  return (~*magnitude + 1) & mask;
}

std::uint32_t expect_u32(Cursor& cursor) { return static_cast<std::uint32_t>(expect_unsigned(cursor, 32)); }
std::uint64_t expect_u64(Cursor& cursor) { return expect_unsigned(cursor, 64); }

std::uint64_t parse_lane(Cursor& cursor, const VecShape& shape) {
  const Token& token = cursor.peek();
  const std::string_view word = cursor.text(token);
  const bool integer = token.kind == TokenKind::natural || token.kind == TokenKind::integer;
  const bool floating = token.kind == TokenKind::floating || token.kind == TokenKind::keyword;
  if (!integer && !(shape.is_float && floating && number_form(word) == NumberForm::floating)) {
    cursor.unexpected(shape.is_float ? "a number" : "an integer");
  }
  const auto bits = shape.is_float ? parse_float(word, shape.bits) : parse_integer(word, shape.bits);
  if (!bits) out_of_range(token.pos, concat(shape.is_float ? 'f' : 'i', shape.bits));
  cursor.next();
  return *bits;
}

std::uint64_t parse_const_bits(Cursor& cursor, ValKind kind) {
  switch (kind) {
    case ValKind::i32: return parse_lane(cursor, {1, 32, false});
    case ValKind::i64: return parse_lane(cursor, {1, 64, false});
    case ValKind::f32: return parse_lane(cursor, {1, 32, true});
    case ValKind::f64: return parse_lane(cursor, {1, 64, true});
    default: cursor.unexpected("a number");
  }
}

std::optional<VecShape> find_shape(std::string_view keyword) {
  if (keyword == "i8x16") return VecShape{16, 8, false};
  if (keyword == "i16x8") return VecShape{8, 16, false};
  if (keyword == "i32x4") return VecShape{4, 32, false};
  if (keyword == "i64x2") return VecShape{2, 64, false};
  if (keyword == "f32x4") return VecShape{4, 32, true};
  if (keyword == "f64x2") return VecShape{2, 64, true};
  return std::nullopt;
}

namespace {

// Their number is checked before their values.
void check_lane_count(const Cursor& cursor, unsigned lanes) {
  const auto fail = [](const Token& token) { throw Malformed(token.pos, "wrong number of lane literals"); };
  for (unsigned i = 0; i < lanes; ++i) {
    const TokenKind kind = cursor.peek(i).kind;
    if (kind == TokenKind::left || kind == TokenKind::right || kind == TokenKind::end) fail(cursor.peek(i));
  }
  if (is_number(cursor, cursor.peek(lanes))) fail(cursor.peek(lanes));
}

}  // namespace

V128 parse_v128(Cursor& cursor) {
  const auto shape = find_shape(cursor.text());
  if (!shape) cursor.unexpected("a vector shape");
  cursor.next();
  check_lane_count(cursor, shape->lanes);
  V128 result;
  for (unsigned lane = 0; lane < shape->lanes; ++lane) {
    const std::uint64_t bits = parse_lane(cursor, *shape);
    const unsigned bytes = shape->bits / 8;
    for (unsigned i = 0; i < bytes; ++i) result.bytes[lane * bytes + i] = static_cast<std::uint8_t>(bits >> (8 * i));
  }
  return result;
}

}  // namespace modlink::text
