// Core modules without what makes no difference. spec: exec/modules, Instantiation
#pragma once

#include "rewrite/used_definitions.h"

namespace modlink::rewrite {

// The same module without the definitions that are not used (see used_definitions.h), imports included, without a start
// function that does nothing, and without types that nothing names any more. Functions that are in tables from which no
// call can take them are left without what they do. Names, branch hints and custom sections
// stay with what they are about. Declarative segments are left with the functions that need them, and one comes behind
// all segments where what declared a function has gone. Of a module that is valid and has nothing of module linking;
// takes time in proportion to its size.
Module remove_unused(Module module);
// The same with what is known of the module already.
Module remove_unused(Module module, const UsedDefinitions& used);

}  // namespace modlink::rewrite
