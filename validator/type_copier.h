// Closed types written out again as definitions of one scope. spec: Binary.md, "Type Section updates"; D3
#pragma once

#include <unordered_map>
#include <vector>

#include "validator/type_store.h"
#include "wast/syntax/linking.h"

namespace modlink {

// Writes each type it is asked for, and each type that one is made of, once. All of them become definitions of the
// same scope: a module or instance type reaches the types it is made of by outer aliases, so that the size of what is
// written is the number of distinct types.
class TypeCopier {
 public:
  // Definitions are appended to `decls`; `next` is the type index of the next one and is counted up.
  TypeCopier(const TypeStore& store, std::vector<TypeDecl>& decls, Index& next, std::uint64_t& budget, At at)
      : store_(store), decls_(decls), next_(next), budget_(budget), at_(at) {}

  // The description of `type` in the scope. Throws LimitExceeded when the budget of definitions is used up.
  ExternDesc copy(const ExternType& type);

 private:
  // A recursive group (by its first member), a module type or an instance type.
  using Item = const void*;
  struct Task {
    Item item;
    ExternKind kind;  // func stands for a recursive group
  };

  void write_all(const Task& root);
  std::vector<Task> missing_parts(const Task& task) const;
  void write(const Task& task);
  void write_group(const DefType& first);
  void write_linking_type(const Task& task);
  ExternDesc desc(const ExternType& type) const;  // of a type whose parts are written
  template <class F>
  void for_each_part(const Task& task, F f) const;
  Task group_of(const DefType& type) const;
  HeapType heap_type(HeapType heap) const;
  ValType val_type(ValType type) const;
  Index index_of(const DefType& type) const;

  const TypeStore& store_;
  std::vector<TypeDecl>& decls_;
  Index& next_;
  std::uint64_t& budget_;
  At at_;
  std::unordered_map<Item, Index> written_;  // type indices
};

}  // namespace modlink
