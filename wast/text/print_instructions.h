// Printing of instructions. spec: text/instructions
#pragma once

#include <string>

#include "wast/syntax/module.h"
#include "wast/text/print_names.h"

namespace modlink::text {

// What instructions of a function refer to.
struct FuncIdentifiers {
  const ModuleIdentifiers& module;
  Identifiers locals;
  Identifiers labels;  // in the order of their opening
};

// Appends the body of a function, one instruction a line, indented by block, without its final `end`. Hints become
// annotations.
void print_body(std::string& out, const Expr& expr, const FuncIdentifiers& ids, const std::vector<BranchHint>& hints,
                std::size_t depth);

// A constant expression on one line: " (i32.const 1)".
std::string const_expr(const Expr& expr, const ModuleIdentifiers& ids);

}  // namespace modlink::text
