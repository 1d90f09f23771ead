// What executes the functions of a store: machines, and the code they run. spec: exec/runtime, Configurations
#pragma once

#include <list>
#include <map>
#include <memory>

#include "interpreter/code/code.h"
#include "interpreter/exec/machine.h"
#include "interpreter/runtime/store.h"

namespace modlink {

class Engine final : public Attachment {
 public:
  // With one machine; threads of a script have further ones.
  explicit Engine(Store& store);

  // The machine whose turn it is.
  Machine& machine() { return *machine_; }
  Machine& add_machine();
  void use(Machine& machine) { machine_ = &machine; }

  // The lowered code of a module, shared by all its instances: made empty on first use, filled function by function on
  // first call.
  ModuleCode& code_of(const ValidModulePtr& module);

  void mark_roots(Heap& heap) const override;
  bool is_busy() const override;

 private:
  // Keeps the module alive, so that its address is not reused.
  struct Lowered {
    Lowered(const ValidModulePtr& valid, const ExecutionOptions& execution) : module(valid), code(*valid, execution) {}
    ValidModulePtr module;
    ModuleCode code;
  };

  Store& store_;
  Machine first_;
  std::list<Machine> others_;
  Machine* machine_ = &first_;
  std::map<const ValidModule*, Lowered> lowered_;
};

// The store's engine, made when it is first asked for; it lives as long as the store.
Engine& engine_of(Store& store);

}  // namespace modlink
