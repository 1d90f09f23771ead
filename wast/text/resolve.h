// References to indices, in the scope of a module or of a module or instance type, and the types that abbreviations
// stand for. spec: text/conventions, Contexts; text/modules, Type Uses; D5, D10, D24, D25
#pragma once

#include <vector>

#include "wast/syntax/heap_types.h"
#include "wast/text/fields.h"
#include "wast/text/parser.h"
#include "wast/text/scope.h"

namespace modlink::text {

// The definition that the inline alias at the cursor stands for, which desugaring has made. Throws Malformed ("unknown
// instance $i").
Index find_inline_alias(const Scope& scope, Cursor cursor);

class Resolver {
 public:
  // `decls` of a module or instance type receives the types and aliases that abbreviations stand for; those of a module
  // itself are in `abbreviations`, and its aliases are all known. `depth` counts the types around.
  Resolver(Parser& parser, Scope& scope, std::vector<TypeDecl>* decls, unsigned depth)
      : parser_(parser), scope_(scope), decls_(decls), depth_(depth) {}

  std::vector<TypeDef> abbreviations;

  // What a reference means; 0 if there is none. Throws Malformed ("unknown function $f").
  Index index(IndexSpace space, Ref ref) const;
  Index type(Ref ref);

  // A type with the indices that the references in it mean.
  template <class Type>
  Type resolve(Type type) {
    return map_heap_types(std::move(type), [this](HeapType heap) {
      if (heap.kind == HeapKind::type_index) heap.index = this->type(heap.index);
      return heap;
    });
  }

  // The type's index; that of an abbreviation is an equal type's, or a new one. Throws Malformed ("inline function
  // type"), but not yet where abbreviations may still add the type (D25).
  Index func_type_use(FuncTypeUse use);
  // Once there are no more abbreviations. Throws what func_type_use could not yet.
  void check_forward_uses() const;
  ExternDesc extern_desc(ExternKind kind, ExternTypeUse use);
  // A definition whose indices begin with `first`. `names`, if not null, receives those of the fields of structures.
  TypeDef type_def(TypeField field, At at, Index first, IndirectNameMap* names);
  LinkingType linking_type(LinkingTypeBody body, std::string_view name);

  // Adds the aliases of outer types that a definition names, before it takes its own indices.
  void add_outer_types(const TypeField& field);

  // How many parameters a function type has; nullopt when it is not known here.
  std::optional<std::size_t> param_count(Index type) const;

 private:
  Index own_or_outer_type(Cursor cursor);
  Index alias_type(const OuterAlias& alias, Pos pos);
  Index add_type(TypeDef def, const TypeInfo& info);
  Index abbreviate(FuncType type, At at);
  struct ForwardUse {
    Index type;
    FuncType inline_type;
    Pos pos;
  };
  void check_inline(const ForwardUse& use) const;
  void bind_struct_field(const StructField& field, Index first, IndirectNameMap* names);
  Index linking_type_use(LinkingTypeUse use);

  Parser& parser_;
  Scope& scope_;
  std::vector<TypeDecl>* decls_;
  unsigned depth_;
  std::vector<ForwardUse> forward_uses_;
};

}  // namespace modlink::text
