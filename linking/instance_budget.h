// How many instances may come of one module, and how large ones. spec: appendix/implementation, Execution
#pragma once

#include <cstdint>
#include <set>

#include "validator/valid_module.h"
#include "wast/syntax/error.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

// What is left of a limit on something that is taken bit by bit.
class Account {
 public:
  // `meaning` is what is counted, for messages: "memories created by one instantiation".
  Account(const ImplementationLimit& limit, const char* meaning) : left_(limit), limit_(limit), meaning_(meaning) {}

  // Throws LimitExceeded if not as much is left.
  void take(std::uint64_t amount, Pos pos = no_pos) {
    if (amount > left_) fail(pos);
    left_ -= amount;
  }

 private:
  [[noreturn]] void fail(Pos pos) const;

  std::uint64_t left_;
  ImplementationLimit limit_;
  const char* meaning_;
};

// What a Linker may still begin, nested instances included. A module of a few kilobytes can ask for a thousand copies
// of a large one, so limits of each module alone would bound nothing; they do bound what one instance of each takes.
class InstanceBudget {
 public:
  explicit InstanceBudget(const ImplementationLimits& limits);

  // Charges an instance of `code` made with `args` arguments: one, and unless it is the first of `code` its definitions
  // and exports, each of which takes some memory. Throws LimitExceeded at `pos`.
  void charge(const ValidModule& code, std::size_t args, Pos pos = no_pos);

 private:
  Account instances_;
  Account definitions_;
  std::set<const ValidModule*> begun_;
};

}  // namespace modlink
