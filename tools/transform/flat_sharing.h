// Which functions of several instances of one module are the same function. spec: exec/runtime, Function Instances
#pragma once

#include <unordered_map>
#include <vector>

#include "tools/transform/flat_module.h"

namespace modlink::transform {

// A function is its code and what the indices in it stand for. So two instances can share it if all of these are the
// same definitions in both: state never is, unless both import it, and functions are if they can be shared themselves.
// Functions that call each other in a circle are shared together or not at all: the strongly connected components of
// the call graph are looked at, callees first, and one is a known one if all that its members name outside of it is.
class FuncSharing {
 public:
  explicit FuncSharing(const ValidModule& code);

  // Gives `inst`, in which all else has its indices, those of its own functions: known ones, or `next` and following
  // ones. Returns which functions are new, as positions among the module's own, in order.
  std::vector<Index> assign(StaticInstance& inst, Index next);

 private:
  struct Reference {
    IndexSpace space;
    Index index;
    friend bool operator==(Reference, Reference) = default;
    friend auto operator<=>(Reference, Reference) = default;
  };
  using Key = std::vector<Index>;
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Class {
    std::vector<Index> funcs;  // in the flat module, in the order of the component's members
  };

  void collect_references();
  void find_components();
  bool is_own(Reference ref) const { return ref.space == IndexSpace::func && ref.index >= first_func_; }
  Key key(const StaticInstance& inst, std::size_t component, const std::vector<Index>& class_of_component) const;

  const ValidModule& code_;
  Index first_func_;
  std::vector<std::vector<Reference>> references_;  // by own function
  std::vector<std::vector<Index>> components_;      // own functions, callees first
  std::vector<Index> component_of_;                 // by own function
  std::unordered_map<Key, Index, KeyHash> known_;   // indices of `classes_`
  std::vector<Class> classes_;
};

}  // namespace modlink::transform
