// Implementation limits. spec: appendix/implementation; D19
//
// Exceeding one throws LimitExceeded (stage `limit`), or at run time gives the outcome `limit`; it is never
// reported as malformed, invalid or a trap.
#pragma once

#include <cstdint>
#include <string>

#include "wast/syntax/index_spaces.h"

namespace modlink {

// A number with the name that it is set by. One without a name is not to be set.
class ImplementationLimit {
 public:
  constexpr ImplementationLimit(std::uint64_t value, const char* name = "") : value_(value), name_(name) {}
  constexpr ImplementationLimit(const ImplementationLimit&) = default;
  // Takes over the number, not the name.
  constexpr ImplementationLimit& operator=(ImplementationLimit other) {
    value_ = other.value_;
    return *this;
  }
  constexpr operator std::uint64_t() const { return value_; }
  constexpr std::uint64_t value() const { return value_; }
  // One on something of which there may be so many for each that this is about. It is raised with this one, as far as
  // numbers go.
  constexpr ImplementationLimit times(std::uint64_t factor) const {
    return {factor != 0 && value_ > UINT64_MAX / factor ? UINT64_MAX : value_ * factor, name_};
  }

  constexpr ImplementationLimit plus(std::uint64_t more) const {
    return {value_ > UINT64_MAX - more ? UINT64_MAX : value_ + more, name_};
  }

  // What follows a message: " (--limit types)", or nothing.
  std::string hint() const { return *name_ ? std::string(" (--limit ") + name_ + ")" : std::string(); }

 private:
  std::uint64_t value_;
  const char* name_;
};

struct ImplementationLimits {
#define LIMIT(name, value, meaning) ImplementationLimit name{value, #name};
#include "wast/syntax/implementation_limits.def"
};

// The limit on the size of an index space.
constexpr ImplementationLimit limit_on(const ImplementationLimits& limits, IndexSpace space) {
#define INDEX_SPACE(name, members, noun, limit, ...) \
  if (space == IndexSpace::name) return limits.limit;
#include "wast/syntax/index_spaces.def"
  return 0;
}

}  // namespace modlink
