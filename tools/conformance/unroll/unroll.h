// Scripts with repetition written as such: a `.wast.in` says what a `.wast` of thousands of lines would say.
//
// - `{for n = 1..64}`: the lines up to `{end}` for each n, from a higher number to a lower one downwards;
// - `{n}`, `{n-1}`, `{n+1}`: the number, in such lines;
// - `{leb 14*n+11}`: as bytes of a string: LEB128 of the number, always two of them;
// - `{100 times (module }`: what follows `times ` and its blank, again and again.
//
// A line that repetition makes too long is broken, and so is a string in it.
#pragma once

#include <string>

#include "wast/syntax/source.h"

namespace modlink::conformance {

// The script. Throws Malformed where braces do not say one of the above.
std::string unroll(const Source& source);

}  // namespace modlink::conformance
