// Identifiers for what has none. spec: text/values, Identifiers
#pragma once

#include "wast/syntax/module.h"

namespace modlink::rewrite {

// Gives every definition of a module, and of those nested in it, that has no name one that can be an identifier: after
// its import, its export or the name it is aliased by, otherwise its kind and index, `func3`; parameters `p0`, other
// locals `l1`. Names that are there stay. Types inside of module and instance types are named too.
void invent_names(Module& module);

}  // namespace modlink::rewrite
