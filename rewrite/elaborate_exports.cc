// Elaboration of zero-level exports, in types and in modules. spec: Explainer, "Module and Instance Types", "Module
// and Instance Exports"; D3
#include <algorithm>

#include "rewrite/elaborate.h"
#include "rewrite/type_copier.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/stack.h"

namespace modlink::rewrite {

namespace {

// Rewrites the types of one module without zero-level exports. Copied types take type indices inside the type where
// the export stands, so that later indices of that scope grow.
class TypeElaborator {
 public:
  TypeElaborator(const ValidModule& module, CopyBudget& budget) : module_(module), budget_(budget) {}

  void elaborate(LinkingType& type) {
    std::vector<TypeDecl> decls = std::move(type.decls);
    type.decls.clear();
    Scope scope{type.decls, {}, 0, nullptr};
    scopes_.push_back(&scope);
    TypeCopier copier(*module_.type_store, scope.decls, scope.next, budget_, {});
    scope.copier = &copier;
    for (TypeDecl& decl : decls) rewrite(scope, std::move(decl));
    type.type_names.map_indices([&](Index index) { return scope.indices[index]; });
    scopes_.pop_back();
  }

 private:
  struct Scope {
    std::vector<TypeDecl>& decls;
    std::vector<Index> indices;  // new ones, by old ones
    Index next;
    TypeCopier* copier;

    void add_type() { indices.push_back(next++); }
  };

  void rewrite(Scope& scope, TypeDecl decl) {
    if (const auto* item = std::get_if<ZeroLevelExport>(&decl.decl)) return expand(scope, *item);
    auto* const def = std::get_if<TypeDef>(&decl.decl);
    auto* const inner = def ? std::get_if<Nested<LinkingType>>(&def->def) : nullptr;
    // The members of a group may name each other.
    for (Index i = type_count(decl.decl); i > 0; --i) scope.add_type();
    if (inner) {
      elaborate(**inner);
    } else {
      decl = map_free_indices(std::move(decl), [this](FreeIndex free) { return renumbered(free); });
    }
    scope.decls.push_back(std::move(decl));
  }

  // Scopes outside of the module's types keep their indices.
  FreeIndex renumbered(FreeIndex free) const {
    if (free.depth < scopes_.size()) free.index = scopes_[scopes_.size() - 1 - free.depth]->indices[free.index];
    return free;
  }

  void expand(Scope& scope, const ZeroLevelExport& item) {
    const InstanceType& instance = *module_.zero_level_types[next_export_++];
    for (const auto& entry : instance.exports.entries()) {
      budget_.spend(entry.name.size(), item.at.pos);
      ExternDesc desc = scope.copier->copy(entry.type);
      scope.decls.push_back({ExportType{item.at, entry.name, std::move(desc), item.at}});
    }
  }

  const ValidModule& module_;
  CopyBudget& budget_;
  std::size_t next_export_ = 0;
  std::vector<Scope*> scopes_;
};

// The module of a step with its nested modules in it, none of them with zero-level exports.
Module elaborate(const ValidModule& valid, CopyBudget& budget);

void elaborate_definitions(const ValidModule& valid, Module& module, CopyBudget& budget) {
  TypeElaborator types(valid, budget);
  for_each_definition(module, valid.steps, [&](Definition& definition, const ValidModule* code) {
    if (auto* def = std::get_if<TypeDef>(&definition)) {
      if (auto* type = std::get_if<Nested<LinkingType>>(&def->def)) types.elaborate(**type);
    } else if (code) {
      *std::get<NestedModule>(definition).module = elaborate(*code, budget);
    }
  });
}

// The aliases come after all other initial definitions, so that what the module itself defines moves up.
void elaborate_exports(const ValidModule& valid, Module& module) {
  std::vector<Definition> aliases;
  PerSpace<Index> added;
  for (const ResolvedExport& item : valid.exports) {
    if (!item.is_field) continue;
    aliases.emplace_back(Alias{item.at, ExportAlias{item.index, *item.name, item.kind}});
    ++added[item.kind];
  }
  if (aliases.empty() && valid.exports.size() == module.exports.size()) return;
  const IndexCounter initial = for_each_definition(module, [](const Definition&, const TakenIndices&) {});
  const auto shift = [&](FreeIndex free) {
    if (free.depth == 0 && free.index >= initial.count(free.space)) free.index += added[free.space];
    return free;
  };
  module.exports.clear();
  module = map_free_indices(std::move(module), shift);
  PerSpace<Index> next;
  for (const ResolvedExport& item : valid.exports) {
    const IndexSpace space = space_of(item.kind);
    Index index = shift({space, item.index}).index;
    if (item.is_field) index = initial.count(space) + next[space]++;
    module.exports.push_back({item.at, *item.name, item.kind, index, item.at});
  }
  std::move(aliases.begin(), aliases.end(), std::back_inserter(module.definitions));
}

Module elaborate(const ValidModule& valid, CopyBudget& budget) {
  require_stack(valid.module.at.pos);
  Module module = valid.module;
  elaborate_definitions(valid, module, budget);
  elaborate_exports(valid, module);
  return module;
}

}  // namespace

Module elaborate(const ValidModule& module) {
  CopyBudget budget(module.copy_limit);
  return elaborate(module, budget);
}

bool has_zero_level_exports(const Module& module) {
  const auto in_nested = [](const Definition& definition) {
    const auto* nested = std::get_if<NestedModule>(&definition);
    return nested && has_zero_level_exports(*nested->module);
  };
  return std::any_of(module.exports.begin(), module.exports.end(), [](const Export& item) { return !item.name; }) ||
         std::any_of(module.definitions.begin(), module.definitions.end(), in_nested);
}

}  // namespace modlink::rewrite
