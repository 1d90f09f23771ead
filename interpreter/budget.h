// What one instantiation may create, and why it fails. spec: appendix/implementation, Execution
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "interpreter/exec/machine.h"

namespace modlink {

// Why instantiation stopped: a trap, an exception, a limit. nullopt: it did not.
using Failure = std::optional<Outcome>;

Failure limit_failure(std::string message);

// What one instantiation may still create, nested instances included. A module of a few kilobytes can ask for a
// thousand copies of a large one, so limits of each module alone would bound nothing.
class Budget {
 public:
  explicit Budget(const ImplementationLimits& limits);

  // Charges an instance of `code` made with `args` arguments.
  Failure charge(const ValidModule& code, std::size_t args);

 private:
  class Account {
   public:
    Account(std::uint64_t limit, const char* meaning) : left_(limit), limit_(limit), meaning_(meaning) {}
    Failure take(std::uint64_t amount);

   private:
    std::uint64_t left_;
    std::uint64_t limit_;
    const char* meaning_;
  };
  Account instances_;
  Account definitions_;
  Account memories_;  // each takes address space, of which there is less than of bytes
  Account elements_;
  Account bytes_;
};

}  // namespace modlink
