// Parsing of the fields of modules. spec: text/modules; Explainer.md
#pragma once

#include <vector>

#include "wast/text/parse_types.h"

namespace modlink::text {

// `(export "a")`, `(import "a")`, `(import "a" "b")` in a definition of a kind, or what is meant to be one.
bool at_inline_export(const Cursor& cursor, ExternKind kind);
bool at_inline_import(const Cursor& cursor, ExternKind kind);

// The bytes of the strings up to the next `)`.
Bytes parse_strings(Cursor& cursor);

// Parses fields one after the other. What is wrong with one is kept in it.
class FieldParser {
 public:
  // `depth` counts the modules around.
  FieldParser(Parser& parser, unsigned depth)
      : parser_(parser), cursor_(parser.cursor), types_(parser), depth_(depth) {}

  // The fields up to the `)` that closes the module, or the end of the source, which stays.
  std::vector<Field> fields();

 private:
  void field();
  // Adds a field that is one, whatever follows: it takes its index.
  template <class Content>
  Content& add(Field& field, Content content) {
    field.content = Stored<Content>(std::move(content));
    fields_.push_back(std::move(field));
    return unbox(std::get<Stored<Content>>(fields_.back().content));
  }
  Unparsed unparsed() const { return static_cast<Unparsed>(cursor_.index()); }

  void check_import_order(const Field& field) const;
  void check_alias_order(const Field& field) const;

  void type(Field& field);
  void rec(Field& field);
  void import(Field& field);
  void import_type(Field& field, ImportField import);
  void import_group(const Field& group);
  void import_items_of_one_type(const Field& group, ImportField import);
  void alias(Field& field);
  void export_(Field& field);
  void start(Field& field);
  ImportField import_names();
  AliasField outer_alias(ExternKind kind);
  AliasField export_alias();

  // Definitions, and what abbreviates an import or an alias of one.
  void definition(Field& field, ExternKind kind);
  InlineExport inline_export();
  void inline_import(Field& field);
  bool at_inverted_alias(ExternKind kind) const;
  void inverted_alias(Field& field);
  void own(Field& field, FuncField func);
  void own(Field& field, TableField table);
  void own(Field& field, MemoryField memory);
  void own(Field& field, GlobalField global);
  void own(Field& field, NestedField nested);
  void own(Field& field, InstanceField instance);
  template <IndexSpace space>
  void own(Field& field, TypedField<space> typed);
  InstantiateArg arg();
  void elem(Field& field);
  void data(Field& field);
  void segment_use(SegmentField& segment, ExternKind kind);

  Parser& parser_;
  Cursor& cursor_;
  TypeParser types_;
  unsigned depth_;
  std::vector<Field> fields_;
  std::optional<ExternKind> last_local_;   // once there was a definition of the module's own
  std::optional<ExternKind> last_linked_;  // once there was a nested module or an instance
};

}  // namespace modlink::text
