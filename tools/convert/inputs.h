// The files that scripts read.
#pragma once

#include <string>
#include <vector>

#include "tools/convert/conversion.h"

namespace modlink::convert {

// Those that a script names by `(input …)`, and those that these name, as far as they can be read. They need not be
// there.
std::vector<std::string> inputs_of(const Input& input);

}  // namespace modlink::convert
