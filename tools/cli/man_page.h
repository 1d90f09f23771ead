// Manual pages, made of what `--help` says.
#pragma once

#include <string>

#include "tools/cli/command_line.h"

namespace modlink::cli {

// Adds the hidden option `--man DIR`, which writes `DIR/NAME.1` for the program and `DIR/NAME-COMMAND.1` for each of
// its subcommands and ends the program. To be called when all else has been added.
void add_man_option(Command program, const std::string& version);

}  // namespace modlink::cli
