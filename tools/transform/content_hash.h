// A short name for the content of a file.
#pragma once

#include <cstdint>
#include <string_view>

namespace modlink::transform {

// FNV-1a.
inline std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : bytes) hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3;
  return hash;
}

}  // namespace modlink::transform
