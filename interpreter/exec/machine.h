// The machine: a value stack and activations. spec: exec/runtime, Stack
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "interpreter/runtime/instance.h"
#include "interpreter/runtime/wait_queue.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

class Heap;  // interpreter/runtime/heap.h

// What `memory.atomic.wait` does where it has to wait: suspends the machine, to be resumed; or ends at once, since
// there is nobody else who could notify: timed out, or a deadlock, which is a limit. The latter also where a machine
// cannot be suspended: below a host function.
enum class Waiting : std::uint8_t { alone, suspend };

// One thread of execution. The machines of a store take turns.
class Machine {
 public:
  Machine(Store& store, const ImplementationLimits& limits);
  ~Machine();

  // Calls a function. `args` must have the types of its parameters (a mistake of the caller, asserted). Re-entrant:
  // a host function may call `invoke` again; wasm calls never recurse natively.
  // spec: exec/modules, Invocation
  Outcome invoke(const FuncInst& func, const Values& args, Waiting waiting = Waiting::alone);

  // While a host function runs: the instance whose code called it, null if the host itself did. This is how a host
  // function finds the memory that its arguments point into.
  const ModuleInst* caller() const;

  // After an outcome of kind `suspended`: what the machine waits for, with whether it has been notified. Null if it is
  // not suspended, or has been paused.
  const Wait* wait() const;
  // Lets the store's observer pause executions, which are suspended then; see interpreter/exec/observer.h.
  void let_pause(bool may_pause);
  bool is_suspended() const;
  // Goes on; ends a wait, as timed out unless it was notified.
  Outcome resume();
  // Ends the execution instead.
  void abandon();

  // Whether it is executing something. What is suspended is not being executed.
  bool is_busy() const;
  // Tells the collector what the stack may refer to.
  void mark_roots(Heap& heap) const;

 private:
  std::optional<Outcome> refusal(const FuncType& type);
  Outcome execute(const FuncInst& func, std::uint64_t* frame, bool is_new, bool may_suspend);
  Outcome finish(Outcome&& exit, const FuncInst& func, std::uint64_t* frame);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modlink
