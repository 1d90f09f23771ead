// Modules that import from each other, instantiated one after the other and merged. spec: exec/modules, Instantiation
#pragma once

#include <utility>
#include <vector>

#include "tools/differential/differential.h"

namespace modlink::differential {

using NamedModules = std::vector<std::pair<Name, Module>>;

// Merges `modules`, and instantiates `in_turn` one after the other: there, a name means the last instance that it was
// given, and the first one until there is any; what has no name is imported by nobody. Compares how instantiation ends,
// what all exported functions do, `rounds` times, and all memories and globals in the end; and each of the two with
// other engines, as `compare` does. No two modules export one name.
Comparison compare_merged(const NamedModules& modules, const NamedModules& in_turn, unsigned rounds,
                          const Options& options);

}  // namespace modlink::differential
