// The simplest values. spec: syntax/values; exec/runtime, Values
#pragma once

#include <optional>

#include "wast/syntax/instructions.h"

namespace modlink::shrink {

// Appends the constant 0 of a type, closed or not, or a null reference; false, and nothing appended, if it has neither.
bool append_zero(Expr& expr, ValType type);
// `t.const 0 end`.
std::optional<Expr> zero_expr(ValType type);
// `unreachable end`.
Expr unreachable_expr();

}  // namespace modlink::shrink
