// The sections of a module and their order. spec: binary/modules, Sections; Binary.md
#include "wast/syntax/sections.h"

#include <algorithm>

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

const SectionRow& row_of(Section section) {
  return *std::find_if(std::begin(section_rows), std::end(section_rows),
                       [&](const SectionRow& row) { return row.section == section; });
}

}  // namespace

std::optional<Section> find_section(std::uint8_t id) {
  const auto has_id = [id](const SectionRow& row) { return static_cast<std::uint8_t>(row.section) == id; };
  const auto* const row = std::find_if(std::begin(section_rows), std::end(section_rows), has_id);
  return row == std::end(section_rows) ? std::nullopt : std::optional(row->section);
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
