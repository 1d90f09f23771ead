// What the blocks of a function need that exceptions pass through: read before anything is rewritten, since a `try`
// says only at its end what becomes of its exceptions. spec: the legacy exception handling proposal
#pragma once

#include <cstdint>
#include <vector>

#include "wast/syntax/instructions.h"

namespace modlink::rewrite {

struct LegacyBlock {
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Handler {
    bool all = false;
    Index tag = 0;
    bool is_rethrown = false;
  };
  std::vector<Handler> handlers;
  // Of a `try` with `delegate`: the number of the block that gets its exceptions, which itself passes none on.
  std::uint32_t delegates_to = none;
  bool gets_delegated = false;
};

// By number: 0 is the function body, which leaves exceptions to the caller; the others are each `try` and `try_table`,
// in the order of their opening.
std::vector<LegacyBlock> legacy_blocks(const Expr& body);

}  // namespace modlink::rewrite
