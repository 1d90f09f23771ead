// Matching what the host supplies against what a module imports. spec: exec/values, External Typing; Subtyping.md
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "interpreter/runtime/store.h"
#include "validator/match.h"

namespace modlink {

// Why a value does not have an expected type. Built for a message: only when it does not.
struct ValMismatch {
  Mismatch mismatch;
  const Name* field = nullptr;  // the first name on the way, if the value is an instance
};

// Whether `val` has type `expected`. An instance is compared by those of its fields that are expected, so the cost is
// that of the expected type however large the instance is, and nothing is interned. Throws LimitExceeded if `effort`
// does.
std::optional<ValMismatch> match_val(Store& store, const ExternVal& val, const ExternType& expected,
                                     MatchEffort& effort);

// Finds and checks all imports of a module: a value for each ImportStep, in order. `find` maps a first name to a value;
// empty, it finds nothing. Throws Unlinkable "unknown import …" or "incompatible import type …" for the first import in
// error; LimitExceeded.
std::vector<ExternVal> bind_imports(Store& store, const ValidModule& module,
                                    const std::function<std::optional<ExternVal>(const Name&)>& find);

}  // namespace modlink
