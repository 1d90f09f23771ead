// What a module does, as text.
#pragma once

#include <string>

#include "interpreter/embedding.h"

namespace modlink::fuzz {

// Instantiates it with imports that do nothing, calls some of the functions that it exports, with default values, and
// says how each of that ended, what fuel was left, and what is in its memories, tables and globals then. `causes`,
// unless null, gets what the store has noted.
std::string executed(const ValidModulePtr& code, const ImplementationLimits& limits,
                     const ExecutionOptions& execution = {}, Causes* causes = nullptr);

}  // namespace modlink::fuzz
