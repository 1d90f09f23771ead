// Reports of earlier runs: what changed between two, and several as one.
#pragma once

#include <string>
#include <vector>

#include "tools/spec-runner/suite.h"

namespace modlink::runner {

// Prints what changed from the first report to the second. Status `failed` if something fails in the second that does
// not in the first.
Status compare_files(const std::vector<std::string>& paths);

// Writes them as one, by the reports that the options ask for. The status is that of a run that had found all this.
Status merge_files(const std::vector<std::string>& paths, const SuiteOptions& options);

}  // namespace modlink::runner
