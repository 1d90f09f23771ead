// Values that the host gives to what may collect. spec: exec/runtime, Values
#pragma once

#include <list>

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

}  // namespace modlink
