// How many operands and results the functions and types of a module have. spec: text/instructions, Folded Instructions
#pragma once

#include "validator/valid_module.h"
#include "wast/text/fold.h"

namespace modlink::inspect {

// Of a module and those nested in it: what folding its instructions asks for.
text::Arities arities_of(const ValidModule& module);

}  // namespace modlink::inspect
