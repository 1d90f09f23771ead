// Whether results match patterns. spec: the official suite's script grammar
#pragma once

#include <cstdint>
#include <vector>

#include "tools/engines/results/result.h"
#include "wast/script/script.h"

namespace modlink::engines {

// The narrowest class of NaNs that a float of 32 or 64 bits is in; none of what is no NaN, or a signalling one.
// spec: syntax/values, Floating-Point: a canonical NaN has only the highest bit of its payload, an arithmetic one at
// least that.
script::NanPattern nan_class(std::uint64_t bits, unsigned width);

bool match_pattern(const Result& result, const script::Pattern& pattern);

// Number and order count too.
bool match_patterns(const Results& results, const std::vector<script::Pattern>& patterns);

}  // namespace modlink::engines
