// Elaboration of zero-level exports, in types and in modules. spec: Explainer, "Module and Instance Types", "Module
// and Instance Exports"; D3
#include "validator/canonical.h"
#include "validator/renumber.h"
#include "validator/type_copier.h"
#include "validator/validate.h"

namespace modlink {

namespace {

// No more types than this are written for all zero-level exports together.
constexpr std::uint64_t max_copied_types = 1'000'000;

// Rewrites the types of one module without zero-level exports. Copied types take type indices inside the type where
// the export stands, so that later indices of that scope grow.
class TypeElaborator {
 public:
  TypeElaborator(const ValidModule& module, std::uint64_t& budget) : module_(module), budget_(budget) {}

  void elaborate(LinkingType& type) {
    std::vector<TypeDecl> decls = std::move(type.decls);
    type.decls.clear();
    Scope scope{type.decls, {}, 0, nullptr};
    scopes_.push_back(&scope);
    TypeCopier copier(*module_.type_store, scope.decls, scope.next, budget_, {});
    scope.copier = &copier;
    for (TypeDecl& decl : decls) {
      std::visit([&](auto& item) { rewrite(scope, item); }, decl.decl);
    }
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

  void rewrite(Scope& scope, TypeDef& def) {
    if (auto* group = std::get_if<RecType>(&def.def)) {
      for (std::size_t i = 0; i < group->sub_types.size(); ++i) scope.add_type();
      for (SubType& sub : group->sub_types) {
        for_each_heap_type(sub, [&](HeapType heap) { return rewrite(scope, heap); });
      }
    } else {
      elaborate(*std::get<Box<LinkingType>>(def.def));
      scope.add_type();
    }
    scope.decls.push_back({std::move(def)});
  }

  void rewrite(Scope& scope, Alias& alias) {
    auto& outer = std::get<OuterAlias>(alias.target);
    // Scopes outside of the module's types keep their indices.
    if (outer.depth + std::size_t{1} < scopes_.size()) {
      outer.index = scopes_[scopes_.size() - 2 - outer.depth]->indices[outer.index];
    }
    scope.add_type();
    scope.decls.push_back({std::move(alias)});
  }

  void rewrite(Scope& scope, Import& import) {
    rewrite(scope, import.desc);
    scope.decls.push_back({std::move(import)});
  }

  void rewrite(Scope& scope, ExportType& item) {
    rewrite(scope, item.desc);
    scope.decls.push_back({std::move(item)});
  }

  void rewrite(Scope& scope, ZeroLevelExport& item) {
    const InstanceType& instance = *module_.zero_level_types[next_export_++];
    for (const auto& entry : instance.exports.entries()) {
      ExternDesc desc = scope.copier->copy(entry.type);
      scope.decls.push_back({ExportType{item.at, entry.name, std::move(desc), item.at}});
    }
  }

  static HeapType rewrite(const Scope& scope, HeapType heap) {
    return heap.kind == HeapKind::type_index ? HeapType{heap.kind, scope.indices[heap.index]} : heap;
  }

  static void rewrite(const Scope& scope, ExternDesc& desc) {
    map_type_index(desc, [&](Index index) { return scope.indices[index]; });
  }

  const ValidModule& module_;
  std::uint64_t& budget_;
  std::size_t next_export_ = 0;
  std::vector<Scope*> scopes_;
};

// The module of a step with its nested modules in it, none of them with zero-level exports.
Module elaborate(const ValidModule& valid, std::uint64_t& budget);

void elaborate_definitions(const ValidModule& valid, Module& module, std::uint64_t& budget) {
  TypeElaborator types(valid, budget);
  auto step = valid.steps.begin();
  for (Definition& definition : module.definitions) {
    if (auto* def = std::get_if<TypeDef>(&definition)) {
      if (auto* type = std::get_if<Box<LinkingType>>(&def->def)) types.elaborate(**type);
    } else if (auto* nested = std::get_if<NestedModule>(&definition)) {
      while (!std::holds_alternative<NestedModuleStep>(*step)) ++step;
      *nested->module = elaborate(*std::get<NestedModuleStep>(*step++).code, budget);
    }
  }
}

// The number of instances' and modules' indices taken so far, and of those of every other kind before the module's own.
Shift count_initial(const ValidModule& valid) {
  Shift shift;
  for (const IndexSpace space : all_index_spaces) {
    const auto kind = kind_of(space);
    if (kind && *kind != ExternKind::type) shift[*kind].first = valid.first_own(space);
  }
  return shift;
}

void elaborate_exports(const ValidModule& valid, Module& module) {
  std::vector<Definition> aliases;
  std::vector<Export> exports;
  Shift shift = count_initial(valid);
  const Shift initial = shift;
  for (const ResolvedExport& item : valid.exports) {
    if (!item.field) continue;
    aliases.emplace_back(Alias{item.at, ExportAlias{item.index, *item.field, item.kind}});
    ++shift[item.kind].count;
  }
  if (aliases.empty() && valid.exports.size() == module.exports.size()) return;
  Shift next = initial;
  for (const ResolvedExport& item : valid.exports) {
    const Index index = item.field ? next[item.kind].first + next[item.kind].count++ : shift(item.kind, item.index);
    exports.push_back({item.at, item.name, item.kind, index, item.at});
  }
  std::move(aliases.begin(), aliases.end(), std::back_inserter(module.definitions));
  module.exports.clear();
  renumber(module, shift);
  module.exports = std::move(exports);
}

Module elaborate(const ValidModule& valid, std::uint64_t& budget) {
  Module module = valid.module;
  elaborate_definitions(valid, module, budget);
  elaborate_exports(valid, module);
  return module;
}

}  // namespace

Module elaborate(const ValidModule& module) {
  std::uint64_t budget = max_copied_types;
  return elaborate(module, budget);
}

}  // namespace modlink
