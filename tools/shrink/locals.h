// Locals of functions that do nothing. spec: syntax/modules, Functions
#pragma once

#include "wast/syntax/module.h"

namespace modlink::shrink {

// Drops those behind the parameters that no instruction names. False: there are none.
bool drop_unused_locals(Func& func, Index params);

}  // namespace modlink::shrink
