// Values that the host gives to what may collect. spec: exec/runtime, Values
#pragma once

#include <list>
#include <new>
#include <optional>

#include "interpreter/runtime/store.h"

namespace modlink {

// Keeps what values refer to alive, while it lives.
class KeptValues {
 public:
  KeptValues(Store& store, const Values& vals) {
    for (const Value& val : vals) {
      if (val.type.is_ref()) handles_.emplace_back(store.heap(), val.as_ref());
    }
  }

 private:
  std::list<RefHandle> handles_;
};

// The object that `make` makes. nullopt: there is no memory for it, or for what making it takes.
template <class F>
std::optional<Ref> or_nothing(F make) {
  try {
    const Object* const made = make();
    return made ? std::optional(Ref::object(made)) : std::nullopt;
  } catch (const std::bad_alloc&) {
    return std::nullopt;
  }
}

}  // namespace modlink
