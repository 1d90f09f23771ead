// The store. spec: exec/runtime, Store
#pragma once

#include <deque>
#include <memory>
#include <unordered_map>

#include "interpreter/runtime/heap.h"
#include "interpreter/runtime/instance.h"
#include "interpreter/runtime/wait_queue.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

class Machine;  // interpreter/exec/machine.h

// Owns every instance; all else holds plain pointers, valid as long as the store. Belongs to one thread at a time;
// several stores run in parallel.
class Store {
 public:
  explicit Store(TypeStorePtr types, ImplementationLimits limits = {});
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  TypeStore& types() { return *types_; }
  const TypeStorePtr& type_store() const { return types_; }
  const ImplementationLimits& limits() const { return limits_; }
  // The machine whose turn it is. A store begins with one; threads of a script have further ones.
  Machine& machine() { return *machine_; }
  Machine& add_machine();
  void use(Machine& machine) { machine_ = &machine; }
  // Suspended machines that wait to be notified.
  WaitQueue& waits() { return waits_; }
  Heap& heap() { return heap_; }
  // Tells the collector what is reachable from the instances and the machine.
  void mark_roots(Heap& heap) const;

  // Allocation. spec: exec/modules, Allocation
  FuncInst* add(FuncInst func);
  TableInst* add(TableInst table);
  MemoryInst* add(MemoryInst memory);
  GlobalInst* add(GlobalInst global);
  TagInst* add(TagInst tag);
  ModuleInst* add(ModuleInst module);
  const ModuleValue* add(ModuleValue module);
  const InstanceValue* add(InstanceValue instance);

  // Everything of a kind, in the order of its allocation: for inspection.
  const std::deque<MemoryInst>& memories() const { return memories_; }
  const std::deque<TableInst>& tables() const { return tables_; }
  const std::deque<GlobalInst>& globals() const { return globals_; }

  // The lowered code of a module: made empty on first use, filled function by function on first call.
  ModuleCode& code_of(const ValidModulePtr& module);
  // The names of a module's exports.
  const std::shared_ptr<const ExportNames>& export_names_of(const ValidModulePtr& module);

 private:
  // What all instances of a module in this store share. Keeps the module alive, so that its address is not reused.
  struct Shared {
    ValidModulePtr module;
    std::unique_ptr<ModuleCode> code;
    std::shared_ptr<const ExportNames> names;
  };
  Shared& shared(const ValidModulePtr& module);

  TypeStorePtr types_;
  ImplementationLimits limits_;
  Heap heap_;
  WaitQueue waits_;
  std::deque<std::unique_ptr<Machine>> machines_;
  Machine* machine_;
  std::deque<FuncInst> funcs_;
  std::deque<TableInst> tables_;
  std::deque<MemoryInst> memories_;
  std::deque<GlobalInst> globals_;
  std::deque<TagInst> tags_;
  std::deque<ModuleInst> modules_;
  std::deque<ModuleValue> module_values_;
  std::deque<InstanceValue> instance_values_;
  std::unordered_map<const ValidModule*, Shared> shared_;
};

}  // namespace modlink
