// Lists in messages.
#include "tools/modlink/listed.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/files/failure.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

std::string listed(const std::vector<std::string>& items) {
  constexpr std::size_t most = 20;
  std::string result;
  for (std::size_t i = 0; i < std::min(items.size(), most); ++i) result += "\n  " + items[i];
  if (items.size() > most) result += fmt::format("\n  and {} more", items.size() - most);
  return result;
}

void demand_no_imports(const std::string& file, const std::vector<std::string>& imports) {
  if (imports.empty()) return;
  throw cli::Failure(cli::Status::failed, fmt::format("{}: imports remain:{}", shown_path(file), listed(imports)));
}

}  // namespace modlink::command
