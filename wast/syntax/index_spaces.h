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

namespace modlink {

// What has indices in a module, from func on in the order of index_spaces.def.
enum class IndexSpace : std::uint8_t {
#define INDEX_SPACE(name, members, noun, limit, names, names_title) name,
#include "wast/syntax/index_spaces.def"
};

// The kinds of definitions that can be imported, exported and aliased, with their numbers in `importdesc`,
// `exportdesc` and aliases. `type` occurs in outer aliases only. spec: binary/modules; Binary.md; D22
enum class ExternKind : std::uint8_t {
#define EXTERN_SPACE(name, members, noun, limit, names, names_title) name,
#include "wast/syntax/index_spaces.def"
  type,
};

inline constexpr std::size_t index_space_count = 0
#define INDEX_SPACE(name, members, noun, limit, names, names_title) +1
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

// "func", "table", …: the keyword.
const char* to_string(IndexSpace space);
const char* to_string(ExternKind kind);
// "function", "table", …: the word of messages such as "unknown function 3".
const char* describe(IndexSpace space);
const char* describe(ExternKind kind);
// The kind that a keyword such as `func` names.
std::optional<ExternKind> find_kind(std::string_view keyword);

// One thing for each index space.
template <class T>
class PerSpace {
 public:
  constexpr T& operator[](IndexSpace space) { return items_[static_cast<std::size_t>(space)]; }
  constexpr const T& operator[](IndexSpace space) const { return items_[static_cast<std::size_t>(space)]; }
  constexpr T& operator[](ExternKind kind) { return (*this)[space_of(kind)]; }
  constexpr const T& operator[](ExternKind kind) const { return (*this)[space_of(kind)]; }

  // In the order of IndexSpace.
  constexpr auto begin() { return items_.begin(); }
  constexpr auto end() { return items_.end(); }
  constexpr auto begin() const { return items_.begin(); }
  constexpr auto end() const { return items_.end(); }

  std::array<T, index_space_count> items_{};  // public, so that it can be initialised as an aggregate
};

inline constexpr auto all_index_spaces = [] {
  std::array<IndexSpace, index_space_count> result{};
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = static_cast<IndexSpace>(i);
  return result;
}();

}  // namespace modlink
