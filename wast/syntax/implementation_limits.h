// Implementation limits. spec: appendix/implementation; D19
//
// Exceeding one throws LimitExceeded (stage `limit`), or at run time gives the outcome `limit`; it is never
// reported as malformed, invalid or a trap.
#pragma once

#include <cstdint>

namespace modlink {

struct ImplementationLimits {
#define LIMIT(name, value, meaning) std::uint64_t name = value;
#include "wast/syntax/implementation_limits.def"
};

}  // namespace modlink
