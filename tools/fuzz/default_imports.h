// Imports that do nothing. spec: exec/runtime, External Values
#pragma once

#include "interpreter/embedding.h"

namespace modlink::fuzz {

// What a module imports, as far as it can be made of the types alone: functions that return default values, empty
// memories and tables of the least size, globals of default values, tags, and instances of these.
Imports default_imports(Store& store, const ValidModule& module);

}  // namespace modlink::fuzz
