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

// The same module without zero-level exports (D3): one alias and one export per name, local indices renumbered, types
// copied into the types that name them. What encode_module needs.
Module elaborate(const ValidModule& module);

// `elaborate`d, and with two-level imports as what they stand for (D7): an import of an instance where the first field
// of a name stood, and an alias for each field. All indices stay; types come before everything else.
Module desugar(const ValidModule& module);

}  // namespace modlink
