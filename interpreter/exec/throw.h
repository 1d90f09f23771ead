// Unwinding to the handler of an exception. spec: exec/instructions, Control Instructions, throw_ref
#pragma once

#include "interpreter/code/code.h"
#include "interpreter/exec/stack.h"
#include "interpreter/runtime/heap.h"

namespace modlink {

// Where execution goes on after a throw. `pc` is null if nothing catches the exception.
struct Landing {
  const Word* pc = nullptr;
  std::uint64_t* fp = nullptr;
  ModuleInst* module = nullptr;
  Activation* activation = nullptr;
};

// Looks for a handler of the exception thrown by the operation that includes the word `at.pc`, in the frame of `at` and
// then in its callers', down to the one that `bottom`, the first activation of the execution, saves. Puts the values of
// the catch clause where its label has them.
Landing find_handler(Ref exception, Landing at, const Activation* bottom);

}  // namespace modlink
