// Integers of the binary format that are short, as nearly all are. spec: binary/values, Integers
#pragma once

#include <cstdint>

namespace modlink {

// Behind an integer of at most five bytes that fits into 32 bits whether it has a sign or not; null for others. Linkers
// leave small ones that are five bytes long. Looks at five bytes.
inline const std::uint8_t* skip_short_integer(const std::uint8_t* next) {
  if (next[0] < 0x80) return next + 1;
  if (next[1] < 0x80) return next + 2;
  if (next[2] < 0x80) return next + 3;
  if (next[3] < 0x80) return next + 4;
  return next[4] < 0x08 ? next + 5 : nullptr;
}

// The value of such an integer that has no sign. `next` is then behind it, or null.
inline std::uint32_t read_short_unsigned(const std::uint8_t*& next) {
  if (next[0] < 0x80) return *next++;
  const std::uint8_t* const behind = skip_short_integer(next);
  std::uint32_t result = 0;
  for (int shift = 0; next < behind; shift += 7) result |= (*next++ & 0x7fu) << shift;
  next = behind;
  return result;
}

}  // namespace modlink
