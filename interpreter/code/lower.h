// Lowering: from instructions to internal code. spec: exec/instructions
#pragma once

#include "interpreter/code/code.h"

namespace modlink {

// Lowers the function with this index among the module's own and sets its entry. A function whose frame would have
// more than `max_frame_slots` slots gets the code `frame_too_large` instead.
void lower_function(ModuleCode& code, Index index);

}  // namespace modlink
