// The words for index spaces. spec: text/modules, Indices
#include "wast/syntax/index_spaces.h"

namespace modlink {

namespace {

struct Row {
  const char* keyword;
  const char* noun;
  const char* title;
  Feature feature;
};

constexpr PerSpace<Row> rows{{{
#define INDEX_SPACE(name, members, noun, limit, names, title, feature, section) {#name, noun, title, Feature::feature},
#include "wast/syntax/index_spaces.def"
}}};

}  // namespace

const char* to_string(IndexSpace space) { return rows[space].keyword; }
const char* to_string(ExternKind kind) { return to_string(space_of(kind)); }
const char* describe(IndexSpace space) { return rows[space].noun; }
const char* describe(ExternKind kind) { return describe(space_of(kind)); }

const char* describe_all(IndexSpace space) { return rows[space].title; }
Feature feature_of(ExternKind kind) { return rows[kind].feature; }

std::optional<ExternKind> find_kind(std::string_view keyword) {
  for (const IndexSpace space : all_index_spaces) {
    if (keyword == to_string(space)) return kind_of(space);
  }
  return std::nullopt;
}

}  // namespace modlink
