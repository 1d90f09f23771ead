// Integers of the binary format that are short, as nearly all are. spec: binary/values, Integers
#pragma once

#include <cstdint>

namespace modlink {

// Behind an integer of at most three bytes, which fits into 32 bits whether it has a sign or not; null for longer ones.
// Looks at three bytes.
inline const std::uint8_t* skip_short_integer(const std::uint8_t* next) {
  if (next[0] < 0x80) return next + 1;
  if (next[1] < 0x80) return next + 2;
  return next[2] < 0x80 ? next + 3 : nullptr;
}

// Such an integer without a sign; `next` is then behind it, or null.
inline std::uint32_t read_short_unsigned(const std::uint8_t*& next) {
  std::uint32_t result = 0;
  for (int shift = 0; shift < 21; shift += 7) {
    const std::uint8_t byte = *next++;
    result |= (byte & 0x7fu) << shift;
    if (byte < 0x80) return result;
  }
  next = nullptr;
  return 0;
}

}  // namespace modlink
