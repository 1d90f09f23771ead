// Which definition takes which index. spec: syntax/modules, Indices; D7
#include "wast/syntax/definitions.h"

#include <algorithm>

namespace modlink {

TakenIndices IndexCounter::take(const Import& import) {
  std::optional<Index> implied;
  if (import.module && implied_.insert(*import.module).second) implied = take(IndexSpace::instance).first;
  TakenIndices result = take(space_of(kind_of(import.desc)));
  result.implied = implied;
  return result;
}

TakenIndices IndexCounter::take(const Definition& definition) {
  if (const auto* def = std::get_if<TypeDef>(&definition)) return take(*def);
  if (const auto* import = std::get_if<Import>(&definition)) return take(*import);
  return take(space_of(definition));
}

IndexSpace space_of(const Definition& definition) {
  if (const auto* import = std::get_if<Import>(&definition)) return space_of(kind_of(import->desc));
  if (const auto* alias = std::get_if<Alias>(&definition)) return space_of(kind_of(*alias));
  if (std::holds_alternative<NestedModule>(definition)) return IndexSpace::module;
  return std::holds_alternative<Instance>(definition) ? IndexSpace::instance : IndexSpace::type;
}

Index count_own(const Module& module, IndexSpace space) {
#define DEFINED_SPACE(name, members, ...) \
  if (space == IndexSpace::name) return static_cast<Index>(module.members.size());
#include "wast/syntax/index_spaces.def"
  return 0;
}

PerSpace<Index> first_own(const Module& module) {
  const IndexCounter counter = for_each_definition(module, [](const Definition&, const TakenIndices&) {});
  PerSpace<Index> result;
  for (const IndexSpace space : all_index_spaces) result[space] = counter.count(space);
  return result;
}

PerSpace<Index> count_indices(const Module& module) {
  PerSpace<Index> result = first_own(module);
  for (const IndexSpace space : all_index_spaces) result[space] += count_own(module, space);
  return result;
}

// What rewriting has left of a group may be no group any more.
std::size_t count_group(std::span<const Definition> definitions) {
  const auto& head = std::get<Import>(definitions.front());
  if (head.group.kind == ImportGroup::Kind::none || !head.module) return 1;
  const auto belongs = [&](const Definition& definition) {
    const auto* import = std::get_if<Import>(&definition);
    return import && import->group.kind == head.group.kind && !import->group.first && import->module == head.module &&
           (head.group.kind == ImportGroup::Kind::typed || import->desc == head.desc);
  };
  return std::find_if_not(definitions.begin() + 1, definitions.end(), belongs) - definitions.begin();
}

namespace {

bool is_of_linking(ExternKind kind) { return !is_core(space_of(kind)); }

bool is_of_linking(const Definition& definition) {
  if (const auto* import = std::get_if<Import>(&definition)) {
    return !import->module || is_of_linking(kind_of(import->desc));
  }
  const auto* def = std::get_if<TypeDef>(&definition);
  return !def || !std::holds_alternative<RecType>(def->def);
}

}  // namespace

bool uses_linking(const Module& module) {
  const auto exported = [](const Export& item) { return is_of_linking(item.kind); };
  return std::any_of(module.definitions.begin(), module.definitions.end(),
                     [](const Definition& definition) { return is_of_linking(definition); }) ||
         std::any_of(module.exports.begin(), module.exports.end(), exported);
}

std::vector<const SubType*> own_types(const Module& module) {
  std::vector<const SubType*> result;
  for_each_definition(module, [&](const Definition& definition, const TakenIndices& taken) {
    if (taken.space != IndexSpace::type) return;
    const auto* def = std::get_if<TypeDef>(&definition);
    const auto* group = def ? std::get_if<RecType>(&def->def) : nullptr;
    if (!group) return result.push_back(nullptr);
    for (const SubType& type : group->sub_types) result.push_back(&type);
  });
  return result;
}

}  // namespace modlink
