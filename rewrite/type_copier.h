// Closed types written out again as definitions of one scope. spec: Binary.md, "Type Section updates"; D3
#pragma once

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "validator/copy_budget.h"
#include "validator/type_parts.h"
#include "wast/syntax/linking.h"

namespace modlink::rewrite {

// Writes each type it is asked for, and each type that one is made of, once. All of them become definitions of the
// same scope: a module or instance type reaches the types it is made of by outer aliases, so that the size of what is
// written is the number of distinct types.
class TypeCopier {
 public:
  // Definitions are appended to `decls`; `next` is the type index of the next one and is counted up.
  TypeCopier(const TypeStore& store, std::vector<TypeDecl>& decls, Index& next, CopyBudget& budget, At at)
      : store_(store), decls_(decls), next_(next), budget_(budget), at_(at) {}

  // `first`, the first member of a recursive group, has an index in the scope already, and the other members have those
  // after it.
  void know(const DefType& first, Index index) { written_.emplace(group_of(store_, first).item, index); }

  // The description of `type` in the scope. Throws LimitExceeded when the budget is used up.
  ExternDesc copy(const ExternType& type);

 private:
  void write(const TypePart& part);
  void write_group(const DefType& first);
  void write_linking_type(const TypePart& part);
  ExternDesc desc(const ExternType& type) const;  // of a type whose parts are written
  HeapType heap_type(HeapType heap) const;
  template <class Type>
  Type with_indices(const Type& type) const {
    return map_heap_types(type, [this](HeapType heap) { return heap_type(heap); });
  }
  Index index_of(const DefType& type) const;

  const TypeStore& store_;
  std::vector<TypeDecl>& decls_;
  Index& next_;
  CopyBudget& budget_;
  At at_;
  std::unordered_map<const void*, Index> written_;  // type indices of TypeParts
};

// `type`, of which a function stands for its defined type, as one definition that takes one type index, `index`, in a
// scope; `find` gives the indices there of types that its parts may be. A module or instance type is its own scope for
// what it is made of. nullopt for a member of a group of several, and where a part has no index. Throws LimitExceeded.
std::optional<TypeDef> copy_alone(const TypeStore& store, const ExternType& type, Index index,
                                  const std::function<std::optional<Index>(const DefType&)>& find, CopyBudget& budget);

// Gives a type of the enclosing scope an index inside `type`, by an outer alias; `aliases` has those that are there.
Index alias_outer(LinkingType& type, std::unordered_map<Index, Index>& aliases, Index outer, At at);

}  // namespace modlink::rewrite
