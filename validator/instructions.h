// Validation of instructions. spec: valid/instructions; appendix/algorithm
#pragma once

#include "validator/context.h"

namespace modlink {

// A function body against the type its definition declares. `type` is closed. Throws Invalid or LimitExceeded.
void check_func(const Context& context, const Func& func);

// A constant expression of the given (closed) type. Globals it may read are those with an index below
// `visible_globals`. spec: valid/instructions, Constant Expressions
void check_const_expr(const Context& context, const Expr& expr, ValType expected, Index visible_globals);

// Adds to `refs` the functions that `expr` names by `ref.func`. spec: valid/modules, `C.refs`
void collect_refs(const Expr& expr, std::unordered_set<Index>& refs);

// Adds the functions that occur in `module` outside of functions and of the start function, nested modules aside.
// spec: valid/modules, `C.refs`
void collect_module_refs(const Module& module, std::unordered_set<Index>& refs);

}  // namespace modlink
