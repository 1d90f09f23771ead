// UTF-8. spec: binary/values, Names
#include "wast/syntax/utf8.h"

#include <algorithm>

namespace modlink {

std::size_t utf8_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(i < bytes.size() ? bytes[i] : 0); };
  const auto continues = [&](std::size_t i) { return (at(i) & 0xc0) == 0x80; };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return continues(1) ? 2 : 0;
  if (first < 0xf0) {
    if (!continues(1) || !continues(2)) return 0;
    if (first == 0xe0 && at(1) < 0xa0) return 0;
    return first == 0xed && at(1) >= 0xa0 ? 0 : 3;
  }
  if (first > 0xf4 || !continues(1) || !continues(2) || !continues(3)) return 0;
  if (first == 0xf0 && at(1) < 0x90) return 0;
  return first == 0xf4 && at(1) >= 0x90 ? 0 : 4;
}

std::size_t find_malformed_utf8(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    const bool is_ascii = static_cast<unsigned char>(bytes[i]) < 0x80;
    const std::size_t length = is_ascii ? 1 : utf8_length(bytes.substr(i, 4));
    if (length == 0) break;
    i += length;
  }
  return i;
}

bool is_utf8(std::string_view bytes) { return find_malformed_utf8(bytes) == bytes.size(); }

std::uint32_t decode_utf8(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence[0]);
  std::uint32_t code = sequence.size() == 1 ? first : first & (0x7fu >> sequence.size());
  for (const char c : sequence.substr(1)) code = code << 6 | (static_cast<unsigned char>(c) & 0x3fu);
  return code;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace modlink
