// What outcomes tell about the activations of an execution that stopped. spec: exec/runtime, Activation Frames
#pragma once

#include "interpreter/exec/stack.h"
#include "interpreter/runtime/outcome.h"

namespace modlink {

// Adds the activations of an execution that stopped at `at`, `ahead` instructions behind the first that the operation
// there stands for: those above the one that `bottom` saves.
void add_frames(StackTrace& stack, StackFrame at, const Activation* top, const Activation* bottom);

// The function that an operation is in. Of a stub, the one that it stands for.
const FuncInst* func_at(const ModuleInst& module, const Word* pc);

// The access that an operation, whose operands are still there, does not get done. Nothing, if it is none.
std::optional<Access> access_at(const ModuleInst& module, const Word* pc, const std::uint64_t* fp);

}  // namespace modlink
