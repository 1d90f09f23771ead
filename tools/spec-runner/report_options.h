// The options of spec-runner about reports, and about which scripts and directives they are.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command_line.h"
#include "tools/spec-runner/suite.h"

namespace modlink::runner {

// In groups; options that are added next are among those about running.
void add_report_options(cli::Command app, SuiteOptions& suite);

// When all is parsed: what the environment says besides, and whether it all goes together. Refuses the line otherwise.
void finish_report_options(SuiteOptions& suite, const std::vector<std::string>& paths);

}  // namespace modlink::runner
