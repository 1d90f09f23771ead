// Validation of all functions of a module. spec: valid/modules, Functions
#pragma once

#include "validator/context.h"

namespace modlink::validator {

// The bodies of the module's own functions; everything else in `context` is known. Throws Invalid or LimitExceeded,
// which say in which function they are: the first one with anything wrong, however many threads have looked.
//
// Code that has only been found (Extent::unchecked) is decoded too, and the functions are told how many instructions
// they have. What is thrown then, Malformed as well, only says that there is something wrong.
void check_funcs(const Context& context, Module& module);

}  // namespace modlink::validator
