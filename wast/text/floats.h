// Floating-point literals: what they mean, and how values are written. spec: text/values, Floating-Point
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <version>

namespace modlink::text {

// A well-formed `fN`, N = 32 or 64, as the bits of the nearest value, of two equally near ones the even one. nullopt
// when that is too large, or a NaN's payload is none of the width. spec: text/values, Floating-Point
std::optional<std::uint64_t> parse_float(std::string_view literal, unsigned bits);

// The bits of an f32 or f64 as a literal: exact, in hexadecimal; "nan:0x200000", "-inf".
std::string hex_float(std::uint64_t value, unsigned bits);

// The shortest decimal literal that means the same value: "0.1", "1e+20", "-0"; of what is not finite, what hex_float
// gives.
std::string decimal_float(std::uint64_t value, unsigned bits);

namespace detail {

// An unsigned decimal literal without underscores, each with a function that the C++ library may lack or have. Tests
// compare them.
std::optional<std::uint64_t> parse_decimal_by_strtod(const std::string& digits, unsigned bits);
#ifdef __cpp_lib_to_chars
std::optional<std::uint64_t> parse_decimal_by_from_chars(const std::string& digits, unsigned bits);
#endif

// 1.5e+20 in parts: its digits without the point, which is behind the first one.
struct Decimal {
  std::string digits;
  int exponent;
  // The exponent if the point were behind the last one.
  int point() const { return exponent - static_cast<int>(digits.size()) + 1; }
  bool operator==(const Decimal&) const = default;
};

// The shortest decimal that means a value that is positive and finite, the nearest of those; likewise.
Decimal shortest_by_printf(std::uint64_t bits, unsigned width);
#ifdef __cpp_lib_to_chars
Decimal shortest_by_to_chars(std::uint64_t bits, unsigned width);
#endif

}  // namespace detail

}  // namespace modlink::text
