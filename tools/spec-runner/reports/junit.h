// Reports as JUnit's XML, in the form that build servers read.
#pragma once

#include <string>

#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

// A test suite for each script and a test case for each directive. What was to fail and failed counts as skipped there,
// as was what was not run.
std::string to_junit(const RunResult& run, const std::string& program);

}  // namespace modlink::runner
