// Patterns of results: NaN classes, lanes, references, alternatives. spec: the official suite's script grammar
#pragma once

#include <string>

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"
#include "wast/script/script.h"

namespace modlink::runner {

bool match_pattern(const Value& value, const script::Pattern& pattern, const TypeStore& store);

// Number and order count too.
bool match_patterns(const Values& values, const std::vector<script::Pattern>& patterns, const TypeStore& store);

// `i32:1713`, `f32:nan:canonical`, `ref.null extern`, `either(i32:1 | i32:2)`.
std::string to_string(const script::Pattern& pattern);
// Joined by blanks; "nothing" if there are none.
std::string to_string(const std::vector<script::Pattern>& patterns);

}  // namespace modlink::runner
