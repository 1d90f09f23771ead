// Coverage for programs.
#pragma once

#include <string>

#include "tools/coverage/coverage.h"

namespace modlink::reach {

// What genhtml and editors read: functions, lines and branches of sources that are text.
// geninfo(1), "FILES"
std::string to_lcov(const Coverage& coverage);

// `{"version": 1, "rules": [{"group", "place", "name", "reached"}], "sources": [{"name", "functions": [{"name", "line",
// "column", "calls", "instructions": [{"line", "column", "instruction", "count", "ways": []}]}]}], "total": {"rules":
// {"reached", "all"}, "functions", "instructions", "ways", "lines"}}`; of binaries, line 0 and the offset as column.
std::string to_json(const Coverage& coverage, const Features& features);

}  // namespace modlink::reach
