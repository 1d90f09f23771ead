// Where the machinery tells a store's observer what it does.
#pragma once

#include "interpreter/exec/observer.h"
#include "interpreter/exec/stack.h"
#include "interpreter/runtime/store.h"

namespace modlink {

// At the operation `step` that execution has come to. True if it is to be left there, suspended.
bool observe_step(Store& store, Stack& stack, const Activation& at, Activation* activation);

// The store's observer; null if it has none.
inline ExecutionObserver* observer_of(const Store& store) { return store.execution().observation.observer; }

// Of what an instantiation does. True if that is to be paused.
inline bool observe(const Store& store, const InstantiationEvent& event) {
  ExecutionObserver* const observer = observer_of(store);
  return observer && observer->instantiating(event);
}

}  // namespace modlink
