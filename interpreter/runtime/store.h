// The store. spec: exec/runtime, Store
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <tuple>

#include "interpreter/runtime/heap.h"
#include "interpreter/runtime/instance.h"
#include "interpreter/runtime/interruption.h"
#include "interpreter/runtime/nondeterminism.h"
#include "interpreter/runtime/outcome.h"
#include "interpreter/runtime/stable_list.h"
#include "interpreter/runtime/store_budget.h"
#include "interpreter/runtime/wait_queue.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

// What those that execute keep with a store, for as long as it lives. They make it on its first use: `engine_of` in
// interpreter/exec/engine.h.
class Attachment {
 public:
  virtual ~Attachment() = default;
  // Tells the collector what it refers to.
  virtual void mark_roots(Heap& heap) const = 0;
  // Whether something is being executed.
  virtual bool is_busy() const = 0;
};

class ExecutionObserver;  // interpreter/exec/observer.h

// Who is told what a store executes.
struct Observation {
  ExecutionObserver* observer = nullptr;  // outlives the store; null: nobody
  // Of each instruction, which is then executed by itself; otherwise only of calls and returns.
  bool instructions = true;
};

// How a store executes functions.
struct ExecutionOptions {
  // If given, executions are metered: each instruction of the abstract syntax that wasm functions execute takes one
  // unit, a `loop` each time it is branched to; what divides and ends blocks (`else`, `end`, `catch`) takes none, nor
  // do host functions and constant expressions. Where nothing is left executions end before the next instruction, with
  // the outcome `out_of_fuel`.
  std::optional<std::uint64_t> fuel = {};
  // Whether several instructions may become one operation. The outcomes are the same: for tests, and for those who
  // doubt it.
  bool fuses = true;
  Observation observation = {};
  Choices choices = Choices::deterministic;
};

// Owns every instance; all else holds plain pointers, valid as long as the store. Belongs to one thread at a time, but
// for `interruption`; several stores run in parallel.
class Store {
 public:
  explicit Store(TypeStorePtr types, ImplementationLimits limits = {}, ExecutionOptions execution = {});
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  TypeStore& types() { return *types_; }
  const TypeStorePtr& type_store() const { return types_; }
  const ImplementationLimits& limits() const { return limits_; }
  const ExecutionOptions& execution() const { return execution_; }
  // Nothing, unless executions are metered.
  std::optional<std::uint64_t> fuel() const { return execution_.fuel ? std::optional(fuel_) : std::nullopt; }
  // Only where executions are metered.
  void set_fuel(std::uint64_t fuel);
  // What executions take fuel from.
  std::uint64_t& fuel_left() { return fuel_; }
  // Why what was executed so far may come to something else in another engine. `nan` and `relaxed_simd` are noted only
  // where `execution().choices` says so. Results of host functions are the host's affair.
  Causes nondeterminism() const { return nondeterminism_; }
  void note(Nondeterminism cause) { nondeterminism_.add(cause); }
  void forget_nondeterminism() { nondeterminism_ = {}; }
  // To end executions from another thread.
  Interruption& interruption() { return interruption_; }
  // What memories, tables, element segments and objects may still take.
  StoreBudget& budget() { return budget_; }
  // Null until something is attached, once.
  Attachment* attachment() const { return attachment_.get(); }
  void attach(std::unique_ptr<Attachment> attachment);
  // Suspended machines that wait to be notified.
  WaitQueue& waits() { return waits_; }
  Heap& heap() { return heap_; }
  // Frees all that is in the store, which is as if it were new: but for its types, and for the fuel. What pointed into
  // it is dangling then, and RefHandles are null. False, and no change, while something is being executed or
  // instantiated.
  bool reset();
  // While one lives something is being instantiated.
  class Use {
   public:
    explicit Use(Store& store) : store_(store) { ++store_.uses_; }
    ~Use() { --store_.uses_; }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

   private:
    Store& store_;
  };
  // Whether it is in this store; it may point anywhere.
  bool owns(const ExternVal& val) const;
  // The same of a reference, unless what it refers to has been freed. Null, numbers and host references are anyone's.
  bool owns(Ref ref) const;
  // Tells the collector what is reachable from the instances and the attachment.
  void mark_roots(Heap& heap) const;

  // Allocation. spec: exec/modules, Allocation
  ModuleInst* add(ModuleInst module);
  // An InstOf of any kind.
  template <class Inst>
  auto add(Inst inst) {
    return std::get<StableList<Inst>>(insts_).add(std::move(inst));
  }

  // Everything of a kind, in the order of its allocation: for inspection.
  template <class Inst>
  const StableList<Inst>& all() const {
    return std::get<StableList<Inst>>(insts_);
  }
  const StableList<ModuleInst>& modules() const { return modules_; }

 private:
  template <IndexSpace space>
  struct AllOf : std::type_identity<StableList<std::remove_const_t<typename InstOf<space>::type>>> {};
  using Lists = PerExternKind<AllOf, std::tuple>;

 public:
  // How many there are of each kind, module instances aside.
  using Sizes = std::array<std::size_t, std::tuple_size_v<Lists>>;
  Sizes sizes() const;
  // Destroys what has been added since, which nothing may refer to.
  void truncate(const Sizes& sizes);

 private:
  TypeStorePtr types_;
  ImplementationLimits limits_;
  ExecutionOptions execution_;
  std::uint64_t fuel_;
  Causes nondeterminism_;
  Interruption interruption_;
  StoreBudget budget_;  // outlives those that give back
  Heap heap_;
  WaitQueue waits_;
  std::unique_ptr<Attachment> attachment_;
  Lists insts_;
  StableList<ModuleInst> modules_;
  std::size_t uses_ = 0;
};

// How what makes an object ends that the heap has no room for.
Outcome heap_limit(const Store& store);

// Notes that an execution or an instantiation ended so, if that is by no rule.
// spec: exec/runtime, Results; appendix/implementation, Execution
void note_end(Store& store, const Outcome& outcome);

}  // namespace modlink
