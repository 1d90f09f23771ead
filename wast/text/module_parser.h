// The parser of one module, in two passes: the first one takes all indices, the second one parses what they stand
// for. spec: text/modules; Explainer.md; D10, D12, D25
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "wast/syntax/module.h"
#include "wast/text/parse_instructions.h"
#include "wast/text/parse_types.h"

namespace modlink::text {

class ModuleParser {
 public:
  // `outer` is the scope of the module that contains this one, or null; `depth` counts them.
  ModuleParser(Parser& parser, const Scope* outer, std::string_view name, unsigned depth);

  // The fields of the module that begins at `at`, up to the `)` that closes it, or the end of the source, which stays.
  Module parse(At at);

 private:
  enum class Form : std::uint8_t { type, rec, import, alias, nested, instance, local, export_, start, elem, data };
  struct Field {
    std::size_t start;  // token of the `(`
    Form form;
    ExternKind kind;          // of import, alias (inverted), nested, instance and local
    Index index = 0;          // the first that the field takes
    std::size_t slot = 0;     // of an initial definition: its place in `types_` or `others_`
    Index visible_types = 0;  // of nested
  };
  // `(func $f (export "a")… ` and what comes then.
  struct Header {
    enum class Rest : std::uint8_t { local, import, alias };
    At at;
    ExternKind kind = ExternKind::func;
    std::optional<std::string_view> id;
    Pos id_pos = no_pos;
    std::size_t first_export = 0;  // token
    std::size_t exports = 0;
    Rest rest = Rest::local;
  };

  // First pass, survey.cc.
  void survey();
  void survey_field();
  void survey_type(Field field);
  void survey_rec(Field field);
  void survey_import(Field field);
  void survey_alias();
  void survey_kind(Field field, ExternKind kind);
  void survey_inline_import(Field field, const Header& header);
  void survey_inverted_alias(Field field, const Header& header);
  void survey_instance_or_module(Field field, const Header& header);
  void survey_segment(IndexSpace space);
  void survey_inline_segment(const Header& header);
  void survey_local_uses();
  void number_locals();
  void survey_uses(Cursor from, std::size_t end);
  void survey_use(Cursor use);
  void survey_desc_uses(ExternKind kind, Cursor body, std::size_t end);
  void take_type(std::optional<std::string_view> id, Pos pos);
  void annotate(IndexSpace space, Index index, bool has_id, Pos id_pos);
  void override_all_names();
  void apply_annotations(std::size_t begin, std::size_t end);
  bool is_inside(const Field& field, const Annotation& annotation) const;
  Index take(ExternKind kind, std::optional<std::string_view> id, Pos pos);
  void take_import(const std::optional<Name>& module, const Name& name, ExternKind kind, Index index);
  void reserve_instance(const Name& module);
  Index add_outer_alias(At at, const OuterAlias& alias);
  Index add_export_alias(At at, ExportAlias alias, const std::optional<std::size_t>& unresolved);
  std::optional<Index> survey_instance_index(Cursor& cursor, std::optional<std::size_t>* unresolved);
  void resolve_forward_aliases();
  void check_import_order(Pos pos) const;
  void check_alias_order(Pos pos) const;
  Header header();
  bool at_inverted_alias(ExternKind kind) const;

  // Second pass, parse_module.cc and parse_definitions.cc.
  void parse_types();
  void parse_field(const Field& field);
  void parse_import(const Field& field);
  void parse_inline_import(const Field& field, const Header& header);
  void parse_nested(const Field& field);
  void parse_instance(const Field& field);
  InstantiateArg parse_arg();
  void parse_local(const Field& field);
  void parse_exports(const Header& header, Index index);
  void parse_func(const Header& header, Index index);
  void parse_locals(Func& func);
  void annotate_local(std::optional<std::size_t> params, std::size_t local);
  void parse_table(const Header& header, Index index);
  void parse_inline_elem(Table& table, Index index);
  void parse_memory(const Header& header, Index index);
  void parse_inline_data(Memory& memory, Index index);
  void parse_global(const Header& header);
  void parse_tag(const Header& header);
  void parse_export();
  void parse_start();
  void parse_elem();
  void parse_elem_list(ElemSegment& segment);
  void parse_offset(Expr& offset);
  void parse_elem_expr(Expr& out);
  void parse_data();
  Bytes parse_strings();
  void import_names(Import& import);
  void assemble();
  void check_counts();
  void add_func_names(Index func);

  Parser& parser_;
  Cursor& cursor_;
  bool linking_;
  unsigned depth_;
  std::string_view name_;
  std::optional<Name> annotated_name_;
  Scope scope_;
  TypeParser types_parser_;
  ExprParser exprs_;
  Module module_;
  std::vector<Field> fields_;
  PerSpace<std::vector<NameMap::Entry>> annotated_;           // what name annotations say
  std::vector<Definition> types_;                             // explicit types and outer type aliases (D25)
  std::vector<Definition> others_;                            // the other initial definitions
  std::unordered_map<std::string, Index> implied_instances_;  // of two-level imports (D7)
  struct ForwardAlias {
    std::size_t slot;
    std::size_t token;  // the identifier of an instance that comes later
    Index index;
  };
  std::vector<ForwardAlias> forward_aliases_;
  std::optional<ExternKind> last_local_;   // once there was a local definition
  std::optional<ExternKind> last_linked_;  // once there was a nested module or an instance
};

// `(export "a")`, `(import "a")`, `(import "a" "b")` without a type.
bool at_inline_export(const Cursor& cursor);
bool at_inline_import(const Cursor& cursor);

}  // namespace modlink::text
