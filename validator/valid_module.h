// What validation finds out about a module. spec: valid/modules; Explainer
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "validator/export_names.h"
#include "validator/steps.h"
#include "validator/type_store.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

// One entry of the type index space.
using TypeEntry = std::variant<const DefType*, const ModuleType*, const InstanceType*>;

// What validation knows of a member of an index space: a closed type; of a data segment there is nothing to know.
template <IndexSpace space>
struct ClosedTypeOf : std::type_identity<const DefType*> {};
template <>
struct ClosedTypeOf<IndexSpace::table> : std::type_identity<TableType> {};
template <>
struct ClosedTypeOf<IndexSpace::memory> : std::type_identity<MemoryType> {};
template <>
struct ClosedTypeOf<IndexSpace::global> : std::type_identity<GlobalType> {};
template <>
struct ClosedTypeOf<IndexSpace::module> : std::type_identity<const ModuleType*> {};
template <>
struct ClosedTypeOf<IndexSpace::instance> : std::type_identity<const InstanceType*> {};
template <>
struct ClosedTypeOf<IndexSpace::type> : std::type_identity<TypeEntry> {};
template <>
struct ClosedTypeOf<IndexSpace::elem> : std::type_identity<RefType> {};
template <>
struct ClosedTypeOf<IndexSpace::data> : std::type_identity<std::monostate> {};

using ClosedTypes = IndexSpaces<ClosedTypeOf>;

// Appends what has the external type `type` to the index space of its kind, and gives that space.
inline IndexSpace append(ClosedTypes& spaces, const ExternType& type) {
  visit_kind(kind_of(type), [&](auto space) {
    const auto& extern_type = std::get<typename ExternTypeOf<space>::type>(type);
    if constexpr (std::is_convertible_v<decltype(extern_type), typename ClosedTypeOf<space>::type>) {
      spaces.of(space).push_back(extern_type);
    } else {
      spaces.of(space).push_back(extern_type.type);
    }
  });
  return space_of(kind_of(type));
}

// The external type of what is at an index, which is there, of the index space of a kind that is not `type`.
inline ExternType extern_type(const ClosedTypes& spaces, ExternKind kind, Index index) {
  return visit_kind(
      kind, [&](auto space) -> ExternType { return typename ExternTypeOf<space>::type{spaces.of(space)[index]}; });
}

// An export with zero-level exports expanded: each field of the instance `index`, by the name it has there (D3).
struct ResolvedExport {
  At at;
  ExternKind kind = ExternKind::func;  // of what is exported
  bool is_field = false;
  Index index = 0;
  const Name* name = nullptr;  // in the module's instance type
};

// Immutable; shared by all instances of the module, by threads and by stores. All types are closed and canonical. In
// the index spaces there is what the steps bring first, then the module's own definitions.
struct ValidModule : ClosedTypes {
  Module module;  // without the nested modules: what holds them holds empty ones, and the steps have what was in them
  TypeStorePtr type_store;
  bool is_nested = false;  // in another module
  bool linking = true;     // its two-level imports are elaborated: with module linking on, unless they repeat (D8)

  std::vector<LinkStep> steps;
  std::vector<ResolvedExport> exports;
  std::shared_ptr<const ExportNames> export_names;  // of `exports`, in their order
  // What the zero-level exports in the module's types name, in the order of the text: for `elaborate` (D3).
  std::vector<const InstanceType*> zero_level_types;
  const ModuleType* type = nullptr;
  // Why it has no module type: it imports one name with types that do not match. `type` has one of them then (D8).
  std::optional<Invalid> type_conflict;
  const InstanceType* instance_type = nullptr;
  ImplementationLimit copy_limit{0, "copied_bytes"};  // for a CopyBudget, of whatever is made from the outermost module

  ValidModule() = default;
  ValidModule(ValidModule&&) = default;
  ~ValidModule();  // does not recurse

  // Index of the first own definition: the number of imported and aliased ones.
  Index first_own(IndexSpace space) const { return static_cast<Index>(size(space)) - count_own(module, space); }
  Index first_func() const { return first_own(IndexSpace::func); }

  // The module type, where it is needed. Throws `type_conflict`.
  const ModuleType& module_type() const {
    if (type_conflict) throw *type_conflict;
    return *type;
  }

  // The closed form of a value type of the module's code, whose heap types are `type_index`.
  ValType close(ValType type) const;
  // The function type a type index stands for. spec: valid/conventions, aux-expand-deftype
  const FuncType& func_type(Index type_index) const { return *std::get<const DefType*>(types[type_index])->func(); }

 private:
  static void take_nested(ValidModule& from, ValidModulePtr& rest);

  ValidModulePtr after_;  // what is to be destroyed after it
};

}  // namespace modlink
