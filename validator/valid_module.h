// What validation finds out about a module. spec: valid/modules; Explainer
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "validator/type_store.h"
#include "wast/syntax/module.h"

namespace modlink {

struct ValidModule;
using ValidModulePtr = std::shared_ptr<const ValidModule>;

// One entry of the type index space.
using TypeEntry = std::variant<const DefType*, const ModuleType*, const InstanceType*>;

// What instantiation does, in order; each step appends to one index space of the module instance. This is the list of
// the module's initial definitions (types aside), with imports elaborated (D7): the first two-level import of a module
// name gives an ImportStep of an instance (appended to the instances) and an ExportAliasStep; its other fields an
// ExportAliasStep each.
struct ImportStep {
  At at;
  Name name;
  // Only with module linking disabled, where two-level imports are not elaborated and may repeat (D8).
  std::optional<Name> field;
  ExternType type;
};
struct ExportAliasStep {
  At at;
  Index instance;
  Name name;
  ExternKind kind;
};
struct OuterModuleStep {  // outer aliases of types need no step
  Index depth;            // 0: the enclosing module's instance
  Index index;            // in its module index space
};
struct NestedModuleStep {
  ValidModulePtr code;
};
struct InstanceStep {
  At at;
  Index module;
  std::vector<InstantiateArg> args;
};
using LinkStep = std::variant<ImportStep, ExportAliasStep, OuterModuleStep, NestedModuleStep, InstanceStep>;

// An export with zero-level exports expanded: `field` is then the name within instance `index` (D3).
struct ResolvedExport {
  At at;
  Name name;
  ExternKind kind = ExternKind::func;  // of what is exported
  Index index = 0;
  std::optional<Name> field;
};

// Immutable; shared by all instances of the module, by threads and by stores. All types are closed and canonical.
struct ValidModule {
  Module module;  // without the nested modules: their Boxes hold empty ones, and the steps have what was in them
  TypeStorePtr type_store;
  bool linking = true;  // validated with module linking on

  // Index spaces: what the steps bring first, then the module's own definitions.
  std::vector<TypeEntry> types;
  std::vector<const DefType*> funcs;
  std::vector<TableType> tables;
  std::vector<MemoryType> memories;
  std::vector<GlobalType> globals;
  std::vector<const DefType*> tags;
  std::vector<const ModuleType*> modules;
  std::vector<const InstanceType*> instances;
  std::vector<RefType> elems;  // element types of element segments

  std::vector<LinkStep> steps;
  std::vector<ResolvedExport> exports;
  // What the zero-level exports in the module's types name, in the order of the text: for `elaborate` (D3).
  std::vector<const InstanceType*> zero_level_types;
  const ModuleType* type = nullptr;
  const InstanceType* instance_type = nullptr;

  // Index of the first own definition: the number of imported and aliased ones.
  Index first_func() const { return static_cast<Index>(funcs.size() - module.funcs.size()); }
  Index first_table() const { return static_cast<Index>(tables.size() - module.tables.size()); }
  Index first_memory() const { return static_cast<Index>(memories.size() - module.memories.size()); }
  Index first_global() const { return static_cast<Index>(globals.size() - module.globals.size()); }
  Index first_tag() const { return static_cast<Index>(tags.size() - module.tags.size()); }

  // The closed form of a value type of the module's code, whose heap types are `type_index`.
  ValType close(ValType type) const;
  // The function type a type index stands for. spec: valid/conventions, Expansion
  const FuncType& func_type(Index type_index) const { return *std::get<const DefType*>(types[type_index])->func(); }
};

// The argument of `args` for each ImportStep of `code`, in their order: matched by name, superfluous ones ignored (D2).
// Validation has found one for each.
std::vector<const InstantiateArg*> arguments_of(const ValidModule& code, const std::vector<InstantiateArg>& args);

}  // namespace modlink
