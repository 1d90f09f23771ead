// Types that nothing names any more. spec: syntax/modules, Indices
#include "tools/transform/unused_types.h"

#include <algorithm>

#include "tools/transform/scope.h"
#include "wast/syntax/definitions.h"

namespace modlink::transform {

namespace {

// Calls `f` for each index of a type of `module` that `definition`, which stands in it, names.
template <class F>
void for_each_used_type(Definition& definition, F f) {
  Module module;
  module.definitions.push_back(std::move(definition));
  renumber_scope(module, [&](ExternKind kind, Index index) {
    if (kind == ExternKind::type) f(index);
    return index;
  });
  definition = std::move(module.definitions.back());
}

}  // namespace

std::vector<bool> used_types(Module& module) {
  Index count = 0;
  for (const Definition& definition : module.definitions) count += type_count(definition);
  std::vector<bool> used(count);
  const auto use = [&](Index index) { used[index] = true; };
  const Names names = std::move(module.names);  // they are no uses
  module.names = Names();
  renumber(module, [&](ExternKind kind, Index index) {
    if (kind == ExternKind::type) use(index);
    return index;
  });
  module.names = names;
  for (Definition& definition : module.definitions) {
    if (!is_type(definition)) for_each_used_type(definition, use);
  }
  // Types are made of earlier ones only, and of members of their own group.
  Index end = count;
  for (auto it = module.definitions.rbegin(); it != module.definitions.rend(); ++it) {
    const Index begin = end - type_count(*it);
    const auto is_used = [&](Index i) { return used[i]; };
    bool any = false;
    for (Index i = begin; i < end; ++i) any = any || is_used(i);
    for (Index i = begin; i < end; ++i) used[i] = any;
    if (any) for_each_used_type(*it, use);
    end = begin;
  }
  return used;
}

std::vector<std::optional<std::size_t>> drop_types(Module& module, const std::vector<bool>& dropped) {
  std::vector<Index> indices;  // new ones
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
  renumber_scope(module,
                 [&](ExternKind kind, Index index) { return kind == ExternKind::type ? indices[index] : index; });
  return positions;
}

}  // namespace modlink::transform
