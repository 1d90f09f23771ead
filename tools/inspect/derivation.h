// The answer to "is A usable where B is expected?" spec: Subtyping.md; D16
#pragma once

#include <optional>
#include <string>

#include "validator/match.h"

namespace modlink::inspect {

// "yes\n", or "no\n" and lines that say where, by which rule, and what was expected and found.
std::string derivation(const std::optional<Mismatch>& mismatch);

}  // namespace modlink::inspect
