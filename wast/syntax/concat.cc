// Text that is made of parts: strings, characters and integers.
#include "wast/syntax/concat.h"

#include <algorithm>

namespace modlink {

std::string hex(std::uint64_t value, std::size_t digits) {
  char buffer[16];
  const std::string text(buffer, std::to_chars(buffer, std::end(buffer), value, 16).ptr);
  return std::string(std::max(digits, text.size()) - text.size(), '0') + text;
}

}  // namespace modlink
