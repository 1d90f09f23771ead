// Bundling: module imports become nested modules. spec: Explainer, "Nested Modules"
#include "tools/transform/bundle.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "rewrite/elaborate.h"
#include "rewrite/move_customs.h"
#include "rewrite/unused_types.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/stack.h"

namespace modlink::transform {

namespace {

using Use = BundlePlan::Use;

// A module's definitions in their new order, and what became of its module indices.
struct Layout {
  Module module;
  std::vector<Definition> definitions;                // without the children
  std::vector<std::optional<std::size_t>> positions;  // of the old definitions
  std::size_t children_at = 0;                        // where in `definitions` the children are to be
  std::vector<Index> modules;                         // new module indices, by old ones
  std::vector<bool> used_types;                       // before anything was changed
  Index first_child = 0;                              // the module index of the first child
};

bool ends_imports(const Definition& definition) {
  return std::holds_alternative<NestedModule>(definition) || std::holds_alternative<Instance>(definition);
}

// The uses of a node stand in the order of its imports.
const Use* next_use(const BundlePlan::Node& node, std::size_t& next, const Definition& definition) {
  const Import* import = module_import(definition);
  const bool is_it = import && next < node.uses.size() && node.uses[next].import == import->name;
  return is_it ? &node.uses[next++] : nullptr;
}

std::string module_name(const ModuleFile& file) {
  const std::string& name = file.module.names.module;
  return name.empty() ? std::filesystem::path(file.path).stem().string() : name;
}

class Bundler {
 public:
  explicit Bundler(const BundlePlan& plan) : plan_(plan), layouts_(plan.nodes.size()) {
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
      const std::vector<std::size_t>& children = plan.nodes[i].children;
      for (std::size_t rank = 0; rank < children.size(); ++rank) ranks_[children[rank]] = static_cast<Index>(rank);
    }
  }

  Module bundle() {
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) lay_out(i);
    return assemble(0);
  }

 private:
  void lay_out(std::size_t index);
  OuterAlias alias_to(const BundlePlan::Node& node, std::size_t target) const;
  void name_children(std::size_t index);
  Module assemble(std::size_t index);

  const BundlePlan& plan_;
  std::vector<Layout> layouts_;
  std::unordered_map<std::size_t, Index> ranks_;  // among its siblings
};

// Zero-level exports are written out, as what they mean depends on types that change.
Module module_of(const BundlePlan::Node& node) {
  const Module& module = node.file->module;
  return rewrite::has_zero_level_exports(module) ? rewrite::elaborate(*node.valid) : module;
}

// The alias by which what `target` is reaches a module that is not nested directly in `node`. The target's index is
// that among its siblings until all is laid out.
OuterAlias Bundler::alias_to(const BundlePlan::Node& node, std::size_t target) const {
  const std::size_t parent = plan_.nodes[target].parent;
  const auto depth = static_cast<Index>(node.depth - plan_.nodes[parent].depth - 1);
  return {depth, ranks_.at(target), ExternKind::module};
}

// An import of a module that is nested here goes; of one that is nested further out, it becomes an outer alias. All
// others stay, and the children come behind them.
void Bundler::lay_out(std::size_t index) {
  const BundlePlan::Node& node = plan_.nodes[index];
  Layout& layout = layouts_[index];
  layout.module = module_of(node);
  if (!node.uses.empty()) layout.used_types = rewrite::used_types(layout.module);
  std::vector<std::pair<std::size_t, std::size_t>> nested;  // old module index, child
  Index next = 0;
  std::size_t uses = 0;
  bool before_children = true;
  for (Definition& definition : layout.module.definitions) {
    if (before_children && ends_imports(definition)) {
      before_children = false;
      layout.children_at = layout.definitions.size();
      layout.first_child = next;
      next += static_cast<Index>(node.children.size());
    }
    const Use* use = next_use(node, uses, definition);
    const bool goes = use && plan_.nodes[use->node].parent == index;
    if (goes) nested.emplace_back(layout.modules.size(), use->node);
    if (space_of(definition) == IndexSpace::module) layout.modules.push_back(goes ? 0 : next++);
    layout.positions.push_back(goes ? std::nullopt : std::optional(layout.definitions.size()));
    if (goes) continue;
    if (use) definition = Alias{{use->pos}, alias_to(node, use->node)};
    layout.definitions.push_back(std::move(definition));
  }
  if (before_children) {
    layout.children_at = layout.definitions.size();
    layout.first_child = next;
  }
  for (const auto& [old, child] : nested) layout.modules[old] = layout.first_child + ranks_.at(child);
}

// Children that no import of this very module had named.
void Bundler::name_children(std::size_t index) {
  const Layout& layout = layouts_[index];
  NameMap& names = layouts_[index].module.names[IndexSpace::module];
  const std::vector<std::size_t>& children = plan_.nodes[index].children;
  NameMap all;
  for (std::size_t rank = 0; rank < children.size(); ++rank) {
    all.append(layout.first_child + static_cast<Index>(rank), module_name(*plan_.nodes[children[rank]].file));
  }
  all.override_with(names);
  names = std::move(all);
}

// The types of the imports that are gone; not of binaries, whose code would get other indices and so other bytes.
void drop_types(Layout& layout) {
  if (layout.used_types.empty() || layout.module.end != no_pos) return;
  std::vector<bool> dropped = rewrite::used_types(layout.module);
  for (std::size_t i = 0; i < dropped.size(); ++i) dropped[i] = layout.used_types[i] && !dropped[i];
  const auto moved = rewrite::drop_types(layout.module, dropped);
  for (auto& position : layout.positions) {
    if (position) position = moved[*position];
  }
  const auto children_at = moved.begin() + static_cast<std::ptrdiff_t>(layout.children_at);
  layout.children_at -= static_cast<std::size_t>(std::count(moved.begin(), children_at, std::nullopt));
}

// Recursive: the plan limits the depth.
Module Bundler::assemble(std::size_t index) {
  const BundlePlan::Node& node = plan_.nodes[index];
  const Module& file = node.file->module;
  in_source(file.source, [&] { require_stack(file.at.pos); });
  Layout& layout = layouts_[index];
  Module& module = layout.module;
  module.definitions = std::move(layout.definitions);
  module = map_free_indices(std::move(module), [&](FreeIndex free) {
    if (free.space != IndexSpace::module) return free;
    std::size_t owner = index;
    for (Index i = 0; i < free.depth; ++i) owner = plan_.nodes[owner].parent;
    free.index = owner == index ? layout.modules[free.index] : layouts_[owner].first_child + free.index;
    return free;
  });
  name_children(index);
  drop_types(layout);
  std::vector<Definition> children;
  for (std::size_t child : node.children) {
    children.emplace_back(NestedModule{{}, Nested<Module>(assemble(child)), UINT32_MAX});
  }
  for (auto& position : layout.positions) {
    if (position && *position >= layout.children_at) *position += children.size();
  }
  const auto at = module.definitions.begin() + static_cast<std::ptrdiff_t>(layout.children_at);
  module.definitions.insert(at, std::make_move_iterator(children.begin()), std::make_move_iterator(children.end()));
  rewrite::move_customs(module, layout.positions);
  return std::move(module);
}

}  // namespace

Module bundle(const BundlePlan& plan) {
  return plan.nodes.size() == 1 ? module_of(plan.nodes[0]) : Bundler(plan).bundle();
}

}  // namespace modlink::transform
