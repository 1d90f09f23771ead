// Index spaces, and what there is one of for each. spec: syntax/modules, Indices; Explainer, "Proposed Additions"
//
// Locals, labels and the fields of a structure type have indices too, but not of a module: each function or type has
// its own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "wast/syntax/features.h"

namespace modlink {

// What has indices in a module, from func on in the order of index_spaces.def.
enum class IndexSpace : std::uint8_t {
#define INDEX_SPACE(name, ...) name,
#include "wast/syntax/index_spaces.def"
};

// The kinds of definitions that can be imported, exported and aliased. `type` occurs in outer aliases only. spec:
// syntax/modules; Binary.md
enum class ExternKind : std::uint8_t {
#define EXTERN_SPACE(name, ...) name,
#include "wast/syntax/index_spaces.def"
  type,
};

inline constexpr std::size_t index_space_count = 0
#define INDEX_SPACE(...) +1
#include "wast/syntax/index_spaces.def"
    ;
inline constexpr std::size_t extern_kind_count = static_cast<std::size_t>(ExternKind::type);

constexpr IndexSpace space_of(ExternKind kind) { return static_cast<IndexSpace>(kind); }
static_assert(space_of(ExternKind::type) == IndexSpace::type);

// The kind whose definitions a space has; nullopt for segments, which are neither imported nor exported.
constexpr std::optional<ExternKind> kind_of(IndexSpace space) {
  if (space > IndexSpace::type) return std::nullopt;
  return static_cast<ExternKind>(space);
}

// Whether the core language knows the kind, so that a module can be made of definitions of it alone.
constexpr bool is_core(IndexSpace space) {
#define CORE_SPACE(name, ...) \
  if (space == IndexSpace::name) return true;
#include "wast/syntax/index_spaces.def"
  return false;
}

// "func", "table", …: the keyword.
const char* to_string(IndexSpace space);
const char* to_string(ExternKind kind);
// "function", "table", …: the word of messages such as "unknown function 3".
const char* describe(IndexSpace space);
const char* describe(ExternKind kind);
// The kind that a keyword such as `func` names.
std::optional<ExternKind> find_kind(std::string_view keyword);

// The number of a kind in `importdesc`, `exportdesc` and aliases, and the kind of a number. spec: binary/modules;
// Binary.md; D22
std::uint8_t kind_number(ExternKind kind);
std::optional<ExternKind> find_kind(std::uint8_t number);

// "functions", "element segments": all of a space.
const char* describe_all(IndexSpace space);
// The feature that brings imports and exports of a kind.
Feature feature_of(ExternKind kind);

// One thing for each index space.
template <class T>
class PerSpace {
 public:
  constexpr T& operator[](IndexSpace space) { return items_[static_cast<std::size_t>(space)]; }
  constexpr const T& operator[](IndexSpace space) const { return items_[static_cast<std::size_t>(space)]; }
  constexpr T& operator[](ExternKind kind) { return (*this)[space_of(kind)]; }
  constexpr const T& operator[](ExternKind kind) const { return (*this)[space_of(kind)]; }

  friend bool operator==(const PerSpace&, const PerSpace&) = default;

  // In the order of IndexSpace.
  constexpr auto begin() { return items_.begin(); }
  constexpr auto end() { return items_.end(); }
  constexpr auto begin() const { return items_.begin(); }
  constexpr auto end() const { return items_.end(); }

  std::array<T, index_space_count> items_{};  // public, so that it can be initialised as an aggregate
};

// An index space as a type, for what differs in type from space to space.
template <IndexSpace space>
using SpaceConstant = std::integral_constant<IndexSpace, space>;

// `f` of the space's SpaceConstant.
template <class F>
constexpr decltype(auto) visit_space(IndexSpace space, F f) {
#define INDEX_SPACE(name, ...) \
  if (space == IndexSpace::name) return f(SpaceConstant<IndexSpace::name>());
#include "wast/syntax/index_spaces.def"
  __builtin_unreachable();
}

// The same of a kind that is not `type`, which has other things than imports and exports have.
template <class F>
constexpr decltype(auto) visit_kind(ExternKind kind, F f) {
#define EXTERN_SPACE(name, ...) \
  if (kind == ExternKind::name) return f(SpaceConstant<IndexSpace::name>());
#include "wast/syntax/index_spaces.def"
  __builtin_unreachable();
}

// A list for each index space, of things whose type differs from space to space: of `Item<space>::type`. In its
// members the lists have the names that index_spaces.def gives them: `funcs`, `tables`, …
template <template <IndexSpace> class Item>
struct IndexSpaces {
#define INDEX_SPACE(name, members, ...) std::vector<typename Item<IndexSpace::name>::type> members;
#include "wast/syntax/index_spaces.def"

  template <IndexSpace space>
  constexpr auto& of(SpaceConstant<space>) {
    return get<space>(*this);
  }
  template <IndexSpace space>
  constexpr const auto& of(SpaceConstant<space>) const {
    return get<space>(*this);
  }
  std::size_t size(IndexSpace space) const {
    return visit_space(space, [this](auto constant) { return this->of(constant).size(); });
  }

 private:
  template <IndexSpace space, class Self>
  static constexpr auto& get(Self& self) {
#define INDEX_SPACE(name, members, ...) \
  if constexpr (space == IndexSpace::name) return (self.members);
#include "wast/syntax/index_spaces.def"
  }
};

// `Sequence`, a variant or a tuple, of `Item<space>::type` of all kinds that can be imported and exported, in the order
// of ExternKind.
template <template <class...> class Sequence, class None, class... Items>
using SequenceOf = Sequence<Items...>;
template <template <IndexSpace> class Item, template <class...> class Sequence = std::variant>
using PerExternKind = SequenceOf<Sequence, void
#define EXTERN_SPACE(name, ...) , typename Item<IndexSpace::name>::type
#include "wast/syntax/index_spaces.def"
                                 >;

// The kind of what such a variant has.
template <class... Items>
constexpr ExternKind kind_of(const std::variant<Items...>& item) {
  static_assert(sizeof...(Items) == extern_kind_count);
  return static_cast<ExternKind>(item.index());
}

inline constexpr auto all_index_spaces = [] {
  std::array<IndexSpace, index_space_count> result{};
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = static_cast<IndexSpace>(i);
  return result;
}();

}  // namespace modlink
