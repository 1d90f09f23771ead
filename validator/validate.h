// Validation of modules. spec: valid/modules; Explainer; Binary.md; Subtyping.md
#pragma once

#include <cstddef>

#include "validator/valid_module.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

// Checks `module` and all its nested modules, as far as they were read (Extent), and interns their types into `store`.
// Throws Invalid, at the exact
// place, or LimitExceeded. The bodies of many functions are checked by up to `jobs` threads, whose number changes
// nothing else.
ValidModulePtr validate(Module module, const TypeStorePtr& store, const Features& features,
                        const ImplementationLimits& limits, std::size_t jobs = 1);

// The same, but whatever may be in the bodies of functions, which are not looked at: for those who observe how they are
// validated (ObservableModule). What it gives must not be instantiated.
ValidModulePtr validate_definitions(Module module, const TypeStorePtr& store, const Features& features,
                                    const ImplementationLimits& limits);

// decode_module and `validate` in one, of a binary: code is decoded and validated in one pass over its bytes, which
// takes less time than two. The errors are the same: those of decode_module, and if there are none, those of
// `validate`.
ValidModulePtr decode_and_validate(const SourcePtr& source, const TypeStorePtr& store, const Features& features,
                                   const ImplementationLimits& limits, std::size_t jobs = 1);

}  // namespace modlink
