// All that can be done with a module, one thing after the other.
#pragma once

#include <functional>

#include "tools/fuzz/mutation.h"

namespace modlink::fuzz {

// Decodes or parses an input, validates, prints, encodes, inspects and transforms what comes of it, and runs it with
// imports that do nothing, each below lowered limits. Whatever is wrong with the input is fine. Throws
// std::logic_error, which says so, if what was printed, encoded or made of a module is not well formed or valid, or not
// the same again. `before_running` is called before code of the module runs, which may not end.
void exercise(const Input& input, const std::function<void()>& before_running);

}  // namespace modlink::fuzz
