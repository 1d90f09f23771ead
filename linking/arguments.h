// What is given for the imports of a module. spec: Subtyping.md, "Instantiation"; D2
#pragma once

#include <vector>

#include "validator/valid_module.h"

namespace modlink {

// The argument of `args` for each ImportStep of `code`, in their order: matched by name, superfluous ones ignored (D2).
// Validation has found one for each.
std::vector<const InstantiateArg*> arguments_of(const ValidModule& code, const std::vector<InstantiateArg>& args);

}  // namespace modlink
