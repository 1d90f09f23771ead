// What relaxed vector instructions may give. spec: exec/numerics, Relaxed Operations
#pragma once

#include <array>
#include <cstddef>

#include "wast/syntax/instructions.h"
#include "wast/syntax/values.h"

namespace modlink {

// Vectors that differ from each other. Each is what an implementation gives that has chosen so for all executions; NaNs
// whose bits are open are the positive canonical one.
struct RelaxedResults {
  std::array<V128, 4> vectors = {};
  std::size_t count = 0;

  void add(const V128& vector);  // unless it is there
};
using RelaxedOperands = std::array<V128, 3>;  // as many of them as the instruction has

// All that the specification allows, that of the deterministic profile first. None of an instruction that is not
// relaxed.
RelaxedResults relaxed_results(Opcode op, const RelaxedOperands& operands);

}  // namespace modlink
