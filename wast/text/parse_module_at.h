// Parsing of a module, or of other syntax, in the middle of a script. spec: text/modules
#pragma once

#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"
#include "wast/text/cursor.h"

namespace modlink::text {

// Parses `(module $id? field…)` at the cursor and moves behind it. Positions are those of the cursor's source.
// Throws Malformed or LimitExceeded; the cursor then stands anywhere.
Module parse_module_at(Cursor& cursor, const Features& features, const ImplementationLimits& limits);

// Parses module fields up to the end of the tokens: a source without `(module`.
Module parse_module_fields(Cursor& cursor, const Features& features, const ImplementationLimits& limits);

// Parses an abstract heap type such as `func`, `extern` or `any`, or the number of a type.
HeapType parse_heap_type_at(Cursor& cursor, const Features& features);

}  // namespace modlink::text
