// Validation of modules. spec: valid/modules; Explainer; Binary.md; Subtyping.md
#pragma once

#include "validator/valid_module.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

// Checks `module` and all its nested modules, and interns their types into `store`. Throws Invalid, at the exact
// place, or LimitExceeded.
ValidModulePtr validate(Module module, TypeStorePtr store, const Features& features,
                        const ImplementationLimits& limits);

}  // namespace modlink
