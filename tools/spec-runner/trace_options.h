// `--trace`: what scripts execute.
#pragma once

#include <memory>

#include "tools/cli/command_line.h"
#include "tools/trace/tracer.h"

namespace modlink::runner {

void add_trace_option(cli::Command command, trace::Mode& mode);

// Writes to standard output; null if nothing is to be traced.
std::unique_ptr<trace::Tracer> make_tracer(trace::Mode mode);

// For the store of a script.
inline Observation observation_of(trace::Tracer* tracer) { return tracer ? tracer->observation() : Observation(); }

}  // namespace modlink::runner
