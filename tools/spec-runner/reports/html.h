// Reports as a page.
#pragma once

#include <string>

#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

// One page that needs nothing else: the counts of each folder, what failed, with its line and what was found there, and
// the directives that took longest, so many of them.
std::string to_html(const RunResult& run, const std::string& program, std::size_t most_slow);

}  // namespace modlink::runner
