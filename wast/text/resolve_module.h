// The fields of a module to the module that they stand for. spec: text/modules; Explainer.md
#pragma once

#include "wast/text/fields.h"
#include "wast/text/parse_instructions.h"
#include "wast/text/resolve.h"

namespace modlink::text {

class Desugarer;

class ModuleResolver {
 public:
  // `outer` is the scope of the module that contains this one, or null.
  ModuleResolver(Parser& parser, const Scope* outer, std::string_view name);

  // The module that begins at `at`. What functions and constant expressions contain is parsed now. Throws what is wrong
  // with fields, in their order, types first.
  Module resolve(NestedField fields, At at);

 private:
  void resolve_types(std::vector<Field>& fields);
  void resolve_field(Field& field);
  void resolve(Field&, BadField&) {}
  void resolve(Field&, TypeField&) {}
  void resolve(Field& field, ImportField& import);
  void resolve(Field&, AliasField&) {}
  void resolve(Field& field, NestedField& nested);
  void resolve(Field& field, InstanceField& instance);
  void resolve(Field& field, FuncField& func);
  void resolve(Field& field, TableField& table);
  void resolve(Field& field, MemoryField& memory);
  void resolve(Field& field, GlobalField& global);
  template <IndexSpace space>
  void resolve(Field& field, TypedField<space>& typed) {
    module_.of(SpaceConstant<space>()).push_back({at(field), resolver_.func_type_use(std::move(typed.type))});
  }
  void resolve(Field& field, ExportField& export_);
  void resolve(Field& field, StartField& start);
  void resolve(Field& field, SegmentField& segment);
  At at(const Field& field) const { return {parser_.pos(field.token)}; }

  // A function whose named locals are behind the parameters of a type that was not known yet (D25).
  struct LateFunc {
    Index func;  // among the module's own
    const Field* field;
    const FuncField* content;
  };
  Func parse_func(const Field& field, const FuncField& content);
  void parse_late_funcs();
  void parse_locals(Func& func, std::optional<std::size_t> params);
  void annotate_local(std::optional<std::size_t> params, std::size_t local);
  void add_func_names(Index func);
  void inline_exports(Field& field);
  void inline_elem(Table& table, Index index);
  void inline_data(Memory& memory, Index index, InlineData data);
  void elem(const SegmentField& segment, At at);
  void elem_list(ElemSegment& segment, bool bare);
  void elem_funcs(ElemSegment& segment);
  void elem_exprs(ElemSegment& segment);
  void data(const SegmentField& segment, At at);
  Expr const_expr(std::string_view form);

  void assemble(Desugarer& desugarer);
  void check_counts();
  void apply_annotations(const NestedField& fields);
  bool is_inside(const Field& field, const Annotation& annotation) const;

  Parser& parser_;
  Cursor& cursor_;
  std::string_view name_;
  Scope scope_;
  Resolver resolver_;
  TypeParser types_;
  ExprParser exprs_;
  Module module_;
  std::vector<LateFunc> late_funcs_;
  Pos unknown_params_ = no_pos;  // of the last function: where locals need to know how many there are
  std::vector<Definition>* initial_types_ = nullptr;  // explicit types and outer type aliases (D25)
  std::vector<Definition>* initial_others_ = nullptr;
  ExternDesc group_desc_;  // of the group of imports of one type that is being resolved
};

}  // namespace modlink::text
