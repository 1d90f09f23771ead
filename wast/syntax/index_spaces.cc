// The words for index spaces. spec: text/modules, Indices
#include "wast/syntax/index_spaces.h"

namespace modlink {

namespace {

struct SpaceRow {
  const char* keyword;
  const char* noun;
  const char* title;
  Feature feature;
  std::uint8_t kind;
};

constexpr std::uint8_t none = 0xff;

constexpr PerSpace<SpaceRow> space_rows{{{
#define INDEX_SPACE(name, members, noun, limit, names, title, feature, section, kind) \
  {#name, noun, title, Feature::feature, kind},
#include "wast/syntax/index_spaces.def"
}}};

}  // namespace

const char* to_string(IndexSpace space) { return space_rows[space].keyword; }
const char* to_string(ExternKind kind) { return to_string(space_of(kind)); }
const char* describe(IndexSpace space) { return space_rows[space].noun; }
const char* describe(ExternKind kind) { return describe(space_of(kind)); }

const char* describe_all(IndexSpace space) { return space_rows[space].title; }
Feature feature_of(ExternKind kind) { return space_rows[kind].feature; }

std::optional<ExternKind> find_kind(std::string_view keyword) {
  for (const IndexSpace space : all_index_spaces) {
    if (keyword == to_string(space)) return kind_of(space);
  }
  return std::nullopt;
}

std::uint8_t kind_number(ExternKind kind) { return space_rows[kind].kind; }

std::optional<ExternKind> find_kind(std::uint8_t number) {
  for (const IndexSpace space : all_index_spaces) {
    if (number == space_rows[space].kind) return kind_of(space);
  }
  return std::nullopt;
}

}  // namespace modlink
