// The reports of several runs as one.
#pragma once

#include <string>
#include <vector>

#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

struct NamedRun {
  std::string name;  // of its file
  RunResult run;
};

// The union, its scripts by path. Throws cli::Failure of status `usage` if two of them have a script in common, or if
// they are shards of a run and not all of that run.
RunResult merge(std::vector<NamedRun> runs);

}  // namespace modlink::runner
