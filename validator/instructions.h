// Validation of instructions. spec: valid/instructions; appendix/algorithm
#pragma once

#include "validator/context.h"
#include "wast/binary/decode_instructions.h"

namespace modlink::validator {

// A function body against the type its definition declares. `names` are those of its locals, for messages;
// `list_operands` is where operands of long lists are counted (see OperandStack). Throws Invalid or LimitExceeded.
void check_func(const Context& context, const Func& func, const NameMap& names, std::uint64_t& list_operands);

// The same of a function whose code has only been found (Extent::unchecked), and which `decoder` is about to begin.
// Throws Malformed as well.
void check_unchecked_func(const Context& context, Func& func, const NameMap& names, std::uint64_t& list_operands,
                          binary::ExprDecoder& decoder);

// A constant expression of the given (closed) type. Globals it may read are those with an index below
// `visible_globals`. spec: valid/instructions, Constant Expressions
void check_const_expr(const Context& context, const Expr& expr, ValType expected, Index visible_globals);

// The functions that occur in `module` outside of functions and of the start function, nested modules aside.
// Sorted. spec: valid/modules, `C.refs`
std::vector<Index> declared_refs(const Module& module);

}  // namespace modlink::validator
