// Functions that other functions may name as values. spec: valid/modules, `C.refs`; syntax/modules, Element Segments
#pragma once

#include <unordered_set>

#include "wast/syntax/module.h"

namespace modlink::rewrite {

// Adds the functions that `expr` names as values.
void collect_refs(const Expr& expr, std::unordered_set<Index>& refs);

// A function may name only those as values that occur outside of functions too: adds a declarative segment with those
// of `refs` that do not.
void declare_refs(Module& module, const std::unordered_set<Index>& refs);

}  // namespace modlink::rewrite
