// Patterns of results: NaN classes, lanes, references, alternatives. spec: the official suite's script grammar
#pragma once

#include <string>

#include "tools/engines/result.h"
#include "wast/script/script.h"

namespace modlink::runner {

bool match_pattern(const engines::Result& result, const script::Pattern& pattern);

// Number and order count too.
bool match_patterns(const engines::Results& results, const std::vector<script::Pattern>& patterns);

// `i32:1713`, `f32:nan:canonical`, `ref.null extern`, `either(i32:1 | i32:2)`.
std::string to_string(const script::Pattern& pattern);
// Joined by blanks; "nothing" if there are none.
std::string to_string(const std::vector<script::Pattern>& patterns);
// What was found where these were expected, in the notation of the pattern at its place: the lanes of vectors.
std::string to_string(const engines::Results& results, const std::vector<script::Pattern>& patterns);

}  // namespace modlink::runner
