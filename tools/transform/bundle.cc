// Bundling: module imports become nested modules. spec: Explainer, "Nested Modules"
#include "tools/transform/bundle.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "rewrite/elaborate.h"
#include "rewrite/move_customs.h"
#include "rewrite/type_copier.h"
#include "rewrite/unused_types.h"
#include "tools/files/failure.h"
#include "tools/files/stale_customs.h"
#include "tools/transform/bundle_record.h"
#include "tools/transform/module_tree.h"
#include "tools/transform/record_names.h"
#include "wast/binary/encode_module.h"
#include "wast/binary/names.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/sections.h"
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
  std::vector<Definition> added;                      // before the children: types, and imports that stay
  std::vector<Index> modules;                         // new module indices, by old ones
  std::vector<bool> used_types;                       // before anything was changed
  Index first_child = 0;                              // the module index of the first child
  Index first_external = 0;                           // and of the first import that was added, of the root only
};

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
  explicit Bundler(const BundlePlan& plan)
      : plan_(plan), layouts_(plan.nodes.size()), external_ranks_(plan.externals.size()) {
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
      const std::vector<std::size_t>& children = plan.nodes[i].children;
      for (std::size_t rank = 0; rank < children.size(); ++rank) ranks_[children[rank]] = static_cast<Index>(rank);
    }
    if (plan.records) record_names_ = record_names(plan);
  }

  Module bundle() {
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      if (i == 0 || plan_.nodes[i].users > 0) lay_out(i);
    }
    return assemble(0);
  }

 private:
  void lay_out(std::size_t index);
  OuterAlias alias_to(const BundlePlan::Node& node, const Use& use) const;
  void add_externals(Layout& layout, Index& next);
  void rank_externals();
  void rename(Definition& definition) const;
  void name_children(std::size_t index);
  Module assemble(std::size_t index);
  const Name& file_name(std::size_t index) const { return record_names_.files[index]; }
  bool is_recorded(std::size_t index) const {
    return plan_.records && (index == 0 || !plan_.nodes[index].uses.empty());
  }
  void add_record(std::size_t index, Module& module);

  const BundlePlan& plan_;
  std::vector<Layout> layouts_;
  RecordNames record_names_;                      // if the plan records
  std::vector<Index> external_ranks_;             // their module indices in the root, counted from its first child
  std::unordered_map<std::size_t, Index> ranks_;  // among its siblings
};

// Zero-level exports are written out, as what they mean depends on types that change; those of types too where the
// module is to have an encoding.
Module module_of(const BundlePlan::Node& node, bool is_encoded = false) {
  const Module& module = node.file->module;
  const bool is_text = module.end == no_pos;
  return rewrite::has_zero_level_exports(module) || (is_text && is_encoded) ? rewrite::elaborate(*node.valid) : module;
}

// The alias by which `node` reaches a module that is not nested directly in it. Its index counts from the first child
// there until all is laid out.
OuterAlias Bundler::alias_to(const BundlePlan::Node& node, const Use& use) const {
  if (use.external) {
    return {static_cast<Index>(node.depth - 1), external_ranks_[*use.external], ExternKind::module};
  }
  const std::size_t parent = plan_.nodes[use.node].parent;
  const auto depth = static_cast<Index>(node.depth - plan_.nodes[parent].depth - 1);
  return {depth, ranks_.at(use.node), ExternKind::module};
}

// The imports of nested modules that stay, and their types.
void Bundler::add_externals(Layout& layout, Index& next) {
  const BundlePlan::Node& root = plan_.nodes[0];
  std::vector<TypeDecl> types;
  auto next_type = static_cast<Index>(root.valid->types.size());
  CopyBudget budget(root.valid->copy_limit);
  rewrite::TypeCopier copier(*plan_.types, types, next_type, budget, {});
  std::vector<Definition> imports;
  layout.first_external = next;
  for (const BundlePlan::External& external : plan_.externals) {
    if (external.module) continue;
    imports.emplace_back(Import{{}, std::nullopt, external.request, copier.copy(ExternModule{external.type}), {}});
  }
  next += static_cast<Index>(imports.size());
  for (TypeDecl& type : types) layout.added.emplace_back(std::get<TypeDef>(std::move(type.decl)));
  std::move(imports.begin(), imports.end(), std::back_inserter(layout.added));
}

// An import of a module that is nested here goes; of one that is nested further out, it becomes an outer alias. All
// others stay, and the children come behind them.
void Bundler::lay_out(std::size_t index) {
  const BundlePlan::Node& node = plan_.nodes[index];
  Layout& layout = layouts_[index];
  layout.module = module_of(node, plan_.elaborates);
  if (!node.uses.empty() && layout.module.end == no_pos) layout.used_types = rewrite::used_types(layout.module);
  std::vector<std::pair<std::size_t, std::size_t>> nested;  // old module index, child
  Index next = 0;
  std::size_t uses = 0;
  bool before_children = true;
  const auto begin_children = [&] {
    before_children = false;
    layout.children_at = layout.definitions.size();
    if (index == 0) add_externals(layout, next);
    layout.first_child = next;
    next += static_cast<Index>(node.children.size());
  };
  for (Definition& definition : layout.module.definitions) {
    if (before_children && ends_imports(definition)) begin_children();
    const Use* use = next_use(node, uses, definition);
    const bool goes = use && !use->external && plan_.nodes[use->node].parent == index;
    if (goes) nested.emplace_back(layout.modules.size(), use->node);
    if (space_of(definition) == IndexSpace::module) layout.modules.push_back(goes ? 0 : next++);
    layout.positions.push_back(goes ? std::nullopt : std::optional(layout.definitions.size()));
    if (goes) continue;
    if (use) definition = Alias{{use->pos}, alias_to(node, *use)};
    if (index == 0) rename(definition);
    layout.definitions.push_back(std::move(definition));
  }
  if (before_children) begin_children();
  for (const auto& [old, child] : nested) layout.modules[old] = layout.first_child + ranks_.at(child);
  if (index == 0) rank_externals();
}

// Those that precede the first child have what is added to its index to get theirs, beyond the greatest index.
void Bundler::rank_externals() {
  const Layout& root = layouts_[0];
  Index added = 0;
  for (std::size_t i = 0; i < plan_.externals.size(); ++i) {
    const auto& module = plan_.externals[i].module;
    external_ranks_[i] = (module ? root.modules[*module] : root.first_external + added++) - root.first_child;
  }
}

// An import of the root that stays.
void Bundler::rename(Definition& definition) const {
  auto* import = module_import(definition) ? std::get_if<Import>(&definition) : nullptr;
  const auto renamed = import ? plan_.renamed.find(import->name) : plan_.renamed.end();
  if (renamed != plan_.renamed.end()) import->name = renamed->second;
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

// A section with names that could not be read makes room for one with those of the children.
void drop_unread_names(Module& module, const ModuleFile& file) {
  const auto is_unread = [](const CustomSection& custom) {
    return custom.name == binary::name_section && !custom.bytes.empty();
  };
  if (std::erase_if(module.customs, is_unread) != 0) cli::note_left_out(file.path, {binary::name_section});
}

// The types of the imports that are gone; not of binaries, whose code would get other indices and so other bytes.
void drop_types(Layout& layout) {
  if (layout.used_types.empty() || !layout.added.empty()) return;
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
  const bool has_names = !module.names.empty();
  name_children(index);
  if (!has_names && !node.children.empty()) drop_unread_names(module, *node.file);
  drop_types(layout);
  std::vector<Definition> children;
  for (std::size_t child : node.children) {
    children.emplace_back(NestedModule{{}, Nested<Module>(assemble(child)), UINT32_MAX});
  }
  children.insert(children.begin(), std::make_move_iterator(layout.added.begin()),
                  std::make_move_iterator(layout.added.end()));
  if (!layout.added.empty() && !are_types_first(file)) {
    throw cli::Failure(cli::Status::failed, "no import can be added to a module that has types behind instances",
                       file.source, file.at.pos);
  }
  for (auto& position : layout.positions) {
    if (position && *position >= layout.children_at) *position += children.size();
  }
  const auto at = module.definitions.begin() + static_cast<std::ptrdiff_t>(layout.children_at);
  module.definitions.insert(at, std::make_move_iterator(children.begin()), std::make_move_iterator(children.end()));
  rewrite::move_customs(module, layout.positions);
  if (is_recorded(index)) add_record(index, module);
  return std::move(module);
}

void Bundler::add_record(std::size_t index, Module& module) {
  const BundlePlan::Node& node = plan_.nodes[index];
  BundleRecord record;
  if (index == 0) record.file = file_name(0);
  for (const std::size_t child : node.children) record.children.push_back({file_name(child), is_recorded(child)});
  // What was bundled before has one that is about another module.
  std::erase_if(module.customs, [](const CustomSection& custom) { return custom.name == record_section; });
  const Bytes changed = encode_module(module, {.keeps_bytes = true});
  const Bytes original = encode_module(module_of(node, true), {.keeps_bytes = true});
  const auto view = [](const Bytes& bytes) {
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  constexpr auto last = static_cast<std::uint8_t>(Section::data);
  const auto definitions = static_cast<Index>(module.definitions.size());
  module.customs.push_back(
      {{}, record_section, encode_record(record, view(original), view(changed)), last, definitions});
}

}  // namespace

namespace {

bool is_alone(const BundlePlan& plan) { return plan.nodes.size() == 1 && plan.externals.empty() && !plan.records; }

}  // namespace

bool is_one_file(const BundlePlan& plan) {
  const BundlePlan::Node& root = plan.nodes.front();
  return is_alone(plan) && !plan.elaborates && !rewrite::has_zero_level_exports(root.file->module);
}

ValidModulePtr valid_bundle(const BundlePlan& plan, const Features& features, const ImplementationLimits& limits) {
  return is_one_file(plan) ? plan.nodes.front().valid : validate(bundle(plan), plan.types, features, limits);
}

Module bundle(const BundlePlan& plan) {
  return is_alone(plan) ? module_of(plan.nodes[0], plan.elaborates) : Bundler(plan).bundle();
}

}  // namespace modlink::transform
