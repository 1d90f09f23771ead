// The machine: a value stack and activations. spec: exec/runtime, Stack
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/runtime/instance.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

class Heap;  // interpreter/runtime/heap.h

// How an execution ended.
struct Outcome {
  enum class Kind : std::uint8_t { done, trap, exception, limit, out_of_fuel };
  Kind kind = Kind::done;
  TrapCode trap = TrapCode::none;
  std::string message;  // of a host's trap, or which limit
  Values results;       // of done
  Ref exception = {};   // of exception; hold it with a RefHandle to keep it
};

class Machine {
 public:
  Machine(Store& store, const ImplementationLimits& limits);
  ~Machine();

  // Calls a function. `args` must have the types of its parameters (a mistake of the caller, asserted). Re-entrant:
  // a host function may call `invoke` again; wasm calls never recurse natively.
  // spec: exec/modules, Invocation
  Outcome invoke(const FuncInst& func, const Values& args);

  // Tells the collector what the stack may refer to.
  void mark_roots(Heap& heap) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modlink
