// Parsing of actions, their arguments, and result patterns. spec: the official suite's script grammar; D20
#pragma once

#include "wast/script/script.h"
#include "wast/text/cursor.h"

namespace modlink::script {

// `(invoke $i? "name"+ const*)` or `(get $i? "name"+)`. Throws Malformed, as all of these.
Action parse_action(text::Cursor& cursor);

// `"name"+`
std::vector<Name> parse_path(text::Cursor& cursor);

// Patterns up to the next `)`.
std::vector<Pattern> parse_patterns(text::Cursor& cursor);

// What `assert_return_canonical_nan` and its kin expect: a NaN of that class and of either width.
Pattern any_nan(At at, NanPattern nan);

}  // namespace modlink::script
