// The flat module in the course of being made, and what stands for run-time values meanwhile.
// spec: exec/runtime; Explainer, "Nested Modules"
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "rewrite/type_copier.h"
#include "tools/transform/flatten.h"
#include "validator/export_names.h"

namespace modlink::transform {

struct StaticInstance;

// What an index of an index space stands for: an index of the flat module; of `modules` and `instances`, one of
// StaticValues.
struct StaticVal {
  ExternKind kind = ExternKind::func;
  Index index = 0;
};
// A module value: a closure, as at run time (D15).
struct StaticModule {
  const ValidModule* code = nullptr;
  const StaticInstance* outer = nullptr;  // null for the outermost module
};
struct StaticInstanceVal {
  std::shared_ptr<const ExportNames> names;
  std::vector<StaticVal> vals;  // in the order of the names
  const StaticVal& find(const Name& name) const { return vals[*names->find(name)]; }
};
// A module instance. Once it is finished, only its modules are kept.
struct StaticInstance {
  const ValidModule* code = nullptr;
  const StaticInstance* outer = nullptr;
  std::string path;        // what its names begin with
  std::size_t number = 0;  // in FlattenReport::made
  PerSpace<std::vector<Index>> indices;
  Index first_elem = 0;
  Index first_data = 0;

  std::vector<Index>& of(ExternKind kind) { return indices[kind]; }
  const std::vector<Index>& of(ExternKind kind) const { return indices[kind]; }
  // What an index, not of a type, is in the flat module; itself where there is nothing. All segments are the instance's
  // own, and adjacent.
  Index at(IndexSpace space, Index index) const {
    if (space == IndexSpace::elem) return first_elem + index;
    if (space == IndexSpace::data) return first_data + index;
    return index < indices[space].size() ? indices[space][index] : index;
  }
};
struct StaticValues {
  std::vector<StaticModule> modules;
  std::vector<StaticInstanceVal> instances;

  StaticVal add(StaticModule module);
  StaticVal add(StaticInstanceVal instance);
};

// The types of the flat module: each of the canonical types once, whole recursive groups.
class FlatTypes {
 public:
  FlatTypes(const TypeStore& store, CopyBudget& copies) : copier_(store, decls_, next_, copies, At{}) {}

  Index index(const DefType& type) { return std::get<FuncDesc>(copier_.copy(ExternFunc{&type})).type; }
  ExternDesc desc(const ExternType& type) { return copier_.copy(type); }
  ValType val_type(ValType closed);
  RefType ref_type(RefType closed) { return val_type(closed).ref(); }
  // The index of each type of a module. Those of module and instance types are not used.
  const std::vector<Index>& of(const ValidModule& code);
  std::vector<Definition> take_definitions();

 private:
  std::vector<TypeDecl> decls_;
  Index next_ = 0;
  rewrite::TypeCopier copier_;
  std::unordered_map<const ValidModule*, std::vector<Index>> by_code_;
};

struct FlatModule {
  FlatModule(const ValidModule& root, const FlattenOptions& options)
      : root(root), options(options), copies(root.copy_limit), types(*root.type_store, copies) {}

  const ValidModule& root;
  const FlattenOptions& options;
  CopyBudget copies;  // of types, and of the names of imports and exports
  FlatTypes types;
  StaticValues values;
  Module module;  // without types and imports
  std::vector<Import> imports;
  std::vector<const ValidModule*> codes;  // of all instances so far, each once, the outermost first
  PerSpace<Index> imported;               // how many there are
  // Of all indices, imported ones included; in terms of the flat types.
  std::vector<TableType> tables;
  std::vector<MemoryType> memories;
  PerSpace<std::vector<NameMap::Entry>> names;  // those given so far, in any order; of several the first counts
  PerSpace<std::map<Index, std::string>> import_names;
  std::map<Index, std::string> shared_funcs;  // the names of functions that several instances have
  FlattenReport report;

  // The index that the next definition of a kind will have.
  Index next(ExternKind kind) const;
  bool is_imported(ExternKind kind, Index index) const { return index < imported[kind]; }
  const Global& own_global(Index index) const;

  // Accounts for what is written more often than it was in the input. Throws cli::Failure.
  void charge(std::uint64_t size);
  void charge_copies(const ValidModule& code, CopySize size);

 private:
  std::uint64_t growth_ = 0;
};

// Throws cli::Failure at a position in `code`.
[[noreturn]] void refuse(const ValidModule& code, At at, std::string message);

}  // namespace modlink::transform
