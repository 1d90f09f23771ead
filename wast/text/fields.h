// The fields of modules, and of module and instance types, as they are written: abbreviations stand, and what names a
// definition is not looked up yet. spec: text/modules; Explainer.md
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <type_traits>
#include <variant>
#include <vector>

#include "wast/syntax/module.h"
#include "wast/syntax/nested.h"

namespace modlink::text {

// What names a definition or a scope: the token that it begins with, which is a number, an identifier, or the `(` of
// an inline alias such as `(func $i "f")`. In the types of fields every type index is a reference.
using Ref = std::uint32_t;
inline constexpr Ref no_ref = UINT32_MAX;

// The token of an identifier that is bound, or that stands where there could be one.
struct BoundId {
  std::uint32_t token = 0;
  bool present = false;
};

// The first token of what is parsed only once all names around are known: a function's type use, locals and body, a
// constant expression, the list of a segment.
using Unparsed = std::uint32_t;

// spec: text/modules, `typeuse`. Its parameters and results may be an abbreviation for a type.
struct FuncTypeUse {
  At at;
  Ref type = no_ref;
  FuncType inline_type;

  bool has_inline() const { return !inline_type.params.empty() || !inline_type.results.empty(); }
};

struct TypeEntry;

// What is inside `(module …)` and `(instance …)` as a type. spec: Explainer, "Module and Instance Types"
struct LinkingTypeBody {
  LinkingType::Kind kind = LinkingType::Kind::module;
  std::vector<TypeEntry> entries;
};

// `(type $T)`, or the type itself, an abbreviation.
struct LinkingTypeUse {
  At at;
  Ref type = no_ref;
  Nested<LinkingTypeBody> body;
};

// The type of an import or an export. spec: text/modules, `importdesc`
using ExternTypeUse = std::variant<FuncTypeUse, LinkingTypeUse, TableType, MemoryType, GlobalType>;

// A field of a structure that has an identifier or a name.
struct StructField {
  Index type = 0;  // which member of the recursive group
  Index field = 0;
  BoundId id;
};

// `(type $t …)`, one member, or `(rec (type $t …)*)`. spec: text/types
struct TypeField {
  std::vector<BoundId> ids;  // of the members
  std::vector<StructField> struct_fields;
  std::variant<RecType, Nested<LinkingTypeBody>> def;
};

// `(import "m"? "n" (kind …))`, or the inline import of a definition, an abbreviation. spec: text/modules, Imports;
// Explainer, "Single-level Imports"
struct ImportField {
  std::optional<Name> module;
  Name name;
  ExternTypeUse type;  // of a group of one type that of its first import
  At type_at;
  ImportGroup group = {};
};

// `(alias $i "n" (kind $x))` and `(alias outer $P $x (kind $y))`, or their inverted forms, `(kind $y (alias …))`.
// spec: Explainer, "Instance Imports and Aliases", "Nested Modules"; D11
struct AliasField {
  bool outer = false;
  Ref from = no_ref;  // the instance; of an outer alias the scope, which the item follows
  Name name;          // of an export
  At name_at = {};
};

struct Field;

// `(module $M …)`
struct NestedField {
  std::vector<Field> fields;
  std::uint32_t begin = 0;  // the first token that may be a field's, and the `)` behind the last one
  std::uint32_t end = 0;
  Index visible_types = 0;  // see NestedModule
};

// `(instance $i (instantiate $M …))`
struct InstanceField {
  Ref module = no_ref;
  std::vector<InstantiateArg> args;  // their indices are references
};

struct FuncField {
  Unparsed unparsed = 0;
};

// Without limits it has an inline element segment, an abbreviation.
struct TableField {
  TableType type;
  bool has_limits = false;
  Unparsed unparsed = 0;  // an initial value, if any, or `(elem …)`
};

// `(data "…"*)`
struct InlineData {
  At at;
  Bytes init;
};

struct MemoryField {
  MemoryType type;
  std::optional<InlineData> data;  // an abbreviation, instead of limits
};

struct GlobalField {
  GlobalType type;
  Unparsed unparsed = 0;
};

// Its type is that of a function, and all there is.
template <IndexSpace space>
struct TypedField {
  FuncTypeUse type;
};

// The field of a definition of a kind: a typed one, unless the kind has a form of its own.
template <IndexSpace space>
struct FieldOf : std::type_identity<TypedField<space>> {};
template <>
struct FieldOf<IndexSpace::func> : std::type_identity<FuncField> {};
template <>
struct FieldOf<IndexSpace::table> : std::type_identity<TableField> {};
template <>
struct FieldOf<IndexSpace::memory> : std::type_identity<MemoryField> {};
template <>
struct FieldOf<IndexSpace::global> : std::type_identity<GlobalField> {};
template <>
struct FieldOf<IndexSpace::module> : std::type_identity<NestedField> {};
template <>
struct FieldOf<IndexSpace::instance> : std::type_identity<InstanceField> {};

// `(export "e" (kind $x))` or `(export $i)`; its index is a reference.
struct ExportField {
  Export item;
};

struct StartField {
  Ref func = no_ref;
};

// `(elem …)` and `(data …)`: `unparsed` begins with the offset if the segment is active, otherwise with the list.
struct SegmentField {
  IndexSpace space = IndexSpace::elem;
  SegmentMode mode = SegmentMode::passive;
  Ref of = no_ref;    // its table or memory; absent means 0
  bool bare = false;  // a list of function indices may do without `func`
  Unparsed unparsed = 0;
};

// What is no field at all, or not far enough to take an index.
struct BadField {};

// `(export "a")` of a definition, an abbreviation. spec: text/modules, Exports
struct InlineExport {
  At at;
  Name name;
};

// There can be many fields: what is large is kept in a box.
template <class Content>
struct StoredAs : std::conditional<(sizeof(Content) <= 16), Content, Box<Content>> {};
template <>
struct StoredAs<NestedField> : std::type_identity<Nested<NestedField>> {};
template <class Content>
using Stored = typename StoredAs<Content>::type;

struct Field {
  std::uint32_t token = 0;             // its `(`
  ExternKind kind = ExternKind::func;  // of definitions, imports and aliases
  BoundId id;
  std::vector<InlineExport> exports;
  // clang-format off
  std::variant<Stored<BadField>, Stored<TypeField>, Stored<ImportField>, Stored<AliasField>,
#define EXTERN_SPACE(name, ...) Stored<FieldOf<IndexSpace::name>::type>,
#include "wast/syntax/index_spaces.def"
               Stored<ExportField>, Stored<StartField>, Stored<SegmentField>>
      content;
  // clang-format on
  // What is wrong with it. It takes its index all the same, so that errors come in the order of the text.
  std::exception_ptr error;

  // Known once fields are desugared: when aliases that it uses and its own index have their turn; the first index that
  // it takes; and the place of an initial definition among types or among the others.
  enum class Turn : std::uint8_t { initial, own, last };
  Turn turn = Turn::initial;
  Index index = 0;
  std::uint32_t slot = 0;
};

template <class Content>
Content& unbox(Content& content) {
  return content;
}
template <class Content>
Content& unbox(Box<Content>& content) {
  return *content;
}
template <class Content>
Content& unbox(Nested<Content>& content) {
  return *content;
}

template <class F>
void take_nested(NestedField& nested, F f) {
  for (Field& field : nested.fields) {
    if (auto* inner = std::get_if<Nested<NestedField>>(&field.content)) f(*inner);
  }
}

// `f` of a field's content.
template <class F>
void visit_content(Field& field, F f) {
  std::visit([&](auto& content) { f(unbox(content)); }, field.content);
}

// `(import "m"? "n" (kind …))`, `(export "n" (kind …))`, or `(kind (export "n")* (import "m"? "n")? …)`, an
// abbreviation for one entry each.
struct ImportExportEntry {
  struct ImportName {
    At at;
    std::optional<Name> module;
    Name name;
  };
  ExternKind kind = ExternKind::func;
  std::optional<ImportName> import;
  std::vector<Name> exports;
  ExternTypeUse type;
  At type_at;
};

struct AliasEntry {
  ExternKind kind = ExternKind::type;
  BoundId id;
  AliasField alias;
};

// `(export $T)` (D3)
struct ZeroLevelEntry {
  Ref type = no_ref;
};

// An entry of a module or instance type.
struct TypeEntry {
  At at;
  std::variant<TypeField, AliasEntry, ImportExportEntry, ZeroLevelEntry> content;
};

template <class F>
void take_nested(LinkingTypeBody& body, F f) {
  for (TypeEntry& entry : body.entries) {
    auto* type = std::get_if<TypeField>(&entry.content);
    if (auto* inner = type ? std::get_if<Nested<LinkingTypeBody>>(&type->def) : nullptr) f(*inner);
    auto* item = std::get_if<ImportExportEntry>(&entry.content);
    if (auto* use = item ? std::get_if<LinkingTypeUse>(&item->type) : nullptr) f(use->body);
  }
}

}  // namespace modlink::text
