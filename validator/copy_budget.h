// What may be copied where little is written: a name that a zero-level export brings into many types, a type that many
// modules name, a path through instances in instances. D3, D19
#pragma once

#include <cstdint>
#include <string>

#include "wast/syntax/error.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

class CopyBudget {
 public:
  // In bytes, as ValidModule::copy_limit.
  explicit CopyBudget(const ImplementationLimit& limit) : limit_(limit) {}

  const ImplementationLimit& limit() const { return limit_; }

  // Accounts for a type, an import or an export, and for the bytes of its name. Throws LimitExceeded.
  void spend(std::uint64_t name_bytes, Pos pos) {
    spent_ += item_size + name_bytes;
    if (spent_ > limit_)
      throw LimitExceeded(pos, "too many copied bytes: more than " + std::to_string(limit_.value()) + limit_.hint());
  }

 private:
  static constexpr std::uint64_t item_size = 256;  // of one in memory, about

  ImplementationLimit limit_;
  std::uint64_t spent_ = 0;
};

}  // namespace modlink
