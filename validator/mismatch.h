// Differences found by matching, and how they are told. spec: valid/matching; Subtyping.md
#pragma once

#include <vector>

#include "validator/match.h"
#include "wast/syntax/identifiers.h"

namespace modlink {

enum class ExternSide : std::uint8_t { import, export_ };

// One step of the way into a module or instance type. The name is null at the root.
struct Step {
  ExternSide side = ExternSide::export_;
  const Name* name = nullptr;
};

// Where matching failed. The types live as long as the types that were compared.
struct Difference {
  std::size_t pair;         // the matcher's: in which pair of types
  Step step;                // which import or export of it
  const ExternType* found;  // null if there is none of that name
  const ExternType* expected;
};

Mismatch describe(const TypeStore& store, const Difference& difference, const std::vector<Step>& path);

}  // namespace modlink
