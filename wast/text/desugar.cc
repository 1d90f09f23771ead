// Which definitions the fields of a module stand for, and which indices they take. spec: text/modules, Abbreviations;
// Explainer, "Instance Imports and Aliases", "Nested Modules"; D7, D10, D11, D25
#include "wast/text/desugar.h"

#include <algorithm>

#include "wast/text/parse_refs.h"
#include "wast/text/resolve.h"

namespace modlink::text {

void Desugarer::desugar() {
  for (Field& field : fields_) {
    visit_content(field, [&](auto& content) { desugar(field, content); });
  }
  for (const Field& field : fields_) {
    if (field.turn != Field::Turn::initial) inline_aliases(field);
  }
  for (Field& field : fields_) {
    if (field.turn == Field::Turn::own) field.index = take(space_of(field.kind), field.id);
  }
  resolve_forward_aliases();
}

void Desugarer::desugar(Field& field, BadField&) { std::rethrow_exception(field.error); }

// A module or instance type is a scope of its own.
void Desugarer::desugar(Field& field, TypeField& type) {
  if (std::holds_alternative<RecType>(type.def)) inline_aliases(field);
  field.index = scope_.count(IndexSpace::type);
  field.slot = static_cast<std::uint32_t>(types.size());
  types.emplace_back(TypeDef{});
  for (const BoundId id : type.ids) name(IndexSpace::type, scope_.add_type({}), id);
}

void Desugarer::desugar(Field& field, ImportField& import) {
  // The entries of an inline module or instance type do not belong to this scope.
  const auto* linking = std::get_if<LinkingTypeUse>(&import.type);
  if (!linking || linking->type != no_ref) inline_aliases(field.id.token, field);
  imply_instance(import);
  take_linked(field);
  if (!import.module || !linking_) return;
  const ExportAlias alias{implied_instances_.at(*import.module), import.name, field.kind};
  if (!scope_.find_alias(alias)) scope_.add_alias(alias, field.index);
}

void Desugarer::desugar(Field& field, AliasField& alias) {
  const At at{parser_.pos(field.token)};
  inline_aliases(field);
  if (alias.outer) {
    Cursor cursor = parser_.at(alias.from);
    field.index = add_outer_alias(at, scope_.parse_outer(field.kind, cursor));
  } else {
    Ref unresolved = no_ref;
    const Index from = instance(alias.from, &unresolved);
    field.index = add_export_alias(at, {from, std::move(alias.name), field.kind, alias.name_at}, unresolved);
  }
  name(space_of(field.kind), field.index, field.id);
}

void Desugarer::desugar(Field& field, NestedField& nested) {
  take_linked(field);
  nested.visible_types = scope_.count(IndexSpace::type);
}

void Desugarer::desugar(Field& field, InstanceField&) {
  inline_aliases(field);
  take_linked(field);
}

// `(table funcref (elem …))` and `(memory (data …))` define a segment too.
void Desugarer::desugar(Field& field, TableField& table) {
  field.turn = Field::Turn::own;
  if (!table.has_limits) scope_.add(IndexSpace::elem);
}

void Desugarer::desugar(Field& field, MemoryField& memory) {
  field.turn = Field::Turn::own;
  if (memory.data) scope_.add(IndexSpace::data);
}

void Desugarer::desugar(Field& field, SegmentField& segment) {
  field.turn = Field::Turn::last;
  take(segment.space, field.id);
}

// The index of an import, a nested module or an instance, and its place.
void Desugarer::take_linked(Field& field) {
  field.index = take(space_of(field.kind), field.id);
  field.slot = static_cast<std::uint32_t>(others.size());
  others.emplace_back();
}

// The instance of the first field of a two-level import (D7).
void Desugarer::imply_instance(const ImportField& import) {
  if (!import.module || !linking_ || implied_instances_.count(*import.module) != 0) return;
  implied_instances_.emplace(*import.module, scope_.add(IndexSpace::instance));
}

// The identifier of an index, and the name that an annotation behind it gives.
void Desugarer::name(IndexSpace space, Index index, BoundId id) {
  if (id.present) scope_.bind(space, parser_.id(id.token), index, parser_.pos(id.token));
  if (parser_.annotations.empty()) return;
  auto name = parser_.annotations.take_name(id.token + (id.present ? 1 : 0), describe(space));
  if (name) annotated[space].emplace_back(index, std::move(*name));
}

Index Desugarer::take(IndexSpace space, BoundId id) {
  const Index index = scope_.add(space);
  name(space, index, id);
  return index;
}

// Adds the aliases that a field uses from a token on, and that there are not yet.
void Desugarer::inline_aliases(std::uint32_t begin, const Field& field) {
  const auto& all = parser_.cursor.tokens().inline_aliases();
  if (!linking_ || all.empty()) return;
  const std::uint32_t end = static_cast<std::uint32_t>(parser_.cursor.tokens().list().behind(field.token));
  for (auto it = std::lower_bound(all.begin(), all.end(), begin); it != all.end() && *it < end; ++it) {
    const Cursor cursor = parser_.at(*it);
    if (inline_alias_at(cursor) != InlineAlias::none) inline_alias(cursor);
  }
}

void Desugarer::inline_alias(Cursor cursor) {
  const At at = cursor.at();
  cursor.next();
  const ExternKind kind = *find_kind(cursor.text());
  cursor.next();
  if (cursor.accept_keyword("outer")) {
    const OuterAlias alias = scope_.parse_outer(kind, cursor);
    if (!scope_.find_alias(alias)) add_outer_alias(at, alias);
    return;
  }
  Ref unresolved = no_ref;
  Index from = instance(static_cast<Ref>(cursor.index()), &unresolved);
  cursor.next();
  while (cursor.at_string()) {
    const At name_at = cursor.at();
    ExportAlias alias{from, cursor.expect_name(), ExternKind::instance, name_at};
    if (!cursor.at_string()) alias.kind = kind;
    const auto known = unresolved == no_ref ? scope_.find_alias(alias) : std::nullopt;
    from = known ? *known : add_export_alias(at, std::move(alias), unresolved);
    unresolved = no_ref;
  }
}

// An instance's index, or `unresolved` if it is defined later, which validation will refuse.
Index Desugarer::instance(Ref ref, Ref* unresolved) const {
  Cursor cursor = parser_.at(ref);
  if (cursor.at_left()) return find_inline_alias(scope_, cursor);
  if (!cursor.at_id() || scope_.find(IndexSpace::instance, parser_.id(ref))) {
    return scope_.parse_index(IndexSpace::instance, cursor);
  }
  *unresolved = ref;
  return 0;
}

namespace {

template <class Target>
void emplace_alias(std::vector<Definition>& definitions, At at, Target target) {
  Alias& alias = definitions.emplace_back().emplace<Alias>();
  alias.at = at;
  alias.target.emplace<Target>(std::move(target));
}

}  // namespace

Index Desugarer::add_outer_alias(At at, const OuterAlias& alias) {
  const bool is_type = alias.kind == ExternKind::type;
  TypeInfo info;
  info.kind = TypeInfo::Kind::alias;
  info.alias = alias;
  const Index index = is_type ? scope_.add_type(info) : scope_.add(space_of(alias.kind));
  if (!scope_.find_alias(alias)) scope_.add_alias(alias, index);
  emplace_alias<OuterAlias>(is_type ? types : others, at, alias);
  return index;
}

Index Desugarer::add_export_alias(At at, ExportAlias alias, Ref unresolved) {
  const Index index = scope_.add(space_of(alias.kind));
  if (alias.kind == ExternKind::instance) {
    parser_.check_limit(scope_.count(IndexSpace::instance), parser_.limits.instances, at.pos, "instances");
  }
  if (unresolved != no_ref) {
    forward_aliases_.push_back({others.size(), unresolved, index});
  } else if (!scope_.find_alias(alias)) {
    scope_.add_alias(alias, index);
  }
  emplace_alias<ExportAlias>(others, at, std::move(alias));
  return index;
}

void Desugarer::resolve_forward_aliases() {
  for (const ForwardAlias& forward : forward_aliases_) {
    Cursor cursor = parser_.at(forward.instance);
    auto& alias = std::get<ExportAlias>(std::get<Alias>(others[forward.slot]).target);
    alias.instance = scope_.parse_index(IndexSpace::instance, cursor);
    if (!scope_.find_alias(alias)) scope_.add_alias(alias, forward.index);
  }
}

}  // namespace modlink::text
