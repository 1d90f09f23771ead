// The sections of a module and their order. spec: binary/modules, Sections; Binary.md
#include "wast/syntax/sections.h"

#include <array>
#include <cstddef>
#include <iterator>

namespace modlink {

namespace {

struct SectionRow {
  Section section;
  const char* title;
  Feature feature;
  bool initial;
};

constexpr SectionRow section_rows[] = {
    {Section::custom, "custom", Feature::mvp, false},
#define SECTION(name, id, place, title, feature) {Section::name, title, Feature::feature, false},
#define INITIAL_SECTION(name, id, place, title, feature) {Section::name, title, Feature::feature, true},
#include "wast/syntax/sections.def"
};

constexpr std::size_t no_row = std::size(section_rows);

// By id.
constexpr auto rows = [] {
  std::array<std::uint8_t, 256> result{};
  result.fill(no_row);
  for (std::size_t i = 0; i < no_row; ++i) {
    result[static_cast<std::uint8_t>(section_rows[i].section)] = static_cast<std::uint8_t>(i);
  }
  return result;
}();

const SectionRow& row_of(Section section) { return section_rows[rows[static_cast<std::uint8_t>(section)]]; }

}  // namespace

std::optional<Section> find_section(std::uint8_t id) {
  return rows[id] == no_row ? std::nullopt : std::optional(static_cast<Section>(id));
}

bool is_initial(Section section) { return row_of(section).initial; }

bool is_initial(std::uint8_t id) {
  const auto section = find_section(id);
  return section && is_initial(*section);
}

int rank(Section section) { return static_cast<int>(&row_of(section) - section_rows); }

const char* describe(Section section) { return row_of(section).title; }

Feature feature_of(Section section) { return row_of(section).feature; }

}  // namespace modlink
