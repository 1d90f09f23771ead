// The words for index spaces. spec: text/modules, Indices
#include "wast/syntax/index_spaces.h"

namespace modlink {

namespace {

struct Words {
  const char* keyword;
  const char* noun;
};

constexpr PerSpace<Words> words{{{
#define INDEX_SPACE(name, members, noun, limit, names, names_title) {#name, noun},
#include "wast/syntax/index_spaces.def"
}}};

}  // namespace

const char* to_string(IndexSpace space) { return words[space].keyword; }
const char* to_string(ExternKind kind) { return to_string(space_of(kind)); }
const char* describe(IndexSpace space) { return words[space].noun; }
const char* describe(ExternKind kind) { return describe(space_of(kind)); }

std::optional<ExternKind> find_kind(std::string_view keyword) {
  for (const IndexSpace space : all_index_spaces) {
    if (keyword == to_string(space)) return kind_of(space);
  }
  return std::nullopt;
}

}  // namespace modlink
