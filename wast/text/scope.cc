// Identifier contexts. spec: text/conventions, Contexts; Explainer, "Nested Modules"; D5, D10, D25
#include "wast/text/scope.h"

#include <algorithm>

#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/nearest_word.h"
#include "wast/text/literals.h"
#include "wast/text/parentheses.h"
#include "wast/text/parse_refs.h"

namespace modlink::text {

namespace {

void add_to(Hasher& hasher, const ResultType& types) {
  hasher.add(types.size());
  for (const ValType& type : types) {
    hasher.add(static_cast<std::uint64_t>(type.kind) | static_cast<std::uint64_t>(type.nullable) << 8 |
               static_cast<std::uint64_t>(type.heap_kind) << 16 | std::uint64_t{type.index} << 32);
  }
}

}  // namespace

std::size_t FuncTypeHash::operator()(const FuncType& type) const {
  Hasher hasher;
  add_to(hasher, type.params);
  add_to(hasher, type.results);
  return hasher.finish();
}

std::size_t ExportAliasHash::operator()(const ExportAlias& alias) const {
  return Hasher()
      .add(std::uint64_t{alias.instance} << 8 | static_cast<std::uint64_t>(alias.kind))
      .add(alias.name)
      .finish();
}

std::optional<Index> IdContext::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::string IdContext::hint_on(std::string_view id) const {
  NearestWord nearest(id);
  if (by_id_.size() > most_compared) return {};
  for (const auto& [candidate, index] : by_id_) nearest.offer(candidate, index);
  return nearest.found().empty() ? std::string() : concat("; did you mean ", quote_id(nearest.found()), '?');
}

NameMap IdContext::names() const {
  std::vector<NameMap::Entry> names;
  names.reserve(by_id_.size());
  for (const auto& [id, index] : by_id_) names.emplace_back(index, id);
  return NameMap(std::move(names));
}

void IdContext::clear() {
  // Clearing costs time in the number of buckets, whatever is in them.
  if (by_id_.bucket_count() > 256) {
    by_id_ = {};
  } else if (!by_id_.empty()) {
    by_id_.clear();
  }
}

void LocalNames::clear() {
  annotated_.clear();
  ids_.clear();
}

void LocalNames::bind(std::string_view id, Index index, Pos pos) {
  if (!ids_.bind(id, index)) throw Malformed(pos, concat("duplicate local ", quote_id(id)));
}

Index LocalNames::parse_index(Cursor& cursor) const {
  if (cursor.at_natural()) return expect_u32(cursor);
  const Pos pos = cursor.pos();
  if (!cursor.at_id()) cursor.unexpected("a local index");
  const std::string_view id = *cursor.accept_id();
  if (const auto index = ids_.find(id)) return *index;
  throw OutOfContext(pos, concat("unknown local ", quote_id(id), ids_.hint_on(id)));
}

NameMap LocalNames::names() const {
  NameMap result = ids_.names();
  result.override_with(NameMap(annotated_));
  return result;
}

void Scope::bind(IndexSpace space, std::string_view id, Index index, Pos pos) {
  if (spaces_[space].ids.bind(id, index)) return;
  throw Malformed(pos, concat("duplicate ", to_string(space), ' ', quote_id(id)));
}

Index Scope::parse_index(IndexSpace space, Cursor& cursor) const {
  if (cursor.at_natural()) return expect_u32(cursor);
  const Token token = cursor.peek();
  parse_plain_ref(cursor, space);
  const std::string_view id = cursor.tokens().id(token);
  if (const auto index = find(space, id)) return *index;
  throw OutOfContext(token.pos, concat("unknown ", describe(space), ' ', quote_id(id), hint_on(space, id)));
}

// The identifier or the number that `outer` names a scope around this one by.
std::string Scope::name_of_ancestor(const Scope& scope, Index depth) const {
  for (const Scope* inner = parent_; inner != &scope; inner = inner->parent_) {
    if (inner->name_ == scope.name_) return std::to_string(depth);
  }
  return scope.name_.empty() ? std::to_string(depth) : quote_id(scope.name_);
}

// What to write instead of an identifier that is unknown here: one of a scope around this one is reached by an outer
// alias, if such aliases are of its kind.
std::string Scope::hint_on(IndexSpace space, std::string_view id) const {
  Index depth = 0;
  for (const Scope* scope = parent_; scope; scope = scope->parent_, ++depth) {
    if (!scope->find(space, id)) continue;
    if (space != IndexSpace::type && space != IndexSpace::module)
      return "; a nested module has nothing of the one around it but types and modules";
    return concat("; write (", to_string(space), " outer ", name_of_ancestor(*scope, depth), ' ', quote_id(id), ')');
  }
  return spaces_[space].ids.hint_on(id);
}

std::optional<OuterAlias> Scope::find_type_around(Cursor cursor, Index scopes) const {
  const bool number = cursor.at_natural();
  if (!number && !cursor.at_id()) return std::nullopt;
  const std::string_view id = number ? std::string_view() : cursor.tokens().id(cursor.peek());
  const auto has = [&](const Scope& scope) {
    return number ? scope.has_own_types_ : scope.find(IndexSpace::type, id).has_value();
  };
  const Scope* scope = this;
  for (Index distance = 0; distance <= scopes; ++distance, scope = scope->parent_) {
    if (!has(*scope) && !(number && distance == scopes)) continue;
    if (distance == 0) return std::nullopt;
    const At at = cursor.at();
    return OuterAlias{distance - 1, scope->parse_index(IndexSpace::type, cursor), ExternKind::type, at, at};
  }
  return std::nullopt;
}

Index Scope::add_type(const TypeInfo& info) {
  types_.push_back(info);
  return add(IndexSpace::type);
}

TypeInfo Scope::func_type(const FuncType& type, Index index, bool reusable) {
  TypeInfo info;
  info.kind = TypeInfo::Kind::func;
  if (reusable) {
    info.func = &reusable_.emplace(type, index).first->first;
  } else {
    info.func = &others_.emplace_back(type);
  }
  return info;
}

std::optional<Index> Scope::find_func_type(const FuncType& type) const {
  const auto found = reusable_.find(type);
  return found == reusable_.end() ? std::nullopt : std::optional(found->second);
}

const Scope* Scope::ancestor(Index depth) const {
  const Scope* scope = parent_;
  for (; scope && depth > 0; --depth) scope = scope->parent_;
  return scope;
}

// Aliases lead strictly outwards, so this ends.
Scope::Entity Scope::entity(Index index) const {
  Entity result{this, index};
  for (;;) {
    const auto& types = result.scope->types_;
    if (result.index >= types.size() || types[result.index].kind != TypeInfo::Kind::alias) return result;
    const OuterAlias& alias = types[result.index].alias;
    const Scope* outer = result.scope->ancestor(alias.depth);
    if (!outer) return result;
    result = {outer, alias.index};
  }
}

const FuncType* Scope::find_func(Index index, const Scope** owner) const {
  const Entity target = entity(index);
  *owner = target.scope;
  return target.index < target.scope->types_.size() ? target.scope->types_[target.index].func : nullptr;
}

const IdContext* Scope::fields_of(Index type) const {
  const Entity target = entity(type);
  const auto fields = target.scope->fields_.find(target.index);
  return fields == target.scope->fields_.end() ? nullptr : &fields->second;
}

std::optional<Index> Scope::find_field(Index type, std::string_view id) const {
  const IdContext* const fields = fields_of(type);
  return fields ? fields->find(id) : std::nullopt;
}

std::string Scope::hint_on_field(Index type, std::string_view id) const {
  const IdContext* const fields = fields_of(type);
  return fields ? fields->hint_on(id) : std::string();
}

bool Scope::equal(const Scope& a, ValType x, const Scope& b, ValType y) {
  if (x.heap_kind != HeapKind::type_index || y.heap_kind != HeapKind::type_index) return x == y;
  return x.kind == y.kind && x.nullable == y.nullable && a.entity(x.index) == b.entity(y.index);
}

bool Scope::equal(const Scope& a, const FuncType& x, const Scope& b, const FuncType& y) {
  if (&a == &b) return x == y;
  const auto same = [&](ValType s, ValType t) { return equal(a, s, b, t); };
  return std::equal(x.params.begin(), x.params.end(), y.params.begin(), y.params.end(), same) &&
         std::equal(x.results.begin(), x.results.end(), y.results.begin(), y.results.end(), same);
}

std::optional<Index> Scope::find_alias(const ExportAlias& alias) const {
  const auto found = export_aliases_.find(alias);
  return found == export_aliases_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Index> Scope::find_alias(const OuterAlias& alias) const {
  const auto found = outer_aliases_.find({alias.depth, alias.index, alias.kind});
  return found == outer_aliases_.end() ? std::nullopt : std::optional(found->second);
}

void Scope::add_alias(const ExportAlias& alias, Index index) { export_aliases_.emplace(alias, index); }

void Scope::add_alias(const OuterAlias& alias, Index index) {
  outer_aliases_.emplace(std::tuple(alias.depth, alias.index, alias.kind), index);
}

Index Scope::parse_depth(Cursor& cursor) const {
  if (cursor.at_natural()) return expect_u32(cursor);
  const Pos pos = cursor.pos();
  const std::string_view id = cursor.expect_id();
  Index depth = 0;
  NearestWord nearest(id);
  for (const Scope* scope = parent_; scope; scope = scope->parent_, ++depth) {
    if (scope->name_ == id) return depth;
    nearest.offer(scope->name_, depth);
  }
  const std::string_view meant = nearest.found();
  throw OutOfContext(pos, concat("unknown outer module ", quote_id(id),
                                 meant.empty() ? std::string() : concat("; did you mean ", quote_id(meant), '?')));
}

OuterAlias Scope::parse_outer(ExternKind kind, Cursor& cursor) const {
  OuterAlias alias;
  alias.kind = kind;
  alias.depth_at = cursor.at();
  alias.depth = parse_depth(cursor);
  alias.index_at = cursor.at();
  const Scope* outer = ancestor(alias.depth);
  static const Scope nowhere;
  alias.index = (outer ? outer : &nowhere)->parse_index(space_of(kind), cursor);
  return alias;
}

}  // namespace modlink::text
