// Which definition takes which index. spec: syntax/modules, Indices; Explainer, "Instance Imports and Aliases"; D7
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "wast/syntax/hash.h"
#include "wast/syntax/module.h"

namespace modlink {

// The indices that one definition takes: `count` of `space` from `first` on. Only recursive groups take more than one.
struct TakenIndices {
  IndexSpace space = IndexSpace::func;
  Index first = 0;
  Index count = 1;
  // The instance that a two-level import implies, which stands before it: only for the first import of its module name.
  std::optional<Index> implied;
};

// Gives indices to definitions in the order in which they stand in a module, or in a module or instance type.
class IndexCounter {
 public:
  // An initial definition. A two-level import implies an instance, as it does with module linking.
  TakenIndices take(const Definition& definition);
  TakenIndices take(const TypeDef& def) { return take(IndexSpace::type, type_count(def)); }
  TakenIndices take(const Import& import);
  TakenIndices take(const Alias& alias) { return take(space_of(kind_of(alias))); }
  // Any other.
  TakenIndices take(IndexSpace space, Index count = 1) {
    return {space, std::exchange(counts_[space], counts_[space] + count), count, std::nullopt};
  }

  // How many indices are taken.
  Index count(IndexSpace space) const { return counts_[space]; }
  Index count(ExternKind kind) const { return counts_[kind]; }

 private:
  PerSpace<Index> counts_;
  HashSetOfNames<> implied_;  // the names of implied instances
};

// The space in which a definition takes indices, an instance that it implies aside.
IndexSpace space_of(const Definition& definition);

// How many definitions of its own, initial ones aside, a module has in a space.
Index count_own(const Module& module, IndexSpace space);

// Calls `f` with each initial definition of a module, which may be const or not, and what it takes; the counter that
// results has the indices of the module's own definitions next.
template <class M, class F>
IndexCounter for_each_definition(M& module, F f) {
  IndexCounter counter;
  for (auto& definition : module.definitions) {
    const TakenIndices taken = counter.take(definition);
    f(definition, taken);
  }
  return counter;
}

// How many indices each space of a module has.
PerSpace<Index> count_indices(const Module& module);

// The index of a module's first own definition in each space, behind what its initial definitions take.
PerSpace<Index> first_own(const Module& module);

// The structure, array and function types that a module itself defines, by type index; null for every other type.
std::vector<const SubType*> own_types(const Module& module);

// How many of `definitions`, which begin with an import, are written with it: 1, or the size of its group.
std::size_t count_group(std::span<const Definition> definitions);

// Whether a module has anything of module linking: an import of one level, an alias, a nested module, an instance, a
// module or instance type, or an import or export of such a kind. D8
bool uses_linking(const Module& module);

// How many type indices a definition takes, of a module or of a module or instance type.
template <class... Kinds>
Index type_count(const std::variant<Kinds...>& definition) {
  if (const auto* def = std::get_if<TypeDef>(&definition)) return type_count(*def);
  const auto* alias = std::get_if<Alias>(&definition);
  return alias && kind_of(*alias) == ExternKind::type ? 1 : 0;
}

}  // namespace modlink
