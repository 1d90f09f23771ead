// The options of the subcommands that leave out what is not used.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command_line.h"
#include "wast/syntax/module.h"

namespace modlink::command {

struct GcOptions {
  bool gc = false;               // as it is before options are read: whether they leave things out without being told
  std::vector<std::string> why;  // of what the user wants to know what keeps it
};

// Adds `--gc`, or `--no-gc` where that is what can be asked for, and `--why`.
void add_gc_options(cli::Command command, GcOptions& options);

// Prints, a line each, what keeps the definitions of a core module that `options.why` names: by their identifiers, by
// names of exports, or by kind and index. Refuses `--why` of what there is not.
void print_why(const Module& module, const GcOptions& options);

}  // namespace modlink::command
