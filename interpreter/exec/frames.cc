// What outcomes tell about the activations of an execution that stopped. spec: exec/runtime, Activation Frames
#include "interpreter/exec/frames.h"

#include "interpreter/code/code.h"

namespace modlink {

const FuncInst* func_at(const ModuleInst& module, const Word* pc) {
  const std::optional<Index> found = module.lowered->find(pc);
  const auto index = found ? *found : static_cast<Index>(pc[1].bits);
  return module.funcs[module.code->first_func() + index];
}

void add_frames(StackTrace& stack, StackFrame at, const Activation* top, const Activation* bottom) {
  constexpr auto most_outermost = static_cast<std::ptrdiff_t>(StackTrace::most_outermost);
  stack.add(at);
  for (const Activation* caller = top - 1; caller > bottom; --caller) {
    if (stack.outermost.size() == StackTrace::most_outermost && caller - bottom > most_outermost) {
      stack.left_out += static_cast<std::uint64_t>(caller - bottom - most_outermost);
      caller = bottom + most_outermost;
    }
    // A call may be the last operation of its function.
    const Word* const call = caller->pc - 1;
    stack.add({func_at(*caller->module, call), call});
  }
}

}  // namespace modlink
