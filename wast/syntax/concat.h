// Text that is made of parts: strings, characters and integers.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace modlink {

inline void append_part(std::string& out, std::string_view part) { out += part; }
inline void append_part(std::string& out, char part) { out += part; }
// In decimal.
template <std::integral T>
requires(!std::same_as<T, bool>) void append_part(std::string& out, T value) {
  char digits[24];
  out.append(digits, std::to_chars(digits, std::end(digits), value).ptr);
}

// concat("too many ", what, ": more than ", 5) is "too many types: more than 5".
template <class... Parts>
std::string concat(const Parts&... parts) {
  std::string result;
  (append_part(result, parts), ...);
  return result;
}

// In hexadecimal, with zeros in front of fewer digits than that, as bytes are written: hex(10) is "0a".
std::string hex(std::uint64_t value, std::size_t digits = 2);

}  // namespace modlink
