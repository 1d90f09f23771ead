// Definitions taken out of a module, and what becomes of their uses. spec: syntax/modules, Indices
#pragma once

#include <vector>

#include "wast/syntax/module.h"

namespace modlink::shrink {

// Which definitions of a module go: any but types. What cannot be without them goes too: aliases of what is in an
// instance, instances of a module, outer aliases of it in nested modules, exports, a start function, arguments,
// segments. An instruction that names one becomes `unreachable`, an initialiser 0. Whether the result is valid is for
// the validator to say.
class Removal {
 public:
  // `module` outlives this.
  explicit Removal(const Module& module);

  void add(IndexSpace space, Index index);
  // An initial definition that is no type.
  void add_definition(std::size_t position);
  bool empty() const { return empty_; }

  Module result() &&;

 private:
  void cascade();
  void note_implied();
  void find_new_indices(const std::vector<bool>& goes);
  bool names_gone(const Expr& expr) const;
  bool is_gone(IndexSpace space, Index index) const { return index < gone_[space].size() && gone_[space][index]; }
  void reach_into(Module& inner, Index depth) const;
  void mend_definitions(Module& module) const;
  void mend_functions(Module& module) const;
  void mend_initialisers(Module& module) const;
  void remove_names(Module& module) const;
  void remove_hints(Module& module) const;
  void remove_own(Module& module) const;

  const Module& module_;
  PerSpace<std::vector<bool>> gone_;  // by index
  PerSpace<std::vector<Index>> new_;  // by index; UINT32_MAX of what is gone
  std::vector<bool> definitions_;     // of the initial ones: whether they go
  PerSpace<Index> first_own_;
  bool empty_ = true;
};

}  // namespace modlink::shrink
