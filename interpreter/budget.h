// What one instantiation may create. spec: appendix/implementation, Execution
#pragma once

#include <cstdint>

#include "interpreter/runtime/instance.h"
#include "linking/instance_budget.h"

namespace modlink {

// What one instantiation may still create, nested instances included.
class Budget {
 public:
  explicit Budget(const ImplementationLimits& limits);

  // Charges an instance of `code` made with `args` arguments. Throws LimitExceeded.
  void charge(const ValidModule& code, std::size_t args) { instances_.charge(code, args); }
  // Charges what the definitions of an instance take, which it does not have yet. Throws DefinitionLimit.
  void charge_definitions(const ModuleInst& inst);
  // Charges instructions of constant expressions, before they are run. Throws LimitExceeded.
  void charge_constants(std::uint64_t instructions) { constants_.take(instructions); }

 private:
  InstanceBudget instances_;
  Account memories_;  // each takes address space, of which there is less than of bytes
  Account elements_;
  Account bytes_;
  Account constants_;
};

}  // namespace modlink
