// Floating-point literals. spec: text/values, Floating-Point
#include "wast/text/floats.h"

#include <locale.h>
#include <stdlib.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "wast/syntax/bit_cast.h"
#include "wast/syntax/concat.h"

namespace modlink::text {

namespace {

// spec: syntax/values, Floating-Point
struct Format {
  unsigned bits;
  unsigned fraction;  // bits of the significand, without the leading one
  int max_exponent;
  int min_exponent() const { return 1 - max_exponent; }
  std::uint64_t sign() const { return std::uint64_t{1} << (bits - 1); }
  std::uint64_t infinity() const { return (sign() - 1) >> fraction << fraction; }
  std::uint64_t quiet() const { return std::uint64_t{1} << (fraction - 1); }
};

Format format_of(unsigned bits) { return bits == 32 ? Format{32, 23, 127} : Format{64, 52, 1023}; }

unsigned digit_value(char c) {
  if (c <= '9') return static_cast<unsigned>(c - '0');
  return static_cast<unsigned>((c | 0x20) - 'a' + 10);
}

// An exponent behind its letter, as near as matters: what is beyond is beyond every format, whatever stands before.
std::int64_t parse_exponent(std::string_view word) {
  constexpr std::int64_t enough = std::int64_t{1} << 40;
  const bool negative = word[0] == '-';
  std::int64_t value = 0;
  for (char c : word) {
    if (c >= '0' && c <= '9') value = std::min(enough, value * 10 + (c - '0'));
  }
  return negative ? -value : value;
}

// A positive number: `significand` times two to the power of `exponent`, and a little more if it is `inexact`.
struct Binary {
  std::uint64_t significand = 0;
  std::int64_t exponent = 0;
  bool inexact = false;
};

// 64 bits of the significand are more than any format has, of the rest it matters only whether it is zero.
Binary parse_hex(std::string_view word) {
  Binary result;
  bool behind_point = false;
  std::size_t i = 0;
  for (; i < word.size() && (word[i] | 0x20) != 'p'; ++i) {
    if (word[i] == '_') continue;
    if (word[i] == '.') {
      behind_point = true;
      continue;
    }
    const unsigned digit = digit_value(word[i]);
    const bool fits = result.significand >> 60 == 0;
    if (fits) {
      result.significand = result.significand << 4 | digit;
    } else {
      result.inexact |= digit != 0;
    }
    if (fits && behind_point) result.exponent -= 4;
    if (!fits && !behind_point) result.exponent += 4;
  }
  if (i < word.size()) result.exponent += parse_exponent(word.substr(i + 1));
  return result;
}

// spec: exec/numerics, Rounding
std::optional<std::uint64_t> round(Binary value, const Format& format) {
  if (value.significand == 0) return 0;
  const int zeros = std::countl_zero(value.significand);
  const std::uint64_t significand = value.significand << zeros;
  const std::int64_t exponent = value.exponent - zeros + 63;  // of the leading one
  if (exponent > format.max_exponent) return std::nullopt;
  const std::int64_t below = std::max<std::int64_t>(0, format.min_exponent() - exponent);
  const std::int64_t dropped = 63 - format.fraction + below;
  if (dropped > 64) return 0;  // less than half of the least value
  const std::uint64_t kept = dropped == 64 ? 0 : significand >> dropped;
  const std::uint64_t rest = dropped == 64 ? significand : significand << (64 - dropped);
  const bool above_half = rest << 1 != 0 || value.inexact;
  const bool up = rest >> 63 != 0 && (above_half || kept % 2 != 0);
  // The leading one of a normal number adds one to the exponent field, as does a carry into it.
  const auto biased = static_cast<std::uint64_t>(below > 0 ? 0 : exponent + format.max_exponent - 1);
  const std::uint64_t result = (biased << format.fraction) + kept + (up ? 1 : 0);
  return result < format.infinity() ? std::optional(result) : std::nullopt;
}

std::optional<std::uint64_t> parse_nan(std::string_view word, const Format& format) {
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) return format.infinity() | format.quiet();
  const Binary payload = parse_hex(word.substr(colon + 3));
  const bool fits = payload.exponent == 0 && payload.significand >> format.fraction == 0;
  if (!fits || payload.significand == 0) return std::nullopt;
  return format.infinity() | payload.significand;
}

std::optional<std::uint64_t> parse_decimal(std::string_view word, unsigned bits) {
  std::string digits(word);
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
#ifdef __cpp_lib_to_chars
  return detail::parse_decimal_by_from_chars(digits, bits);
#else
  return detail::parse_decimal_by_strtod(digits, bits);
#endif
}

}  // namespace

namespace detail {

namespace {

std::optional<std::uint64_t> finite_bits(float value) {
  return std::isinf(value) ? std::nullopt : std::optional<std::uint64_t>(bit_cast<std::uint32_t>(value));
}
std::optional<std::uint64_t> finite_bits(double value) {
  return std::isinf(value) ? std::nullopt : std::optional(bit_cast<std::uint64_t>(value));
}

}  // namespace

#ifdef __cpp_lib_to_chars

namespace {

// Whether a number that is not zero is at least one.
bool is_large(std::string_view digits) {
  const std::size_t e = std::min(digits.find_first_of("eE"), digits.size());
  const std::string_view head = digits.substr(0, e);
  const std::size_t point = std::min(head.find('.'), head.size());
  const std::size_t first = head.find_first_of("123456789");
  const std::int64_t exponent = e < digits.size() ? parse_exponent(digits.substr(e + 1)) : 0;
  const auto places = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  return places + exponent > 0;
}

// One error stands for numbers that are too large and for those that round to zero.
template <class Float>
std::optional<std::uint64_t> from_chars(const std::string& digits) {
  Float value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::result_out_of_range) return is_large(digits) ? std::nullopt : std::optional<std::uint64_t>(0);
  return finite_bits(value);
}

}  // namespace

std::optional<std::uint64_t> parse_decimal_by_from_chars(const std::string& digits, unsigned bits) {
  return bits == 32 ? from_chars<float>(digits) : from_chars<double>(digits);
}

#endif

// In the C locale, whatever the program's is: others have another point.
std::optional<std::uint64_t> parse_decimal_by_strtod(const std::string& digits, unsigned bits) {
  const locale_t c_locale = newlocale(LC_ALL_MASK, "C", nullptr);
  const auto result = bits == 32 ? finite_bits(strtof_l(digits.c_str(), nullptr, c_locale))
                                 : finite_bits(strtod_l(digits.c_str(), nullptr, c_locale));
  freelocale(c_locale);
  return result;
}

}  // namespace detail

std::optional<std::uint64_t> parse_float(std::string_view literal, unsigned bits) {
  const Format format = format_of(bits);
  const bool negative = literal[0] == '-';
  const std::string_view word = negative || literal[0] == '+' ? literal.substr(1) : literal;
  std::optional<std::uint64_t> result;
  if (word == "inf") {
    result = format.infinity();
  } else if (word[0] == 'n') {
    result = parse_nan(word, format);
  } else if (word.substr(0, 2) == "0x") {
    result = round(parse_hex(word.substr(2)), format);
  } else {
    result = parse_decimal(word, bits);
  }
  return result && negative ? *result | format.sign() : result;
}

namespace {

// Digits of `value`, whose highest `bits` bits count, without zeros at the end.
std::string hex_digits(std::uint64_t value, unsigned bits) {
  std::string result;
  for (std::uint64_t rest = value << (64 - bits); rest != 0; rest <<= 4) result += "0123456789abcdef"[rest >> 60];
  return result;
}

}  // namespace

std::string hex_float(std::uint64_t value, unsigned bits) {
  const Format format = format_of(bits);
  const std::string sign = value & format.sign() ? "-" : "";
  std::uint64_t fraction = value & ((std::uint64_t{1} << format.fraction) - 1);
  const std::uint64_t biased = (value & ~format.sign()) >> format.fraction;
  if (biased == format.infinity() >> format.fraction) {
    if (fraction == 0) return sign + "inf";
    if (fraction == format.quiet()) return sign + "nan";
    char buffer[17];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), fraction, 16);
    return sign + "nan:0x" + std::string(buffer, end.ptr);
  }
  int exponent = static_cast<int>(biased) - format.max_exponent;
  if (biased == 0) {
    if (fraction == 0) return sign + "0x0p+0";
    // A subnormal number begins with a one like all others.
    const auto shift = static_cast<unsigned>(std::countl_zero(fraction)) - (63 - format.fraction);
    fraction = fraction << shift & ((std::uint64_t{1} << format.fraction) - 1);
    exponent = format.min_exponent() - static_cast<int>(shift);
  }
  const std::string digits = hex_digits(fraction, format.fraction);
  return sign + "0x1" + (digits.empty() ? "" : ".") + digits + "p" + (exponent < 0 ? "" : "+") +
         std::to_string(exponent);
}

namespace detail {

namespace {

// What C and C++ write with an exponent, whatever the locale has for a point.
Decimal parse_scientific(std::string_view text) {
  const std::size_t e = text.find('e');
  Decimal result{std::string(text.substr(0, e)), static_cast<int>(parse_exponent(text.substr(e + 1)))};
  std::erase_if(result.digits, [](char c) { return c < '0' || c > '9'; });
  return result;
}

double value_of(std::uint64_t bits, unsigned width) {
  return width == 32 ? bit_cast<float>(static_cast<std::uint32_t>(bits)) : bit_cast<double>(bits);
}

bool means(const Decimal& decimal, std::uint64_t bits, unsigned width) {
  return parse_decimal_by_strtod(concat(decimal.digits, 'e', decimal.point()), width) == bits;
}

// The next larger decimal of as many digits, unless all are nines.
Decimal next(Decimal decimal) {
  const std::size_t last = decimal.digits.find_last_not_of('9');
  if (last == std::string::npos) return decimal;
  ++decimal.digits[last];
  std::fill(decimal.digits.begin() + static_cast<std::ptrdiff_t>(last) + 1, decimal.digits.end(), '0');
  return decimal;
}

}  // namespace

#ifdef __cpp_lib_to_chars

Decimal shortest_by_to_chars(std::uint64_t bits, unsigned width) {
  char text[32];
  const auto write = [&](auto value) {
    return std::to_chars(std::begin(text), std::end(text), value, std::chars_format::scientific).ptr;
  };
  const char* end = width == 32 ? write(static_cast<float>(value_of(bits, width))) : write(value_of(bits, width));
  return parse_scientific({text, static_cast<std::size_t>(end - text)});
}

#endif

// The nearest one of so many digits, but at a power of two, where values below lie closer than those above: there the
// next larger one can be the only one that rounds back.
Decimal shortest_by_printf(std::uint64_t bits, unsigned width) {
  char text[64];
  for (int behind_point = 0;; ++behind_point) {
    std::snprintf(text, sizeof text, "%.*e", behind_point, value_of(bits, width));
    Decimal nearest = parse_scientific(text);
    if (means(nearest, bits, width) || behind_point == 16) return nearest;
    if (Decimal above = next(nearest); means(above, bits, width)) return above;
  }
}

}  // namespace detail

namespace {

detail::Decimal shortest(std::uint64_t bits, unsigned width) {
#ifdef __cpp_lib_to_chars
  return detail::shortest_by_to_chars(bits, width);
#else
  return detail::shortest_by_printf(bits, width);
#endif
}

std::string with_exponent(const detail::Decimal& value) {
  const std::string fraction = value.digits.substr(1), size = std::to_string(std::abs(value.exponent));
  return concat(value.digits[0], fraction.empty() ? "" : ".", fraction, value.exponent < 0 ? "e-" : "e+",
                size.size() < 2 ? "0" : "", size);
}

std::string without_exponent(const detail::Decimal& value) {
  const auto zeros = [](int count) { return std::string(static_cast<std::size_t>(count), '0'); };
  if (value.exponent < 0) return concat("0.", zeros(-value.exponent - 1), value.digits);
  if (value.point() >= 0) return value.digits + zeros(value.point());
  const std::size_t whole = static_cast<std::size_t>(value.exponent) + 1;
  return concat(value.digits.substr(0, whole), '.', value.digits.substr(whole));
}

}  // namespace

std::string decimal_float(std::uint64_t value, unsigned bits) {
  const Format format = format_of(bits);
  const std::uint64_t positive = value & ~format.sign();
  if (positive >= format.infinity()) return hex_float(value, bits);
  const detail::Decimal decimal = shortest(positive, bits);
  const bool is_long = decimal.exponent < -4 || decimal.exponent >= 16;
  return (value & format.sign() ? "-" : "") + (is_long ? with_exponent(decimal) : without_exponent(decimal));
}

}  // namespace modlink::text
