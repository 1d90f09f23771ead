// Which directives of a run count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/pattern.h"

namespace modlink::runner {

struct Selection {
  std::vector<cli::Pattern> filters;   // on `file:line keyword`: all of them match
  std::vector<cli::Pattern> excludes;  // and none of these
  std::optional<std::uint32_t> line;   // of the script itself

  bool is_everything() const { return filters.empty() && excludes.empty() && !line; }
  // `is_script`: the file is the script itself, and not one that it reads.
  bool selects(const std::string& file, std::uint32_t line, const std::string& keyword, bool is_script) const;
};

}  // namespace modlink::runner
