// Random modules with everything that the language has.
#pragma once

#include <string>

#include "tools/generate/random.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::generate {

struct SmithOptions {
  Features features;
  // Modules nest no deeper, and not at all where there can be none; other limits are not looked at.
  ImplementationLimits limits;
  bool graph = false;          // nested modules and instances to a depth of several, one at least
  bool swarm = false;          // of the features some, which the choices say; a graph has what it takes
  bool deterministic = false;  // nothing whose result the specification leaves open
};

// The text of one valid module. It imports nothing but what "spectest" has. Whatever is called ends after a bounded
// number of instructions. The same for the same choices with every compiler.
std::string generate_module(Random random, const SmithOptions& options);

}  // namespace modlink::generate
