// Reports in the Test Anything Protocol, version 14.
#pragma once

#include <string>

#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

// A test for each script, with a subtest for each directive.
std::string to_tap(const RunResult& run);

}  // namespace modlink::runner
