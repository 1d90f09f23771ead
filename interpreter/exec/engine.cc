// What executes the functions of a store. spec: exec/runtime, Configurations
#include "interpreter/exec/engine.h"

namespace modlink {

Engine::Engine(Store& store) : store_(store), machine_(&add_machine()) {}

Machine& Engine::add_machine() { return machines_.emplace_back(store_, store_.limits()); }

ModuleCode& Engine::code_of(const ValidModulePtr& module) {
  Lowered& lowered = lowered_[module.get()];
  if (!lowered.code) {
    const ExecutionOptions& execution = store_.execution();
    lowered = {module, std::make_unique<ModuleCode>(*module, execution.fuel.has_value(), execution.fuses)};
  }
  return *lowered.code;
}

void Engine::mark_roots(Heap& heap) const {
  for (const Machine& machine : machines_) machine.mark_roots(heap);
}

// Nothing else is ever attached.
Engine& engine_of(Store& store) {
  if (!store.attachment()) store.attach(std::make_unique<Engine>(store));
  return static_cast<Engine&>(*store.attachment());
}

}  // namespace modlink
