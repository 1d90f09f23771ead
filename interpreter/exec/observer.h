// Observers of executions: what they are told, and what they can see. spec: exec/runtime, Configurations
//
// A store is given its observer when it is made (ExecutionOptions::observation). Other stores do not pay for it: their
// code has no places at which anybody is told anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "interpreter/code/code.h"
#include "interpreter/runtime/instance.h"

namespace modlink {

struct Activation;  // interpreter/exec/stack.h

// A step of an execution, as long as the observer is told of it; if that pauses the machine, until it goes on.
struct ExecutionPoint {
  const FuncInst* func = nullptr;  // of a module
  const CodeStep* step = nullptr;
  const std::uint64_t* slots = nullptr;    // the frame
  const Activation* activation = nullptr;  // behind that of its caller
  std::size_t depth = 0;                   // calls under way on this machine; 1 or more
  bool may_pause = false;                  // whether the machine can be paused here

  bool is(StepKind kind) const { return step->kind == kind; }
  // Of the instruction. Of `enter` and `leave`, that of the function.
  Pos pos() const;
  // The instance whose code called the function; null: the host did.
  const ModuleInst* caller() const;
};

// Values that an instruction takes or gives: all, or the topmost ones of many.
struct ListedValues {
  Values values;
  std::uint64_t left_out = 0;  // below them
};

// Of `instruction`, what it takes: of a block its parameters. Of `enter`, the arguments; of `leave`, the results.
ListedValues operands(const ExecutionPoint& point);
// Of an instruction that has been executed in the frame of `point`, and went on behind itself: what it gave.
ListedValues results(const CodeStep& executed, const ExecutionPoint& point);

// An activation. spec: exec/runtime, Activation Frames
struct ObservedFrame {
  const FuncInst* func = nullptr;
  // Of a caller its call; its `enter` if instructions are not observed, and then it has no operands.
  const CodeStep* step = nullptr;
  const std::uint64_t* slots = nullptr;
  bool is_caller = false;

  // All locals, and all operands. Of a caller the arguments of the call are no operands any more. Takes as long as
  // validating the function.
  Values locals() const;
  Values operands() const;
};

// The activations of the execution that `point` is in, the innermost first: at most `most`. Those of an execution that
// called the host function which began this one are not among them.
std::vector<ObservedFrame> frames(const ExecutionPoint& point, std::size_t most = SIZE_MAX);

// Something that an instantiation has done, or is about to do.
struct InstantiationEvent {
  enum class Kind : std::uint8_t {
    begin,   // of an instance: nothing is in it yet
    import,  // has been given what is imported,
    alias,   // a field of an instance,
    outer,   // a module of an enclosing instance,
    module,  // or a nested module
    elem,    // an active segment has been copied to a table,
    data,    // or to a memory
    start,   // the start function is called next
    end,     // the instance is complete
  };
  Kind kind = Kind::begin;
  const ModuleInst* instance = nullptr;
  IndexSpace space = IndexSpace::instance;  // of what there is now: what was given, the segment, the start function
  Index index = 0;                          // in that index space; of `begin` and `end`, where its creator has it
  Pos pos = no_pos;                         // in `source()`
  const Name* name = nullptr;               // of an import or a field
  Index from = 0;                           // the instance that a field is of
  std::uint64_t address = 0;                // of segments: where they went
  std::uint64_t count = 0;                  // elements or bytes
  const Module* written_in = nullptr;       // what has `pos` in its source, if that is another module

  // Nested modules that come from files of their own have their own sources.
  const SourcePtr& source() const { return (written_in ? *written_in : instance->code->module).source; }
};

// Its functions must not execute anything in the store. Those that give a bool may pause what is executed by giving
// true: only for a Stepper (interpreter/stepping.h), which goes on with it, and of executions where `may_pause` is
// true.
class ExecutionObserver {
 public:
  virtual ~ExecutionObserver() = default;
  virtual bool at(const ExecutionPoint& point) = 0;
  virtual bool instantiating(const InstantiationEvent&) { return false; }
  // The host calls a function, from outside or from a host function, and how that ended. A machine that is suspended
  // has not ended, but is told of too; that an exception of C++ ended it is not.
  virtual void invoked(const FuncInst&, const Values& /*args*/) {}
  virtual void ended(const FuncInst&, const Outcome&) {}
  // A host function is called by code of `caller`, null for the host; `depth` as that of an ExecutionPoint.
  virtual void host_called(const FuncInst&, const Values& /*args*/, const ModuleInst* /*caller*/,
                           std::size_t /*depth*/) {}
  virtual void host_returned(const FuncInst&, const Outcome&, std::size_t /*depth*/) {}
  // Instead of that: an exception of C++ leaves it.
  virtual void host_left(const FuncInst&) noexcept {}
};

}  // namespace modlink
