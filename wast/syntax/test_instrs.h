// What tests ask about single instructions of an expression.
#pragma once

#include <vector>

#include "wast/syntax/instructions.h"

namespace modlink {

// The instructions of `expr`, its `end` included.
inline std::vector<Instr> instrs_of(const Expr& expr) { return {expr.begin(), expr.end()}; }

}  // namespace modlink
