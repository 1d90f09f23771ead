// The machine: a value stack and activations. spec: exec/runtime, Stack
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/runtime/instance.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

// How an execution ended.
struct Outcome {
  enum class Kind : std::uint8_t { done, trap, exception, limit, out_of_fuel };
  Kind kind = Kind::done;
  TrapCode trap = TrapCode::none;
  std::string message;  // of a trap that has more to say than its code, or which limit
  Values results;       // of done
};

class Machine {
 public:
  Machine(Store& store, const ImplementationLimits& limits);
  ~Machine();

  // Calls a function. `args` must have the types of its parameters (a mistake of the caller, asserted). Re-entrant:
  // a host function may call `invoke` again; wasm calls never recurse natively.
  // spec: exec/modules, Invocation
  Outcome invoke(const FuncInst& func, const Values& args);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modlink
