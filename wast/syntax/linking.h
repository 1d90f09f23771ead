// What the proposal adds to modules: imports of one level, module and instance types, aliases, nested modules and
// instances. spec: Explainer.md, "Proposed Additions"; Binary.md
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "wast/syntax/names.h"
#include "wast/syntax/nested.h"
#include "wast/syntax/types.h"

namespace modlink {

struct Module;

// With which of the imports around it an import is written, a module name for all of them; no part of the abstract
// syntax. spec: the compact import section proposal
struct ImportGroup {
  enum class Kind : std::uint8_t { none, typed, of_one_type };
  Kind kind = Kind::none;
  bool first = false;  // it begins a group
  friend bool operator==(ImportGroup, ImportGroup) { return true; }
};

// spec: syntax/modules, Imports; Explainer, "Single-level Imports". Two-level imports stay as written (D7).
struct Import {
  At at;
  std::optional<Name> module;  // absent in a single-level import
  Name name;
  ExternDesc desc;
  At desc_at;
  ImportGroup group = {};
  friend bool operator==(const Import&, const Import&) = default;

  // The name that the importer's client has to supply.
  const Name& first() const { return module ? *module : name; }
};

// `(alias $i "name" (kind))`. spec: Explainer, "Instance Imports and Aliases"
struct ExportAlias {
  Index instance = 0;
  Name name;
  ExternKind kind = ExternKind::func;
  At name_at = {};
  friend bool operator==(const ExportAlias&, const ExportAlias&) = default;
};

// `(alias outer $P $T (type))`, `(alias outer $P $M (module))`; depth 0 is the immediately enclosing scope, and a
// module or instance type is a scope too. spec: Explainer, "Nested Modules"; D5
struct OuterAlias {
  Index depth = 0;
  Index index = 0;
  ExternKind kind = ExternKind::type;  // `type` or `module`
  At depth_at = {};
  At index_at = {};
  friend bool operator==(const OuterAlias&, const OuterAlias&) = default;
};

struct Alias {
  At at;
  std::variant<ExportAlias, OuterAlias> target;
  friend bool operator==(const Alias&, const Alias&) = default;
};

inline ExternKind kind_of(const Alias& alias) {
  if (const auto* export_alias = std::get_if<ExportAlias>(&alias.target)) return export_alias->kind;
  return std::get<OuterAlias>(alias.target).kind;
}

struct TypeDecl;

// A module or instance type as written: a fresh scope with its own type index space.
// spec: Binary.md, `moduletype`, `instancetype`; Explainer, "Module and Instance Types"
struct LinkingType {
  enum class Kind : std::uint8_t { module, instance };
  Kind kind = Kind::module;
  std::vector<TypeDecl> decls;  // `moduletypedef`s; imports in module types only
  NameMap type_names;
  friend bool operator==(const LinkingType& a, const LinkingType& b);  // names do not count
};

// One entry of the type section: a recursive group (which takes as many indices as it has members), or a module or
// instance type (which takes one).
struct TypeDef {
  At at;
  std::variant<RecType, Nested<LinkingType>> def;
  friend bool operator==(const TypeDef&, const TypeDef&) = default;
};

// How many type indices it takes.
Index type_count(const TypeDef& def);

// `exporttype`
struct ExportType {
  At at;
  Name name;
  ExternDesc desc;
  At desc_at;
  friend bool operator==(const ExportType&, const ExportType&) = default;
};

// `(export $T)` inside a type: every export of the instance type with that index (D3). Text only.
struct ZeroLevelExport {
  At at;
  Index type = 0;
  friend bool operator==(const ZeroLevelExport&, const ZeroLevelExport&) = default;
};

// One definition inside a module or instance type.
struct TypeDecl {
  std::variant<TypeDef, Alias, Import, ExportType, ZeroLevelExport> decl;
  friend bool operator==(const TypeDecl&, const TypeDecl&) = default;
};

template <class F>
void take_nested(LinkingType& type, F f) {
  for (TypeDecl& decl : type.decls) {
    auto* def = std::get_if<TypeDef>(&decl.decl);
    if (auto* inner = def ? std::get_if<Nested<LinkingType>>(&def->def) : nullptr) f(*inner);
  }
}

// One argument of `instantiate`.
struct InstantiateArg {
  At at;
  Name name;
  ExternKind kind = ExternKind::func;
  Index index = 0;
  At index_at = {};
  friend bool operator==(const InstantiateArg&, const InstantiateArg&) = default;
};

// `(instance (instantiate $M …))`. spec: Explainer, "Module Imports and Nested Instances"
struct Instance {
  At at;
  Index module = 0;
  std::vector<InstantiateArg> args;
  friend bool operator==(const Instance&, const Instance&) = default;
};

// `(module $M …)` inside a module. spec: Explainer, "Nested Modules"
struct NestedModule {
  At at;
  Nested<Module> module;
  // How many of the parent's types an outer alias may name. In text that is the number of explicit types and outer
  // type aliases written before the nested module, although all types stand first in the abstract syntax (D25); in
  // binaries everything before it, so the decoder leaves the default.
  Index visible_types = UINT32_MAX;
  // Compares the modules and `min(visible_types, types before it)` is left to validation: it does not count here.
  friend bool operator==(const NestedModule& a, const NestedModule& b);
};

}  // namespace modlink
