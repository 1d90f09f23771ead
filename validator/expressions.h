// Validation of expressions: what bodies and constant expressions share. spec: valid/instructions, Expressions
#pragma once

#include "validator/locals.h"
#include "validator/operand_stack.h"

namespace modlink::validator {

// An instruction sequence that ends in `end` and leaves the results of `type`; its parameters are locals. Throws
// Invalid or LimitExceeded. `list_operands` is where operands of long lists are counted (see OperandStack).
void check_expr(const Context& context, const Expr& expr, Locals& locals, const BlockSignature& type,
                std::uint64_t& list_operands);

}  // namespace modlink::validator
