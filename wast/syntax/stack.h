// What is left of the native stack, for the few functions that recurse. spec: appendix/implementation
#pragma once

#include <cstddef>

#include "wast/syntax/source.h"

namespace modlink {

// Whether no more of the stack is left than what does not recurse may need. False where its bounds are unknown, as
// those of a coroutine are.
bool is_stack_low();
// The same of what needs at least so many bytes.
bool is_stack_low(std::size_t needed);

// To be called at each step down into a module or a type that is nested in another: limits on their depth are numbers,
// but what a step takes depends on compiler and options, and how much there is on the thread. Throws LimitExceeded at
// `pos` when the stack is low.
void require_stack(Pos pos = no_pos);

}  // namespace modlink
