// How large instances are. spec: appendix/implementation, Execution
#pragma once

#include <cstdint>

#include "validator/valid_module.h"

namespace modlink {

// The definitions and exports of an instance, each of which takes some memory: what the limit on instantiated
// definitions counts.
std::uint64_t count_definitions(const ValidModule& code);

}  // namespace modlink
