// Implementation limits. spec: appendix/implementation; D19
//
// Exceeding one throws LimitExceeded (stage `limit`), or at run time gives the outcome `limit`; it is never
// reported as malformed, invalid or a trap.
#pragma once

#include <cstdint>

#include "wast/syntax/index_spaces.h"

namespace modlink {

struct ImplementationLimits {
#define LIMIT(name, value, meaning) std::uint64_t name = value;
#include "wast/syntax/implementation_limits.def"
};

// The limit on the size of an index space.
constexpr std::uint64_t limit_on(const ImplementationLimits& limits, IndexSpace space) {
#define INDEX_SPACE(name, members, noun, limit, ...) \
  if (space == IndexSpace::name) return limits.limit;
#include "wast/syntax/index_spaces.def"
  return 0;
}

}  // namespace modlink
