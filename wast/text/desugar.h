// Which definitions the fields of a module stand for, and which indices they take. spec: text/modules, Abbreviations;
// Explainer, "Instance Imports and Aliases", "Nested Modules"; D7, D10, D11, D25
#pragma once

#include <string>
#include <vector>

#include "wast/syntax/hash.h"
#include "wast/text/fields.h"
#include "wast/text/parser.h"
#include "wast/text/scope.h"

namespace modlink::text {

// Takes all indices of a module, in three steps: the initial fields, each with the aliases that it uses before it; the
// aliases that all others use; the module's own definitions.
class Desugarer {
 public:
  // Everything that takes an index or has an identifier goes into `scope`.
  Desugarer(Parser& parser, Scope& scope, std::vector<Field>& fields)
      : parser_(parser), scope_(scope), fields_(fields), linking_(parser.has(Feature::module_linking)) {}

  // Throws what is wrong with identifiers that are bound twice, and with aliases.
  void desugar();

  // The initial definitions in their final order: types and outer type aliases, which come first (D25), and the others.
  // Aliases are complete; the others are to be filled in, at the places that Field::slot says.
  std::vector<Definition> types;
  std::vector<Definition> others;
  // What name annotations say.
  PerSpace<std::vector<NameMap::Entry>> annotated;

 private:
  void desugar(Field& field, BadField&);
  void desugar(Field& field, TypeField& type);
  void desugar(Field& field, ImportField& import);
  void desugar(Field& field, AliasField& alias);
  void desugar(Field& field, NestedField& nested);
  void desugar(Field& field, InstanceField&);
  void desugar(Field& field, TableField& table);
  void desugar(Field& field, MemoryField& memory);
  void desugar(Field& field, SegmentField& segment);
  void desugar(Field& field, FuncField&) { field.turn = Field::Turn::own; }
  void desugar(Field& field, GlobalField&) { field.turn = Field::Turn::own; }
  template <IndexSpace space>
  void desugar(Field& field, TypedField<space>&) {
    field.turn = Field::Turn::own;
  }
  void desugar(Field& field, ExportField&) { field.turn = Field::Turn::last; }
  void desugar(Field& field, StartField&) { field.turn = Field::Turn::last; }

  void take_linked(Field& field);
  void imply_instance(const ImportField& import);
  void name(IndexSpace space, Index index, BoundId id);
  Index take(IndexSpace space, BoundId id);

  void inline_aliases(const Field& field) { inline_aliases(field.token, field); }
  void inline_aliases(std::uint32_t begin, const Field& field);
  void inline_alias(Cursor cursor);
  Index add_outer_alias(At at, const OuterAlias& alias);
  Index add_export_alias(At at, ExportAlias alias, Ref unresolved);
  Index instance(Ref ref, Ref* unresolved) const;
  void resolve_forward_aliases();

  Parser& parser_;
  Scope& scope_;
  std::vector<Field>& fields_;
  bool linking_;
  HashMapByName<Index> implied_instances_;  // of two-level imports (D7)
  struct ForwardAlias {
    std::size_t slot;
    Ref instance;  // which comes later
    Index index;
  };
  std::vector<ForwardAlias> forward_aliases_;
};

}  // namespace modlink::text
