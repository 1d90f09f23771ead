// Validation of all functions of a module. spec: valid/modules, Functions
#pragma once

#include "validator/context.h"

namespace modlink::validator {

// The bodies of the module's own functions; everything else in `context` is known. Throws Invalid or LimitExceeded,
// which say in which function they are: the first one with anything wrong, however many threads have looked.
void check_funcs(const Context& context, const Module& module);

}  // namespace modlink::validator
