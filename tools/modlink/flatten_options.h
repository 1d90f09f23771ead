// What the subcommands that make one core module have in common.
#pragma once

#include <string>

#include "tools/cli/command_line.h"
#include "tools/transform/flatten.h"

namespace modlink::command {

// Adds `--exports`, `--single-memory` and their like.
void add_flatten_options(cli::Command command, transform::FlattenOptions& flatten);

// Says what a user of the flat module, which `file` became, should know.
void report(const std::string& file, const transform::FlattenReport& report);

}  // namespace modlink::command
