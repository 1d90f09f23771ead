// Patterns of results: NaN classes, lanes, references, alternatives. spec: the official suite's script grammar
#pragma once

#include <string>

#include "tools/engines/results/match_patterns.h"
#include "wast/script/script.h"

namespace modlink::runner {

using engines::match_pattern;
using engines::match_patterns;

// `i32:1713`, `f32:nan:canonical`, `ref.null extern`, `either(i32:1 | i32:2)`.
std::string to_string(const script::Pattern& pattern);
// Joined by blanks; "nothing" if there are none.
std::string to_string(const std::vector<script::Pattern>& patterns);
// What was found where these were expected, in the notation of the pattern at its place: the lanes of vectors.
std::string to_string(const engines::Results& results, const std::vector<script::Pattern>& patterns);

}  // namespace modlink::runner
