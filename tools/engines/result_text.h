// Values as any engine tells them, as text. spec: exec/runtime, Values
#pragma once

#include <string>

#include "tools/engines/results/result.h"

namespace modlink::engines {

// "ref.func", "ref.extern": the word of a pattern that such a reference matches.
const char* keyword(RefClass ref);

// `i32:1713`, `f32:nan:0x400000`, `ref.null`, `ref.extern 1`; a vector in lanes `v128:i32x4 …`.
std::string to_string(const Result& result);
// A vector in these lanes: 8, 16, 32 or 64 bits each, floating or not.
std::string vector_text(const Result& vector, unsigned lane_bits, bool floating);
// Of a number without its type, by its bits: `-1`, `1.5`, `-nan:0x200000`.
std::string number_text(ValKind type, std::uint64_t bits);

}  // namespace modlink::engines
