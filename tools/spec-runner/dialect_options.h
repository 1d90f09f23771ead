// The options that say how scripts are meant. docs/dialects.md
#pragma once

#include "tools/cli/command_line.h"
#include "tools/spec-runner/session.h"

namespace modlink::runner {

// Adds `--dialect`, `--messages`, `--stages`, `--modules`, `--name-imports` and `--run-lines`, which scripts may ask
// for too. Of what says the same thing the last one wins.
void add_script_switches(cli::Command command, cli::Language& language);

// Adds these and `--register`, for which all others have to be there already.
void add_dialect_options(cli::Command command, Settings& settings);

}  // namespace modlink::runner
