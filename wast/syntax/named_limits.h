// The implementation limits by their names, for those who set and show them. D19
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "wast/syntax/implementation_limits.h"

namespace modlink {

struct NamedLimit {
  const char* name;
  ImplementationLimit ImplementationLimits::*member;
  const char* meaning;
  std::uint64_t ceiling = UINT64_MAX;  // beyond which it cannot be set
};

inline constexpr NamedLimit named_limits[] = {
#define LIMIT(name, value, meaning) {#name, &ImplementationLimits::name, meaning},
#define CAPPED_LIMIT(name, value, ceiling, meaning) {#name, &ImplementationLimits::name, meaning, ceiling},
#include "wast/syntax/implementation_limits.def"
};

// Null if none is called so.
inline const NamedLimit* find_limit(std::string_view name) {
  const auto is_called_so = [name](const NamedLimit& limit) { return limit.name == name; };
  const NamedLimit* const found = std::find_if(std::begin(named_limits), std::end(named_limits), is_called_so);
  return found == std::end(named_limits) ? nullptr : found;
}

}  // namespace modlink
