// The indices that occur free in a phrase: which it names, and which are bound around it. spec: syntax/modules,
// Indices, "free index sets"; Explainer, "Nested Modules"
//
// A phrase is what stands in a scope: a type, an expression, an instruction's immediate, a definition, a list of them.
// Locals, labels and fields are not among the indices.
#pragma once

#include <functional>

#include "wast/syntax/walk.h"

namespace modlink {

struct FreeIndex {
  IndexSpace space = IndexSpace::func;
  Index index = 0;
  // How many scopes an outer alias leaves to reach it: 0 is the scope in which the phrase stands.
  Index depth = 0;
};

// Calls `f(FreeIndex)` for each index in `phrase`, in the order of the syntax. The scope of a Module is its own, so
// that of depth 0 are its own definitions; names are no uses.
template <class Phrase, class F>
void for_each_free_index(const Phrase& phrase, F f);

// The same of a module's own definitions, initial ones and exports aside.
template <class F>
void for_each_free_index_of_own(const Module& module, F f);

// `phrase` with each of these indices replaced by `f` of it, a FreeIndex, whose space is not looked at. An outer alias
// that is the phrase itself, or a definition of a module, cannot name its own scope: if it should, it stays. Of a
// Module, names go with what they name.
template <class Phrase, class F>
Phrase map_free_indices(Phrase phrase, F f);

// Appends to `to` an instruction of `from` with its free indices replaced like that.
template <class F>
void append_mapped(Expr& to, const Expr& from, const Instr& instr, F f);

// ---

namespace free_indices {

// The scopes that a walk has entered since it left the scope of the phrase.
struct Level {
  Index level = 0;

  void enter() { ++level; }
  void leave() { --level; }
  // What is bound within the phrase is not free.
  bool is_free(const OuterAlias& alias) const { return alias.depth >= level || alias.depth + 1 == level; }
};

// Visitors call whatever they are given through one type, so that a walk is compiled once and not for each use.
struct Reader : Level {
  std::function<void(FreeIndex)> f;

  template <class F>
  explicit Reader(F& f) : f(std::ref(f)) {}
  void index(IndexSpace space, Index index) {
    if (level == 0) f(FreeIndex{space, index, 0});
  }
  void heap_type(HeapType type) {
    if (type.kind == HeapKind::type_index) index(IndexSpace::type, type.index);
  }
  void outer_alias(const OuterAlias& alias) {
    if (is_free(alias)) f(FreeIndex{space_of(alias.kind), alias.index, alias.depth + 1 - level});
  }
};

struct Mapper : Level {
  std::function<FreeIndex(FreeIndex)> f;

  template <class F>
  explicit Mapper(F& f) : f(std::ref(f)) {}
  void index(IndexSpace space, Index& index) {
    if (level == 0) index = f(FreeIndex{space, index, 0}).index;
  }
  void heap_type(HeapType& type) {
    if (type.kind == HeapKind::type_index) index(IndexSpace::type, type.index);
  }
  void outer_alias(OuterAlias& alias) {
    if (!is_free(alias)) return;
    const FreeIndex result = f(FreeIndex{space_of(alias.kind), alias.index, alias.depth + 1 - level});
    if (result.depth + level == 0) return;
    alias.index = result.index;
    alias.depth = result.depth + level - 1;
  }
};

template <class F>
void map_names(IndirectNameMap& names, IndexSpace space, F f) {
  IndirectNameMap result;
  for (auto& [index, inner] : names) result.emplace(f(FreeIndex{space, index, 0}).index, std::move(inner));
  names = std::move(result);
}

template <class F>
void map_names(Names& names, F& f) {
  for (const IndexSpace space : all_index_spaces) {
    names[space].map_indices([&](Index index) { return f(FreeIndex{space, index, 0}).index; });
  }
  map_names(names.locals, IndexSpace::func, f);
  map_names(names.labels, IndexSpace::func, f);
  map_names(names.fields, IndexSpace::type, f);
}

}  // namespace free_indices

template <class Phrase, class F>
void for_each_free_index(const Phrase& phrase, F f) {
  free_indices::Reader reader(f);
  Walk(reader).walk(phrase);
}

template <class F>
void for_each_free_index_of_own(const Module& module, F f) {
  free_indices::Reader reader(f);
  Walk(reader).walk_own(module);
}

template <class Phrase, class F>
Phrase map_free_indices(Phrase phrase, F f) {
  free_indices::Mapper mapper(f);
  Walk(mapper).walk(phrase);
  if constexpr (std::is_same_v<Phrase, Module>) free_indices::map_names(phrase.names, f);
  return phrase;
}

template <class F>
void append_mapped(Expr& to, const Expr& from, const Instr& instr, F f) {
  free_indices::Mapper mapper(f);
  to.append(Walk(mapper).copy(from, instr, to));
}

}  // namespace modlink
