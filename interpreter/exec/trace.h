// Where executions stopped. spec: exec/runtime, Activation Frames
#pragma once

#include <string>

#include "interpreter/runtime/outcome.h"

namespace modlink {

// Of an instruction.
struct CodePlace {
  SourcePtr source;  // null for modules made by hand
  Pos pos = no_pos;
};

// Where an activation was, in the source of its module: the instruction, for a call the call. Reads the function again,
// so it is for messages.
CodePlace place_of(const StackFrame& frame);

// `$libc/$heap`, from an instance that the host made down to this one; `$A/$libc/$heap` if the host calls that $A.
// Empty if the host made it and gave it no title.
std::string instance_path(const ModuleInst& instance);

// "function 3 $f, file.wat:3:14, instance $libc/$heap", a function without a name by an export: `function 3 (export
// "f")`. What is not known is left out, and so is the instance of a module that a host instantiated and gave no title.
std::string describe(const StackFrame& frame);

// A newline and "  at …" for the definition, if there is one, and for each activation, to stand behind a message. Those
// that repeat each other are one, and so are runs of several.
std::string describe(const StackTrace& stack);

}  // namespace modlink
