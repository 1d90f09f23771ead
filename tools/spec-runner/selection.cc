// Which directives of a run count.
#include "tools/spec-runner/selection.h"

#include <fmt/format.h>

#include <algorithm>

namespace modlink::runner {

bool Selection::selects(const std::string& file, std::uint32_t line, const std::string& keyword, bool is_script) const {
  if (is_everything()) return true;
  if (this->line && !(is_script && line == *this->line)) return false;
  const std::string text = fmt::format("{}:{} {}", file, line, keyword);
  const auto matches = [&text](const cli::Pattern& pattern) { return pattern(text); };
  return std::all_of(filters.begin(), filters.end(), matches) &&
         std::none_of(excludes.begin(), excludes.end(), matches);
}

}  // namespace modlink::runner
