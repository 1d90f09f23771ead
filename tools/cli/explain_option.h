// The option `--explain`.
#pragma once

#include "tools/cli/command_line.h"

namespace modlink::cli {

// Adds `--explain [CODE]`, which prints what there is to say about the code of an error, or lists all codes, and ends
// the program.
void add_explain_option(Command program);

}  // namespace modlink::cli
