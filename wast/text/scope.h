// The identifier contexts of modules, of module and instance types, and of functions, and the aliases they have.
// spec: text/conventions, Contexts; Explainer, "Nested Modules"; D5, D10, D25
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wast/syntax/hash.h"
#include "wast/syntax/linking.h"
#include "wast/text/cursor.h"

namespace modlink::text {

// The identifiers of one index space. spec: text/conventions, Contexts
class IdContext {
 public:
  // False if it is taken.
  bool bind(std::string_view id, Index index) { return by_id_.emplace(id, index).second; }
  std::optional<Index> find(std::string_view id) const;
  // "; did you mean $f?": what one that is not found was probably meant to be. Empty if none comes close.
  std::string hint_on(std::string_view id) const;
  NameMap names() const;
  bool empty() const { return by_id_.empty(); }
  void clear();

 private:
  HashMapByName<Index, std::string_view> by_id_;
};

// The identifiers of a function's parameters and locals.
class LocalNames {
 public:
  void clear();
  // Throws Malformed ("duplicate local $x").
  void bind(std::string_view id, Index index, Pos pos);
  // What an annotation says, which takes precedence over the identifier.
  void annotate(Index index, Name name) { annotated_.emplace_back(index, std::move(name)); }
  // The number or identifier at the cursor. Throws Malformed ("unknown local $x").
  Index parse_index(Cursor& cursor) const;
  NameMap names() const;
  bool empty() const { return ids_.empty() && annotated_.empty(); }

 private:
  IdContext ids_;
  std::vector<NameMap::Entry> annotated_;
};

// What a type index stands for, as far as text has to know.
struct TypeInfo {
  enum class Kind : std::uint8_t { pending, func, alias, other };
  Kind kind = Kind::pending;
  const FuncType* func = nullptr;  // of func; owned by the scope
  OuterAlias alias;                // of alias
};

struct FuncTypeHash {
  std::size_t operator()(const FuncType& type) const;
};
struct ExportAliasHash {
  std::size_t operator()(const ExportAlias& alias) const;
};

// A module, or a module or instance type: a set of index spaces with its own identifiers. The parent must outlive it.
class Scope {
 public:
  explicit Scope(const Scope* parent = nullptr, std::string_view name = {}) : parent_(parent), name_(name) {}
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  // Takes the next index of a space.
  Index add(IndexSpace space) { return spaces_[space].count++; }
  Index count(IndexSpace space) const { return spaces_[space].count; }

  // Gives an index an identifier. Throws Malformed ("duplicate func $f").
  void bind(IndexSpace space, std::string_view id, Index index, Pos pos);
  std::optional<Index> find(IndexSpace space, std::string_view id) const { return spaces_[space].ids.find(id); }
  // The number or identifier at the cursor. Throws Malformed ("unknown function $f").
  Index parse_index(IndexSpace space, Cursor& cursor) const;

  // The type at the cursor in one of the `scopes` scopes around this one, unless this one has it: by an identifier,
  // or a number where a scope has types of its own, or is the last. Only in the dialect of 2021 (D24).
  std::optional<OuterAlias> find_type_around(Cursor cursor, Index scopes) const;
  // Numbers mean this scope's types from here on.
  void begin_own_types() { has_own_types_ = true; }

  // All identifiers of a space, in index order.
  NameMap names(IndexSpace space) const { return spaces_[space].ids.names(); }

  // Types: each index is told what it is once that is parsed.
  Index add_type(const TypeInfo& info);
  void set_type(Index index, const TypeInfo& info) { types_[index] = info; }
  // Information about a function type. One that abbreviations may reuse is remembered under its first index.
  TypeInfo func_type(const FuncType& type, Index index, bool reusable);
  std::optional<Index> find_func_type(const FuncType& type) const;
  // The function type behind an index, through aliases; null when it is none, or not known yet. `*owner` is the scope
  // that its indices belong to.
  const FuncType* find_func(Index index, const Scope** owner) const;
  // Whether two function types of two scopes are the same, indices being compared by what they stand for.
  static bool equal(const Scope& a, const FuncType& x, const Scope& b, const FuncType& y);

  // The identifiers of a struct type's fields, found through aliases too. False if it has one of that identifier.
  bool bind_field(Index type, std::string_view id, Index field) { return fields_[type].bind(id, field); }
  std::optional<Index> find_field(Index type, std::string_view id) const;
  // What a field that is not found was probably meant to be, as IdContext::hint_on.
  std::string hint_on_field(Index type, std::string_view id) const;

  // Aliases known so far, under the first index that each has.
  std::optional<Index> find_alias(const ExportAlias& alias) const;
  std::optional<Index> find_alias(const OuterAlias& alias) const;
  void add_alias(const ExportAlias& alias, Index index);
  void add_alias(const OuterAlias& alias, Index index);

  // `outer`'s scope and item at the cursor, behind the keyword `outer`: `$P $T`, `0 $T`, `0 1` …
  OuterAlias parse_outer(ExternKind kind, Cursor& cursor) const;

 private:
  struct Space {
    Index count = 0;
    IdContext ids;
  };
  struct Entity {
    const Scope* scope;
    Index index;
    friend bool operator==(const Entity&, const Entity&) = default;
  };
  Entity entity(Index index) const;
  const IdContext* fields_of(Index type) const;
  std::string hint_on(IndexSpace space, std::string_view id) const;
  std::string name_of_ancestor(const Scope& scope, Index depth) const;
  const Scope* ancestor(Index depth) const;
  Index parse_depth(Cursor& cursor) const;
  static bool equal(const Scope& a, ValType x, const Scope& b, ValType y);

  const Scope* parent_;
  std::string_view name_;
  PerSpace<Space> spaces_;
  std::vector<TypeInfo> types_;
  bool has_own_types_ = false;
  std::unordered_map<Index, IdContext> fields_;  // by type
  std::unordered_map<FuncType, Index, FuncTypeHash> reusable_;
  std::deque<FuncType> others_;
  std::unordered_map<ExportAlias, Index, ExportAliasHash> export_aliases_;
  std::map<std::tuple<Index, Index, ExternKind>, Index> outer_aliases_;
};

}  // namespace modlink::text
