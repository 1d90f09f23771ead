// Where operators have a choice: NaNs, and relaxed vector instructions.
// spec: exec/numerics, NaN Propagation, Relaxed Operations
#pragma once

#include <cstdint>

#include "interpreter/code/choices.h"
#include "interpreter/runtime/store.h"

namespace modlink {

// Notes NaNs among the results of an operator, which are in the slots from `result`, or makes others of them.
void choose_nans(Store& store, NanLanes lanes, std::uint64_t* result);
// Executes a relaxed instruction, with the operands in the slots from `operands`, where its result comes.
void choose_relaxed(Store& store, Opcode op, std::uint64_t* operands);

}  // namespace modlink
