// Parsing of types. spec: text/types; Explainer, "Module and Instance Types"
#pragma once

#include "wast/text/fields.h"
#include "wast/text/parser.h"
#include "wast/text/scope.h"

namespace modlink::text {

// What to do with the identifiers of parameters.
enum class ParamIds { forbid, ignore, bind };

// Parses types. Their type indices are references.
class TypeParser {
 public:
  // `depth` counts the module and instance types around.
  explicit TypeParser(Parser& parser, unsigned depth = 0) : parser_(parser), cursor_(parser.cursor), depth_(depth) {}

  HeapType heap_type();
  RefType ref_type();
  bool at_ref_type() const;
  ValType val_type();
  FuncType signature(ParamIds ids, LocalNames* names);
  Limits limits();
  AddrType addr_type();
  TableType table_type();
  MemoryType memory_type();
  // What follows the limits of a memory: `shared`, `(pagesize n)`.
  void memory_attributes(MemoryType& type);
  GlobalType global_type();
  FuncTypeUse func_type_use(ParamIds ids, LocalNames* names = nullptr);

  // These give what has been read even if something malformed follows.
  // What follows `(func $id?` … in an import or an export of a type: up to the `)`.
  void extern_type(ExternKind kind, ExternTypeUse& type);
  // `(type $t …)`, or `(rec …)`.
  void type_field(TypeField& field);
  void rec_field(TypeField& field);
  // What is inside `(module …)` or `(instance …)`, up to its `)`.
  void linking_type(LinkingType::Kind kind, LinkingTypeBody& body);

 private:
  void extern_type(ExternTypeUse& type, TableType);
  void extern_type(ExternTypeUse& type, MemoryType);
  void extern_type(ExternTypeUse& type, GlobalType);
  void extern_type(ExternTypeUse& type, ModuleDesc);
  void extern_type(ExternTypeUse& type, InstanceDesc);
  template <ExternKind kind>
  void extern_type(ExternTypeUse& type, TypeUse<kind>);
  HeapType abstract_heap_type();
  void annotate_param(ParamIds ids, LocalNames* names, Index index);
  void check_results(const FuncType& type, Pos pos) const;
  void member(TypeField& field);
  SubType sub_type(std::vector<StructField>& fields, Index member);
  CompType comp_type(std::vector<StructField>& fields, Index member);
  StructType struct_type(std::vector<StructField>& fields, Index member);
  FieldType field_type();
  void linking_type_use(LinkingType::Kind kind, LinkingTypeUse& use);

  Parser& parser_;
  Cursor& cursor_;
  unsigned depth_;
};

}  // namespace modlink::text
