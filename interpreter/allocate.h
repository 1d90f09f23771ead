// Allocation of modules: everything of core wasm, after imports, aliases and nested instances have their places.
// spec: exec/modules, Modules
#pragma once

#include "interpreter/budget.h"
#include "interpreter/runtime/store.h"

namespace modlink {

// Adds to `inst`, which has its imported and aliased definitions, its own ones. The budget is charged for initialisers.
// Throws DefinitionLimit; where it throws, the store and `inst` are as before.
// spec: exec/modules, `allocmodule`
void allocate_module(Store& store, ModuleInst& inst, Budget& budget);

}  // namespace modlink
