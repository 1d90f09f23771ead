// Printing of modules as text. spec: Text Format; Explainer.md
#pragma once

#include <string>

#include "wast/syntax/module.h"

namespace modlink {

// Text that parses back to an equal module: one definition a line, instructions unfolded and indented by block, every
// implicit thing (aliases, type uses) explicit. Identifiers of `module.names` are used where they are valid and
// unique. Ends with a newline.
std::string print_module(const Module& module);

}  // namespace modlink
