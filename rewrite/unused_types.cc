// Types that nothing names any more. spec: syntax/modules, Indices
#include "rewrite/unused_types.h"

#include <algorithm>

#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"

namespace modlink::rewrite {

std::vector<bool> used_types(const Module& module) {
  std::vector<bool> used(count_indices(module)[IndexSpace::type]);
  const auto use = [&](FreeIndex free) {
    if (free.space == IndexSpace::type && free.depth == 0) used[free.index] = true;
  };
  for_each_free_index_of_own(module, use);
  for (const Definition& definition : module.definitions) {
    if (space_of(definition) != IndexSpace::type) for_each_free_index(definition, use);
  }
  // Types are made of earlier ones only, and of members of their own group.
  auto end = static_cast<Index>(used.size());
  for (auto it = module.definitions.rbegin(); it != module.definitions.rend(); ++it) {
    const Index begin = end - type_count(*it);
    const auto is_used = [&](Index i) { return used[i]; };
    bool any = false;
    for (Index i = begin; i < end; ++i) any = any || is_used(i);
    for (Index i = begin; i < end; ++i) used[i] = any;
    if (any) for_each_free_index(*it, use);
    end = begin;
  }
  return used;
}

std::vector<std::optional<std::size_t>> drop_types(Module& module, const std::vector<bool>& dropped) {
  std::vector<Index> indices;  // new ones
  indices.reserve(dropped.size());
  Index next = 0;
  for (bool drop : dropped) indices.push_back(drop ? next : next++);
  // Names of what goes, go.
  module.names[IndexSpace::type].erase_if([&](Index index) { return dropped[index]; });
  std::erase_if(module.names.fields, [&](const auto& names) { return dropped[names.first]; });
  std::vector<Definition> old = std::move(module.definitions);
  module.definitions.clear();
  std::vector<std::optional<std::size_t>> positions;
  Index type = 0;
  for (Definition& definition : old) {
    const Index count = type_count(definition);
    const bool goes = count > 0 && dropped[type];
    type += count;
    positions.push_back(goes ? std::nullopt : std::optional(module.definitions.size()));
    if (goes) continue;
    auto* nested = std::get_if<NestedModule>(&definition);
    if (nested && nested->visible_types < indices.size()) nested->visible_types = indices[nested->visible_types];
    module.definitions.push_back(std::move(definition));
  }
  module = map_free_indices(std::move(module), [&](FreeIndex free) {
    if (free.space == IndexSpace::type && free.depth == 0) free.index = indices[free.index];
    return free;
  });
  return positions;
}

}  // namespace modlink::rewrite
