// The places of custom sections among definitions that move. spec: binary/modules, Custom Section
#pragma once

#include <optional>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink::rewrite {

// The custom sections keep their places among the definitions: `positions[i]` is where definition i is now, or
// nothing if it is gone.
void move_customs(Module& module, const std::vector<std::optional<std::size_t>>& positions);

// Takes those of the initial definitions away for which `gone` is true.
void erase_definitions(Module& module, const std::vector<bool>& gone);

}  // namespace modlink::rewrite
