// One file of a split. spec: Explainer, "Nested Modules"
#include "tools/transform/split_file.h"

#include <algorithm>

#include "rewrite/move_customs.h"
#include "wast/binary/decode_module.h"
#include "wast/syntax/definitions.h"

namespace modlink::transform {

namespace {

using Node = ModuleTree::Node;

const OuterAlias* outer_alias(const Definition& definition) {
  const auto* alias = std::get_if<Alias>(&definition);
  return alias ? std::get_if<OuterAlias>(&alias->target) : nullptr;
}

ExternType wrapped(const TypeEntry& type) {
  if (const auto* module = std::get_if<const ModuleType*>(&type)) return ExternModule{*module};
  if (const auto* instance = std::get_if<const InstanceType*>(&type)) return ExternInstance{*instance};
  return ExternFunc{std::get<const DefType*>(type)};  // stands for defined types of all kinds
}

}  // namespace

bool SplitFile::Targets::add(const Target& target) {
  const bool added = positions_.emplace(target, size()).second;
  if (added) all_.push_back(target);
  return added;
}

SplitFile::SplitFile(ModuleTree& tree, TypeStore& store, SplitNames& names, CopyBudget& copies, std::size_t root,
                     const SplitOptions& options)
    : tree_(tree),
      store_(store),
      names_(names),
      root_(root),
      options_(options),
      budget_(copies),
      copier_(store, copies_, copied_types_, copies, {}) {
  for (const Definition& definition : tree.nodes[root].module.definitions) {
    if (const auto* import = std::get_if<Import>(&definition)) import_names_.insert(import->first());
  }
}

Module SplitFile::make() {
  keeps_types_ = inline_types();
  if (keeps_types_) copied_types_ = static_cast<Index>(tree_.nodes[root_].valid->types.size());
  import_captures();
  collect(root_);
  for (const auto& layout : layouts_) lay_out(layout.first);
  if (!keeps_types_) lay_out_types();
  return rewrite(root_);
}

// Replaces what a binary has from around it in its types; each keeps its index. False, and nothing has happened, where
// that cannot be, or where types could not be added behind all others.
bool SplitFile::inline_types() {
  const Node& node = tree_.nodes[root_];
  if (node.module.end == no_pos || !are_types_first(node.module)) return false;
  std::vector<Definition> definitions = node.module.definitions;
  Index index = 0;
  for (Definition& definition : definitions) {
    auto* const def = std::get_if<TypeDef>(&definition);
    auto* const linking = def ? std::get_if<Nested<LinkingType>>(&def->def) : nullptr;
    if (const OuterAlias* outer = outer_alias(definition); outer && outer->kind == ExternKind::type) {
      const auto copy = inlined(*outer, 0, index);
      if (!copy) return false;
      definition = *copy;
    } else if (linking && !inline_types(**linking, 1)) {
      return false;
    }
    for (const Index end = index + type_count(definition); index < end; ++index) know_type(index);
  }
  tree_.nodes[root_].module.definitions = std::move(definitions);
  return true;
}

// Of a type `level` scopes inside of the module. Recursive: the depth of types is limited.
bool SplitFile::inline_types(LinkingType& type, std::size_t level) {
  Index index = 0;
  for (TypeDecl& decl : type.decls) {
    auto* const def = std::get_if<TypeDef>(&decl.decl);
    auto* const linking = def ? std::get_if<Nested<LinkingType>>(&def->def) : nullptr;
    const auto* const alias = std::get_if<Alias>(&decl.decl);
    const auto* const outer = alias ? std::get_if<OuterAlias>(&alias->target) : nullptr;
    if (outer && outer->depth >= level) {
      const auto copy = inlined(*outer, level, index);
      if (!copy) return false;
      decl.decl = *copy;
    } else if (linking && !inline_types(**linking, level + 1)) {
      return false;
    }
    index += type_count(decl.decl);
  }
  return true;
}

std::optional<TypeDef> SplitFile::inlined(const OuterAlias& alias, std::size_t level, Index index) {
  const std::size_t owner = tree_.ancestor(root_, alias.depth - level + 1);
  const auto find = [&](const DefType& type) -> std::optional<Index> {
    const auto known = known_types_.find(&type);
    return level > 0 || known == known_types_.end() ? std::nullopt : std::optional(known->second);
  };
  return rewrite::copy_alone(store_, wrapped(tree_.nodes[owner].valid->types[alias.index]), index, find, budget_);
}

void SplitFile::know_type(Index index) {
  const TypeEntry& type = tree_.nodes[root_].valid->types[index];
  if (const auto* def = std::get_if<const DefType*>(&type)) known_types_.emplace(*def, index);
  if (const auto* module = std::get_if<const ModuleType*>(&type)) known_modules_.emplace(*module, index);
}

// What the root does was not read, but has to be, since it names types that get other indices.
void SplitFile::read_code() {
  Module& module = tree_.nodes[root_].module;
  if (module.extent == Extent::all) return;
  Module whole = decode_module_at(module.source, module.at.pos, module.end, options_.features, options_.limits);
  whole.definitions = std::move(module.definitions);
  module = std::move(whole);
}

SplitFile::Target SplitFile::target_of(ModuleRef ref) const {
  const auto nested = tree_.nested(ref);
  if (nested && !tree_.nodes[*nested].stays) return {names_.files.at(*nested), {}};
  return {{}, ref};
}

std::optional<std::size_t> SplitFile::callee(const Node& node, const Definition& definition) const {
  const auto* instance = std::get_if<Instance>(&definition);
  const auto nested = instance ? tree_.nested(node.space[instance->module]) : std::nullopt;
  return nested && !tree_.nodes[*nested].stays ? nested : std::nullopt;
}

// `name`, with `prefix` before it as often as needed.
Name SplitFile::free_name(Name name, const Name& prefix) {
  while (!import_names_.insert(name).second) name.insert(0, prefix);
  return name;
}

Index SplitFile::copy_type(const TypeEntry& type) {
  const ExternDesc desc = copier_.copy(wrapped(type));
  if (const auto* func = std::get_if<FuncDesc>(&desc)) return func->type;
  if (const auto* module = std::get_if<ModuleDesc>(&desc)) return module->type;
  return std::get<InstanceDesc>(desc).type;
}

// The type by which a file is imported: that of the module, and the captures that it is to be given.
const ModuleType* SplitFile::type_of(std::size_t file) {
  const Node& node = tree_.nodes[file];
  if (node.captures.empty()) return &node.valid->module_type();
  ExternTypeMap imports = node.valid->type->imports;
  const std::vector<Name>& names = names_.captures.at(file);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ModuleRef ref = node.captures[i];
    imports.insert(names[i], ExternModule{tree_.nodes[ref.owner].valid->modules[ref.index]});
  }
  return store_.intern_module(std::move(imports), node.valid->type->exports());
}

void SplitFile::add_import(const Target& target, Name name, const ModuleType* type) {
  imported_.add(target);
  const auto known = known_modules_.find(type);
  const bool is_known = keeps_types_ && known != known_modules_.end();
  ExternDesc desc = is_known ? ModuleDesc{known->second} : copier_.copy(ExternModule{type});
  imports_.push_back({{}, std::nullopt, std::move(name), std::move(desc), {}});
}

void SplitFile::import_captures() {
  for (ModuleRef ref : tree_.nodes[root_].captures) {
    const Node& owner = tree_.nodes[ref.owner];
    const std::string id(owner.module.names[IndexSpace::module].find(ref.index));
    Name name = free_name(id.empty() ? "outer" : "outer " + id, "outer ");
    names_.captures[root_].push_back(name);
    add_import({{}, ref}, std::move(name), owner.valid->modules[ref.index]);
  }
}

// Makes sure that the module `index` can name a module.
void SplitFile::require(std::size_t index, ModuleRef ref) {
  const Target target = target_of(ref);
  if (!target.file.empty() && !imported_.has(target)) {
    // A name that begins with `./` is the same file.
    add_import(target, free_name(names_.imports.at(target.file), "./"), type_of(*tree_.nested(ref)));
  }
  const bool is_own = target.file.empty() && ref.owner == index;
  if (index != root_ && !is_own) layouts_[index].aliased.add(target);
}

void SplitFile::collect_modules(std::size_t index) {
  const Node& node = tree_.nodes[index];
  for (ModuleRef ref : node.space) require(index, ref);
  for (const Definition& definition : node.module.definitions) {
    const auto file = callee(node, definition);
    if (!file) continue;
    for (ModuleRef captured : tree_.nodes[*file].captures) require(index, captured);
  }
}

void SplitFile::collect_types(std::size_t index) {
  for_each_free_index(tree_.nodes[index].module.definitions, [&](FreeIndex free) {
    const std::size_t owner = tree_.ancestor(index, free.depth);
    if (free.space == IndexSpace::type && !contains(owner)) copy_type(owner, free.index);
  });
}

void SplitFile::collect(std::size_t index) {
  layouts_[index];
  collect_modules(index);
  collect_types(index);
  for (const auto& nested : tree_.nodes[index].nested) {
    if (nested && tree_.nodes[*nested].stays) collect(*nested);
  }
}

// Types come first, then what stands before the first nested module or instance, then the additional imports and outer
// aliases, and then the rest.
void SplitFile::lay_out(std::size_t index) {
  const Node& node = tree_.nodes[index];
  Layout& layout = layouts_[index];
  Index next = 0;
  bool in_head = true;
  const auto end_head = [&] {
    in_head = false;
    layout.first_import = next;
    if (index == root_) next += imported_.size();
    layout.first_alias = next;
    next += layout.aliased.size();
  };
  for (const Definition& definition : node.module.definitions) {
    if (in_head && ends_imports(definition)) end_head();
    if (space_of(definition) != IndexSpace::module) continue;
    const auto old = static_cast<Index>(layout.modules.size());
    layout.modules.push_back(is_dropped(index, definition, old) ? 0 : next++);
  }
  if (in_head) end_head();
}

void SplitFile::lay_out_types() {
  Index next = copied_types_;
  for (const Definition& definition : tree_.nodes[root_].module.definitions) {
    if (space_of(definition) != IndexSpace::type) continue;
    if (const OuterAlias* outer = outer_alias(definition)) {
      types_.push_back(copy_type(tree_.ancestor(root_, outer->depth + std::size_t{1}), outer->index));
    } else {
      for (Index i = 0; i < type_count(definition); ++i) types_.push_back(next++);
    }
  }
  for (Index i = 0; i < types_.size(); ++i) {
    if (types_[i] != i) return read_code();
  }
}

Index SplitFile::module_index(std::size_t index, const Target& target) const {
  const Layout& layout = layouts_.at(index);
  if (target.file.empty() && target.ref.owner == index) return layout.modules[target.ref.index];
  if (index == root_) return layout.first_import + imported_.at(target);
  return layout.first_alias + layout.aliased.at(target);
}

// What becomes an import or another outer alias, or a copied type.
bool SplitFile::is_dropped(std::size_t index, const Definition& definition, Index module) const {
  if (const OuterAlias* outer = outer_alias(definition)) return outer->kind == ExternKind::module || index == root_;
  return std::holds_alternative<NestedModule>(definition) && !target_of({index, module}).file.empty();
}

// Outer aliases of types of this file's root follow the new indices, those of types from outside mean the copies.
FreeIndex SplitFile::renumbered(std::size_t index, FreeIndex free) {
  const std::size_t owner = tree_.ancestor(index, free.depth);
  if (free.space == IndexSpace::module && free.depth == 0) {
    free.index = module_index(index, target_of(tree_.nodes[index].space[free.index]));
  } else if (free.space == IndexSpace::type && owner == root_) {
    if (!keeps_types_) free.index = types_[free.index];
  } else if (free.space == IndexSpace::type && !contains(owner)) {
    free.index = copy_type(owner, free.index);
    free.depth = static_cast<Index>(tree_.nodes[index].depth - tree_.nodes[root_].depth);
  }
  return free;
}

SplitFile::Callees SplitFile::callees(std::size_t index) const {
  Callees result;
  for (const Definition& definition : tree_.nodes[index].module.definitions) {
    if (std::holds_alternative<Instance>(definition)) result.push_back(callee(tree_.nodes[index], definition));
  }
  return result;
}

// Whoever instantiates a file with captures passes them.
void SplitFile::pass_captures(std::size_t index, std::size_t file, Instance& instance) const {
  const std::vector<ModuleRef>& captures = tree_.nodes[file].captures;
  for (std::size_t i = 0; i < captures.size(); ++i) {
    const Name& name = names_.captures.at(file)[i];
    // A superfluous argument may have had the name.
    const auto has_name = [&](const InstantiateArg& arg) { return arg.name == name; };
    instance.args.erase(std::remove_if(instance.args.begin(), instance.args.end(), has_name), instance.args.end());
    instance.args.push_back({instance.at, name, ExternKind::module, module_index(index, target_of(captures[i]))});
  }
}

void SplitFile::pass_captures(std::size_t index, const Callees& callees, Module& module) const {
  if (callees.empty()) return;
  auto file = callees.begin();
  for (Definition& definition : module.definitions) {
    auto* instance = std::get_if<Instance>(&definition);
    if (!instance) continue;
    if (*file) pass_captures(index, **file, *instance);
    ++file;
  }
}

// The additional imports or outer aliases of a module.
std::vector<Definition> SplitFile::added(std::size_t index) {
  if (index == root_) return {imports_.begin(), imports_.end()};
  std::vector<Definition> result;
  for (const Target& target : layouts_.at(index).aliased.all()) {
    const std::size_t owner = target.file.empty() && contains(target.ref.owner) ? target.ref.owner : root_;
    const auto depth = static_cast<Index>(tree_.nodes[index].depth - tree_.nodes[owner].depth - 1);
    result.emplace_back(Alias{{}, OuterAlias{depth, module_index(owner, target), ExternKind::module}});
  }
  return result;
}

void SplitFile::reorder(std::size_t index, Module& module) {
  std::vector<Definition> old = std::move(module.definitions);
  std::vector<Definition>& result = module.definitions;
  std::vector<std::optional<std::size_t>> positions(old.size());
  result.clear();
  const bool keeps_types = index == root_ && keeps_types_;
  const auto add_copies = [&] {
    for (TypeDecl& copy : copies_) result.emplace_back(std::get<TypeDef>(std::move(copy.decl)));
  };
  if (index == root_ && !keeps_types) add_copies();
  const auto move = [&](std::size_t i) {
    positions[i] = result.size();
    result.push_back(std::move(old[i]));
  };
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (keeps_types) break;
    if (space_of(old[i]) == IndexSpace::type && !is_dropped(index, old[i], 0)) move(i);
  }
  bool in_head = true;
  const auto end_head = [&] {
    in_head = false;
    if (keeps_types) add_copies();
    for (Definition& definition : added(index)) result.push_back(std::move(definition));
  };
  Index next = 0;
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (positions[i] || (!keeps_types && space_of(old[i]) == IndexSpace::type)) continue;
    if (in_head && ends_imports(old[i])) end_head();
    const Index here = space_of(old[i]) == IndexSpace::module ? next++ : 0;
    if (is_dropped(index, old[i], here)) continue;
    move(i);
    auto* nested = std::get_if<NestedModule>(&result.back());
    if (nested) *nested = {nested->at, Nested<Module>(rewrite(*tree_.nested({index, here}))), UINT32_MAX};
  }
  if (in_head) end_head();
  rewrite::move_customs(module, positions);
}

// Recursive: nesting is limited.
Module SplitFile::rewrite(std::size_t index) {
  const Callees before = callees(index);
  Module module =
      map_free_indices(std::move(tree_.nodes[index].module), [&](FreeIndex free) { return renumbered(index, free); });
  pass_captures(index, before, module);
  reorder(index, module);
  return module;
}

}  // namespace modlink::transform
