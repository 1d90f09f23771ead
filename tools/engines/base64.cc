// Base64. RFC 4648, section 4
#include "tools/engines/base64.h"

#include <cstdint>

namespace modlink::engines {

std::string to_base64(std::string_view bytes) {
  constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  result.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    }
    for (unsigned j = 0; j < 4; ++j) result += i + j <= bytes.size() ? digits[group >> (18 - 6 * j) & 63] : '=';
  }
  return result;
}

}  // namespace modlink::engines
