// What instantiation runs once a module is allocated. spec: exec/modules, Instantiation
#pragma once

#include "interpreter/budget.h"
#include "interpreter/runtime/store.h"

namespace modlink {

// Runs active segments and the start function, which has no results. What was written before a trap stays. The budget
// is charged for constant expressions. Throws DefinitionLimit. spec: exec/modules, Instantiation, from step 12
Outcome run_segments_and_start(Store& store, ModuleInst& inst, Budget& budget);

}  // namespace modlink
