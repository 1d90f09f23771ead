// What executes the functions of a store. spec: exec/runtime, Configurations
#include "interpreter/exec/engine.h"

#include <algorithm>

namespace modlink {

Engine::Engine(Store& store) : store_(store), first_(store, store.limits()) {}

Machine& Engine::add_machine() {
  store_.note(Nondeterminism::threads);
  return others_.emplace_back(store_, store_.limits());
}

ModuleCode& Engine::code_of(const ValidModulePtr& module) {
  return lowered_.try_emplace(module.get(), module, store_.execution()).first->second.code;
}

void Engine::mark_roots(Heap& heap) const {
  first_.mark_roots(heap);
  for (const Machine& machine : others_) machine.mark_roots(heap);
}

bool Engine::is_busy() const {
  return first_.is_busy() || std::any_of(others_.begin(), others_.end(), [](const auto& m) { return m.is_busy(); });
}

// Nothing else is ever attached.
Engine& engine_of(Store& store) {
  if (!store.attachment()) store.attach(std::make_unique<Engine>(store));
  return static_cast<Engine&>(*store.attachment());
}

}  // namespace modlink
