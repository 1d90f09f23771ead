// What people are told at the end of a run.
#pragma once

#include "tools/spec-runner/suite.h"

namespace modlink::runner {

// Prints which scripts failed, what took longest if that was asked for, and at last the counts.
void print_summary(const RunResult& run, const SuiteOptions& options);

}  // namespace modlink::runner
