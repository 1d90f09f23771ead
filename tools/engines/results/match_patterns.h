// Whether results match patterns. spec: the official suite's script grammar
#pragma once

#include "tools/engines/results/result.h"
#include "wast/script/script.h"

namespace modlink::engines {

bool match_pattern(const Result& result, const script::Pattern& pattern);

// Number and order count too.
bool match_patterns(const Results& results, const std::vector<script::Pattern>& patterns);

}  // namespace modlink::engines
