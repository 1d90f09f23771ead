// What executions call and write, as events: for logs, by which engines can be compared. spec: exec/runtime
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "interpreter/exec/observer.h"

namespace modlink {

// Something that an instantiation or an execution has done. What it refers to lives as long as it is told.
struct ExecutionEvent {
  enum class Kind : std::uint8_t {
    instantiate,   // an instance has been begun: nothing is in it yet
    call,          // a function of a module has been called; these are its arguments
    call_host,     // code of the instance calls a host function
    return_,       // a function of a module returns these results
    memory_write,  // bytes have been written, by an instruction or an active segment,
    table_write,   // or elements
    global_set,    // a global has been set to this value
  };
  Kind kind = Kind::instantiate;
  const ModuleInst* instance = nullptr;
  std::uint64_t number = 0;             // of the instance
  Index index = 0;                      // of the function, memory, table or global in the instance's index space
  std::uint64_t address = 0;            // of what was written: its beginning,
  std::uint64_t count = 0;              // how many bytes or elements,
  std::span<const std::uint8_t> bytes;  // and what is there now
  std::span<const Ref> elems;
  const ExecutionPoint* point = nullptr;  // these two are what `values` reads
  const Values* listed = nullptr;

  // The arguments, the results, or the value of a global: all, or the topmost ones of many.
  ListedValues values() const;
};

// Tells of executions by events, in their order. An instruction that traps has written nothing. What grows is no event,
// and neither is what the host writes; atomic instructions count as if they had written what is there afterwards.
// Instances are numbered in the order of their instantiation.
class EventObserver final : public ExecutionObserver {
 public:
  // Must not execute anything in the store, and change nothing in it. What it throws ends what is executed: with the
  // outcome `limit` if that is std::bad_alloc; anything else leaves `func_invoke` and `module_instantiate` as it does
  // where a host function throws it.
  using Sink = std::function<void(const ExecutionEvent&)>;

  explicit EventObserver(Sink sink) : sink_(std::move(sink)) {}

  // For a store that it outlives.
  Observation observation() { return {this, true}; }
  // The instance of a number; null if there is none.
  const ModuleInst* instance(std::uint64_t number) const;
  // Begins anew, for a store that has been reset.
  void forget();

  bool at(const ExecutionPoint& point) override;
  bool instantiating(const InstantiationEvent& event) override;
  void invoked(const FuncInst& func, const Values& args) override;
  void ended(const FuncInst& func, const Outcome& outcome) override;
  void host_called(const FuncInst& func, const Values& args, const ModuleInst* caller, std::size_t depth) override;
  void host_returned(const FuncInst& func, const Outcome& outcome, std::size_t depth) override;

 private:
  using Kind = ExecutionEvent::Kind;

  ExecutionEvent event_of(Kind kind, const ModuleInst& instance, Index index) const;
  void tell_call(Kind kind, const ExecutionPoint& point);
  void tell_write(ExecutionEvent event);
  void note_instruction(const ExecutionPoint& point);
  void note_write(Kind kind, const ModuleInst& instance, Index index, std::uint64_t address, std::uint64_t count);
  bool note_memory_write(const ExecutionPoint& point);
  bool note_table_write(const ExecutionPoint& point);
  void finish_write();

  const Sink sink_;
  std::vector<const ModuleInst*> instances_;
  std::unordered_map<const ModuleInst*, std::uint64_t> numbers_;
  std::optional<ExecutionEvent> pending_;  // of an instruction that has not been executed yet
};

}  // namespace modlink
