// Executions step by step, forward and back. spec: exec/runtime, Configurations
//
// Executions are deterministic, so going back is going forward again from the beginning, in a new store: a snapshot of
// a store would have to copy all its memories, tables and objects.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/embedding.h"
#include "interpreter/exec/observer.h"

namespace modlink {

// What is executed: the instantiation of a module, and then calls of what the instance exports, until something does
// not end well.
struct Steppable {
  ValidModulePtr module;
  std::string title;  // see module_instantiate
  // Makes what the module imports, in a store of the module's TypeStore: again for each replay, so it has to do the
  // same each time. What it executes is no step. Empty: nothing is imported.
  std::function<Imports(Store&)> imports;
  struct Call {
    std::vector<Name> path;  // of a function: through exported instances
    Values args;             // that fit; references are null or the host's, as stores come and go
  };
  std::vector<Call> calls;
  ImplementationLimits limits = {};
  std::optional<std::uint64_t> fuel = {};  // see ExecutionOptions
};

// There is a step before each instruction, and before each return of a function; behind each event of an instantiation;
// and one at the end. What host functions have executed is done between two steps.
class Stepper {
 public:
  // At step 0, before everything.
  explicit Stepper(Steppable what);
  ~Stepper();
  Stepper(const Stepper&) = delete;
  Stepper& operator=(const Stepper&) = delete;

  // Which step it is at.
  std::uint64_t number() const;
  // At an event of the instantiation; null elsewhere.
  const InstantiationEvent* event() const;
  // Before an instruction or a return, in a function; null elsewhere.
  const ExecutionPoint* point() const;
  // The activations there, the innermost first; none elsewhere.
  std::vector<ObservedFrame> frames(std::size_t most = SIZE_MAX) const;
  // At the end, how it ended; null elsewhere. Of what did not end well, or of the last call.
  const Outcome* outcome() const;
  bool is_done() const { return outcome() != nullptr; }
  // Which of the calls is under way, or at the end was the last one; none during the instantiation.
  std::optional<std::size_t> call() const;
  // Null until the instantiation is done.
  const ModuleInst* instance() const;
  // What everything is in: for what cannot be seen in frames. Another one after going back. Nothing is executed in it,
  // and it is not reset.
  Store& store();

  // Each goes to the next step of its sort, or to the end. False if it was at the end already. What a host function
  // throws leaves these, and the first step is the next one again.
  bool step();
  // Behind what is called here: in the same function, or what called it.
  bool step_over();
  // In what called this function, behind the call.
  bool step_out();
  // An event of the instantiation.
  bool step_instantiation();
  bool run();

  // Each goes to the last step of its sort before this one, or to step 0. False if it was there already. Takes as long
  // as all that was executed so far.
  bool back();
  bool back_over();
  bool back_out();  // to the call of this function
  bool back_instantiation();

  // To the step of a number, forward or back; to the end if there are fewer.
  void go_to(std::uint64_t number);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modlink
