// What one instantiation may create. spec: appendix/implementation, Execution
#pragma once

#include <cstdint>

#include "validator/valid_module.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

// What one instantiation may still create, nested instances included. A module of a few kilobytes can ask for a
// thousand copies of a large one, so limits of each module alone would bound nothing.
class Budget {
 public:
  explicit Budget(const ImplementationLimits& limits);

  // Charges an instance of `code` made with `args` arguments. Throws LimitExceeded.
  void charge(const ValidModule& code, std::size_t args);
  // Charges instructions of constant expressions, before they are run. Throws LimitExceeded.
  void charge_constants(std::uint64_t instructions) { constants_.take(instructions); }

 private:
  class Account {
   public:
    Account(const ImplementationLimit& limit, const char* meaning) : left_(limit), limit_(limit), meaning_(meaning) {}
    void take(std::uint64_t amount) {
      if (amount > left_) fail();
      left_ -= amount;
    }

   private:
    [[noreturn]] void fail() const;

    std::uint64_t left_;
    ImplementationLimit limit_;
    const char* meaning_;
  };
  Account instances_;
  Account definitions_;
  Account memories_;  // each takes address space, of which there is less than of bytes
  Account elements_;
  Account bytes_;
  Account constants_;
};

}  // namespace modlink
