// Renumbering of what a module's own definitions name, after its initial definitions have changed. spec:
// syntax/modules, Indices
#pragma once

#include <array>
#include <functional>

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

// The new index of what had an index of a kind; kinds that keep theirs give it back. A Shift is one.
using IndexMap = std::function<Index(ExternKind, Index)>;

// Replaces every index in `module`, types included, except those in nested modules and initial definitions; names too.
void renumber(Module& module, const IndexMap& map);

// The same of one expression of it.
void renumber(Expr& expr, const IndexMap& map);

}  // namespace modlink
