// The sections of a module and their order. spec: binary/modules, Sections; Binary.md
#pragma once

#include <cstdint>
#include <optional>

#include "wast/syntax/features.h"
#include "wast/syntax/index_spaces.h"

namespace modlink {

// With the id of the section.
enum class Section : std::uint8_t {
  custom = 0,
#define SECTION(name, id, ...) name = id,
#include "wast/syntax/sections.def"
};

// Those that are not initial, nor custom, in the order in which they stand.
inline constexpr Section late_sections[] = {
#define SECTION(name, ...) Section::name,
#define INITIAL_SECTION(...)
#include "wast/syntax/sections.def"
};

// The section with an id; nullopt if there is none.
std::optional<Section> find_section(std::uint8_t id);

// Where the definitions of an index space stand, imports and aliases apart.
constexpr Section section_of(IndexSpace space) {
#define INDEX_SPACE(name, members, noun, limit, names, title, feature, section, ...) \
  if (space == IndexSpace::name) return Section::section;
#include "wast/syntax/index_spaces.def"
  __builtin_unreachable();
}

// Whether a section is one of those that make up Module::definitions.
bool is_initial(Section section);

// Whether an id is that of such a section.
bool is_initial(std::uint8_t id);

// Sections that are not initial are ordered by this; with module linking off, all are. Zero of custom sections. spec:
// binary/modules, Modules
int rank(Section section);

// What a section is called: "function", "data count".
const char* describe(Section section);

// The feature that brings a section.
Feature feature_of(Section section);

}  // namespace modlink
