// Lists in messages.
#include "tools/modlink/listed.h"

#include <fmt/format.h>

#include <algorithm>

namespace modlink::command {

std::string listed(const std::vector<std::string>& items) {
  constexpr std::size_t most = 20;
  std::string result;
  for (std::size_t i = 0; i < std::min(items.size(), most); ++i) result += "\n  " + items[i];
  if (items.size() > most) result += fmt::format("\n  and {} more", items.size() - most);
  return result;
}

}  // namespace modlink::command
