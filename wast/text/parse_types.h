// Parsing of types. spec: text/types; Explainer, "Module and Instance Types"
#pragma once

#include <unordered_map>

#include "wast/syntax/module.h"
#include "wast/text/parser.h"
#include "wast/text/resolve.h"

namespace modlink::text {

// The identifiers of a function's parameters and locals.
class LocalNames {
 public:
  void clear();
  // Throws Malformed ("duplicate local $x").
  void bind(std::string_view id, Index index, Pos pos);
  // What an annotation says, which takes precedence over the identifier.
  void annotate(Index index, Name name) { annotated_.emplace_back(index, std::move(name)); }
  Index parse_index(Cursor& cursor) const;
  NameMap names() const;
  bool empty() const { return by_id_.empty() && annotated_.empty(); }

 private:
  std::unordered_map<std::string_view, Index> by_id_;
  std::vector<NameMap::Entry> annotated_;
};

// What to do with the identifiers of parameters.
enum class ParamIds { forbid, ignore, bind };

// Parses types in one scope. Types that abbreviations and alias sugar add go through `add_type` and `add_alias`.
class TypeParser {
 public:
  // `decls` of a module or instance type receives what is added; a module's own additions go to `abbreviations`, and
  // its aliases are all there before its types are parsed.
  TypeParser(Parser& parser, Scope& scope, std::vector<TypeDecl>* decls, unsigned depth)
      : parser_(parser), cursor_(parser.cursor), scope_(scope), decls_(decls), depth_(depth) {}

  std::vector<TypeDef> abbreviations;

  HeapType heap_type();
  RefType ref_type();
  bool at_ref_type() const;
  ValType val_type();
  void annotate_param(ParamIds ids, LocalNames* names, Index index);
  FuncType signature(ParamIds ids, LocalNames* names);
  Limits limits();
  AddrType addr_type();
  TableType table_type();
  MemoryType memory_type();
  // What follows the limits of a memory: `shared`, `(pagesize n)`.
  void memory_attributes(MemoryType& type);
  GlobalType global_type();

  // `(type x)` or `(type outer $P $T)`.
  bool at_type_use() const;
  Index type_index_use();
  // `x` or `(type outer $P $T)`, where only an index is expected.
  Index type_index();
  Index func_type_use(ParamIds ids, LocalNames* names = nullptr);
  BlockType block_type();
  // How many parameters the function type has; nullopt when it is not known here.
  std::optional<std::size_t> param_count(Index type) const;

  // What follows `(func $id?` … in an import or an export of a type: up to the `)`.
  ExternDesc extern_desc(ExternKind kind);

  // One `(type …)` whose index is already taken, or a `(rec …)` whose indices are.
  TypeDef type_field(Index index, IndirectNameMap* fields);
  TypeDef rec_field(Index index, IndirectNameMap* fields);

  // A bare module or instance type body, up to its `)`.
  LinkingType linking_type(LinkingType::Kind kind, std::string_view name);

 private:
  HeapType abstract_heap_type();
  Index abbreviate(FuncType type, Pos pos);
  Index add_type(TypeDef def, const TypeInfo& info);
  Index linking_type_use(LinkingType::Kind kind);
  Index own_or_outer_type();
  Index outer_type();
  Index alias_type(const OuterAlias& alias, Pos pos);
  void check_inline(Index type, const FuncType& inline_type, Pos pos) const;
  SubType sub_type(Index index, IndirectNameMap* fields);
  CompType comp_type(Index index, IndirectNameMap* fields);
  StructType struct_type(Index index, IndirectNameMap* fields);
  FieldType field_type();
  void check_results(const FuncType& type, Pos pos) const;

  Parser& parser_;
  Cursor& cursor_;
  Scope& scope_;
  std::vector<TypeDecl>* decls_;
  unsigned depth_;
};

}  // namespace modlink::text
