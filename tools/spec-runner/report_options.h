// The options of spec-runner about reports, and about which scripts and directives they are.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command_line.h"
#include "tools/cli/named_files.h"
#include "tools/spec-runner/suite.h"

namespace modlink::runner {

// In groups; options that are added next are among those about what is told.
void add_report_options(cli::Command app, SuiteOptions& suite);
// `--compare` and `--merge`.
void add_earlier_report_options(cli::Command app, SuiteOptions& suite);
// `--isolate`.
void add_isolation(cli::Command app, SuiteOptions& suite);

// When all is parsed: what the environment says besides, and whether all files are different ones. Refuses the line
// otherwise. `given` are the options of the line.
void finish_report_options(SuiteOptions& suite, const std::vector<std::string>& paths,
                           const std::vector<std::string>& given);

// The files that the run writes, each with the option that asks for it.
std::vector<cli::NamedFile> outputs_of(const SuiteOptions& suite);

}  // namespace modlink::runner
