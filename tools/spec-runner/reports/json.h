// Reports in JSON, written and read. docs/spec-runner-report.schema.json
#pragma once

#include <string>

#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

// In ASCII, a line for each directive. `program` is what wrote it: "spec-runner 0.1.0".
std::string to_json(const RunResult& run, const std::string& program);

// Of a report that anyone may have written. `name` is what messages begin with. Throws cli::Failure of status `usage`
// with the place, unless it is one of a version that is known: what it does not know in it is left out.
RunResult read_json(const std::string& name, std::string content);

}  // namespace modlink::runner
