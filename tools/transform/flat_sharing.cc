// Which functions of several instances of one module are the same function. spec: exec/runtime, Function Instances
#include "tools/transform/flat_sharing.h"

#include <algorithm>

#include "tools/transform/components.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/hash.h"

namespace modlink::transform {

namespace {

Index lookup(const StaticInstance& inst, IndexSpace space, Index index) {
  return space == IndexSpace::type ? index : inst.at(space, index);
}

}  // namespace

FuncSharing::FuncSharing(const ValidModule& code) : code_(code), first_func_(code.first_func()) {
  collect_references();
  find_components();
}

std::size_t FuncSharing::KeyHash::operator()(const Key& key) const {
  Hasher hasher;
  for (Index index : key) hasher.add(index);
  return hasher.finish();
}

// Types are the same in all instances.
void FuncSharing::collect_references() {
  for (const Func& func : code_.module.funcs) {
    std::vector<Reference>& refs = references_.emplace_back();
    for_each_free_index(func.body, [&](FreeIndex free) {
      if (free.space != IndexSpace::type) refs.push_back({free.space, free.index});
    });
    std::sort(refs.begin(), refs.end());
    refs.erase(std::unique(refs.begin(), refs.end()), refs.end());
    refs.shrink_to_fit();
  }
}

void FuncSharing::find_components() {
  std::vector<std::vector<Index>> edges(references_.size());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    for (Reference ref : references_[i]) {
      if (is_own(ref)) edges[i].push_back(ref.index - first_func_);
    }
  }
  components_ = strongly_connected(edges);
  component_of_.resize(edges.size());
  for (std::size_t i = 0; i < components_.size(); ++i) {
    std::sort(components_[i].begin(), components_[i].end());
    for (Index func : components_[i]) component_of_[func] = static_cast<Index>(i);
  }
}

// Own functions by their class, which is known since callees come first; all else by its index.
FuncSharing::Key FuncSharing::key(const StaticInstance& inst, std::size_t component,
                                  const std::vector<Index>& class_of_component) const {
  Key key{static_cast<Index>(component)};
  for (Index func : components_[component]) {
    for (Reference ref : references_[func]) {
      if (!is_own(ref)) {
        key.push_back(lookup(inst, ref.space, ref.index));
      } else if (const Index other = component_of_[ref.index - first_func_]; other != component) {
        key.push_back(class_of_component[other]);
      }
    }
  }
  return key;
}

std::vector<Index> FuncSharing::assign(StaticInstance& inst, Index next) {
  std::vector<Index> class_of_component;
  std::vector<bool> is_new(components_.size());
  for (std::size_t i = 0; i < components_.size(); ++i) {
    const auto [it, added] = known_.emplace(key(inst, i, class_of_component), static_cast<Index>(classes_.size()));
    if (added) classes_.push_back({std::vector<Index>(components_[i].size())});
    is_new[i] = added;
    class_of_component.push_back(it->second);
  }
  std::vector<Index> result;
  for (Index func = 0; func < component_of_.size(); ++func) {
    const Index component = component_of_[func];
    const auto& members = components_[component];
    const auto member = std::lower_bound(members.begin(), members.end(), func) - members.begin();
    Index& flat = classes_[class_of_component[component]].funcs[static_cast<std::size_t>(member)];
    if (is_new[component]) {
      flat = next++;
      result.push_back(func);
    }
    inst.of(ExternKind::func).push_back(flat);
  }
  return result;
}

}  // namespace modlink::transform
