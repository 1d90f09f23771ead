// The core module in a module that links others: its own definitions, with imports in place of what its instances
// bring. spec: Explainer, "Module Imports and Nested Instances"; D7
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "validator/valid_module.h"

namespace modlink::transform {

// By which two names a core module is given something.
using CoreImportNames = std::pair<Name, Name>;

// `imports` has the names of each function, table, memory, global and tag that the steps of `code` bring, in their
// order. Indices stay what they are; so do exports, but for modules and instances. nullopt where a type from outside is
// part of a recursive group, or made of types that have no index in the module. Throws LimitExceeded where types are
// too large to be copied.
std::optional<Module> core_part(const ValidModule& code, const std::vector<CoreImportNames>& imports);

// A core module that does nothing but import: so that an engine matches types.
struct CoreImport {
  CoreImportNames names;
  ExternType type;  // of a function, table, memory, global or tag
};
Module importing(const TypeStore& store, const std::vector<CoreImport>& imports, const ImplementationLimit& copy_limit);

}  // namespace modlink::transform
