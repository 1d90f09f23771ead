// Why one type matches another, or does not, step by step. spec: Subtyping.md; valid/matching; D16
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "validator/match.h"

namespace modlink::inspect {

// Whether `found` matches `expected`, by which rule, and what that rests on.
struct MatchingStep {
  std::vector<std::string> path;  // as in Mismatch: `export "malloc"`, `import "libc"`, …
  std::string rule;               // likewise: "Subtyping.md, Instance Subtyping", "matching/functions"
  bool matches = false;
  std::string found;  // "nothing" where something is missing
  std::string expected;
  // For each import and export that counts, of which the found type's imports go the other way round. Those of a step
  // that does not match end with the one that does not.
  std::vector<MatchingStep> premises = {};
  std::size_t left_out = 0;  // premises that there is no room for
};

// At most some thousand steps, and not too deep. Throws LimitExceeded if `effort` does.
MatchingStep matching_steps(TypeStore& store, const ExternType& found, const ExternType& expected, MatchEffort& effort);

}  // namespace modlink::inspect
