// Renumbering of a module's own definitions after aliases have been put before them. spec: syntax/modules, Indices
#pragma once

#include <array>

#include "wast/syntax/module.h"

namespace modlink {

// Per kind: indices from `first` on grow by `count`.
struct Shift {
  struct Space {
    Index first = 0;
    Index count = 0;
  };
  std::array<Space, 8> spaces;  // by ExternKind

  Space& operator[](ExternKind kind) { return spaces[static_cast<std::size_t>(kind)]; }
  Index operator()(ExternKind kind, Index index) const {
    const Space& space = spaces[static_cast<std::size_t>(kind)];
    return index < space.first ? index : index + space.count;
  }
};

// Shifts every index in `module` except those in nested modules and initial definitions, which cannot name the
// module's own definitions; names too.
void renumber(Module& module, const Shift& shift);

}  // namespace modlink
