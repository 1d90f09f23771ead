// Internal code as text, for tests and for looking at it.
#pragma once

#include <string>

#include "interpreter/code/code.h"

namespace modlink {

// One line for each operation: the index of its word, its name, slots as `s0`, then what ops.def says its payload is.
// Empty if the function has not been lowered.
std::string disassemble(const ModuleCode& module, Index func);

}  // namespace modlink
