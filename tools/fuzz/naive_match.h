// Matching once more, as the rules are written and as slowly: nothing is remembered, no type is known by its id, and
// nothing of validator/match.cc or the tables is used. What that does is held against it. spec: valid/matching;
// Subtyping.md
#pragma once

#include "validator/type_store.h"

namespace modlink::fuzz {

// Exponential in the depth of the types.
bool naively_matches(const TypeStore& store, const ExternType& a, const ExternType& b);

}  // namespace modlink::fuzz
