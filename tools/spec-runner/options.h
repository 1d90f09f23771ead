// The command line of spec-runner.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "tools/spec-runner/suite.h"

namespace modlink::runner {

struct CommandLine {
  std::vector<std::string> paths;
  SuiteOptions suite;
};

// What to run; or, when there is nothing to run, how it ended: help and lists are printed to standard output,
// complaints to standard error.
std::variant<CommandLine, Status> parse_command_line(int argc, const char* const* argv);

// All options that there are, hidden ones too. For tests.
std::vector<std::string> option_names();

}  // namespace modlink::runner
