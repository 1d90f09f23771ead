// Words of lines without the blanks around them.
#pragma once

#include <string_view>

namespace modlink::runner {

inline constexpr std::string_view blanks = " \t\r";

inline std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace modlink::runner
