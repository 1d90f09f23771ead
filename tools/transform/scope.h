// Changes of a module's index spaces, wherever they are named. spec: syntax/modules, Indices; Explainer, "Nested
// Modules"
#pragma once

#include <optional>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink::transform {

// The import, if `definition` imports a whole module by one name: what stands for a file.
const Import* module_import(const Definition& definition);
// Whether `module`, or a module nested in it, has zero-level exports (D3), which mean every export of an instance and
// would mean others once the instance has another type.
bool has_zero_level_exports(const Module& module);

// The custom sections keep their places among the definitions: `positions[i]` is where definition i is now, or
// nothing if it is gone.
void move_customs(Module& module, const std::vector<std::optional<std::size_t>>& positions);

}  // namespace modlink::transform
