// Modules that perform an action and look at what it gives, for hosts that cannot. spec: exec/instructions
#pragma once

#include <optional>
#include <string>

#include "tools/convert/known_modules.h"

namespace modlink::convert {

// Whether JavaScript cannot perform the action itself: it has arguments or results that have no JavaScript values, or
// NaNs, whose bits JavaScript does not keep. `type` is that of what the action names.
bool needs_checking_module(const script::Action& action, const ExternType& type);
// Whether it cannot tell these results from others.
bool needs_checking_module(const std::vector<script::Pattern>& results);

// A binary that imports "" "item", performs the action on it and exports "run", which gives 1 if the results match
// `expected`, or if nothing is expected. Throws Unsayable for what cannot be written without the host's references or
// the defined types of another module.
std::string checking_module(const script::Action& action, const ExternType& type,
                            const std::vector<script::Pattern>* expected);

}  // namespace modlink::convert
