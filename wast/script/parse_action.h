// Parsing of actions, their arguments, and result patterns. spec: the official suite's script grammar; D20
#pragma once

#include "wast/script/script.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/text/cursor.h"

namespace modlink::script {

// `(invoke $i? "name"+ const*)` or `(get $i? "name"+)`. Throws Malformed, as all of these.
Action parse_action(text::Cursor& cursor);

// `"name"+`
std::vector<Name> parse_path(text::Cursor& cursor);

// Patterns up to the next `)`. Throws LimitExceeded too.
std::vector<Pattern> parse_patterns(text::Cursor& cursor, const ImplementationLimits& limits);

// Throws LimitExceeded for what is nested deeper in its like than scripts may be: "scripts nested too deeply".
void check_nesting(std::uint64_t depth, const ImplementationLimits& limits, Pos pos, const char* what);

// What `assert_return_canonical_nan` and its kin expect: a NaN of that class and of either width.
Pattern any_nan(At at, NanPattern nan);

}  // namespace modlink::script
