// Which language is spoken, and within which limits.
#pragma once

#include <cstddef>

#include "tools/files/script_switches.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"

namespace modlink::cli {

struct Language {
  Features features;
  ImplementationLimits limits;
  std::size_t jobs = 1;         // how many threads may look at one module
  Extent extent = Extent::all;  // how much is read of binaries
  ScriptSwitches scripts = {};  // what modules may look like is in `features`
};

}  // namespace modlink::cli
