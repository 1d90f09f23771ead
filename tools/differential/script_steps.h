// The steps of a test script. spec: the official suite's script grammar; D20
#pragma once

#include "tools/differential/differential.h"

namespace modlink::differential {

// What a script instantiates, registers, calls and reads, in its order; what it expects does not count, nor do modules
// that are expected to be bad. `left_out` counts directives that have no such steps, registered modules for one, and
// all of a script with threads.
struct ScriptSteps {
  Script steps;
  std::uint64_t left_out = 0;
};
ScriptSteps read_script(const SourcePtr& source, const Features& features, const ImplementationLimits& limits);

}  // namespace modlink::differential
