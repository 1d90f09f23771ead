// The option that asks for a trace.
#pragma once

#include "tools/cli/command_line.h"
#include "tools/trace/tracer.h"

namespace modlink::trace {

// Adds `--trace[=calls]`.
void add_trace_option(cli::Command command, Mode& mode);

}  // namespace modlink::trace
