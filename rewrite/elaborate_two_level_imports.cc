// Two-level imports rewritten as what they stand for: an import of an instance and an alias of each field.
// spec: Subtyping.md, "Import Elaboration"; Explainer, "Instance Imports and Aliases"; D7
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "rewrite/elaborate.h"
#include "rewrite/type_copier.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/hash.h"

namespace modlink::rewrite {

namespace {

// The instances that the two-level imports of one scope imply, and their types, which come after the scope's own: all
// of those stand before the imports then, which no type can need.
class ImpliedInstances {
 public:
  explicit ImpliedInstances(Index first_type) : next_type_(first_type) {}

  void add(const Import& import) {
    if (!import.module) return;
    const auto [found, added] = positions_.emplace(*import.module, instances_.size());
    if (added) instances_.push_back({{}, next_type_++, {}, import.at});
    Implied& implied = instances_[found->second];
    repeats_ |= !implied.names.insert(import.name).second;
    implied.type.kind = LinkingType::Kind::instance;
    ExternDesc desc = map_free_indices(import.desc, [&](FreeIndex outer) {
      outer.index = alias_outer(implied.type, implied.aliases, outer.index, import.at);
      return outer;
    });
    implied.type.decls.push_back({ExportType{import.at, import.name, std::move(desc), import.desc_at}});
  }

  // None if a name is imported twice: such imports stay as they are (D8).
  std::vector<TypeDef> types() const {
    std::vector<TypeDef> result;
    if (repeats_) return result;
    for (const Implied& implied : instances_) result.push_back({implied.at, Nested<LinkingType>(implied.type)});
    return result;
  }

  // The import that stands where the first field of `import`'s instance stood; nothing for the other fields.
  std::optional<Import> import_for(const Import& import) {
    Implied& implied = instances_[positions_.at(*import.module)];
    if (std::exchange(implied.imported, true)) return std::nullopt;
    return Import{import.at, std::nullopt, *import.module, InstanceDesc{implied.type_index}, import.desc_at};
  }

 private:
  struct Implied {
    LinkingType type;
    Index type_index;
    std::unordered_map<Index, Index> aliases;
    At at;
    HashSetOfNames<> names = {};
    bool imported = false;
  };

  Index next_type_;
  std::vector<Implied> instances_;
  bool repeats_ = false;
  HashMapByName<std::size_t> positions_;
};

void elaborate_type(LinkingType& type) {
  Index types = 0;
  for (TypeDecl& decl : type.decls) {
    types += type_count(decl.decl);
    auto* def = std::get_if<TypeDef>(&decl.decl);
    auto* inner = def ? std::get_if<Nested<LinkingType>>(&def->def) : nullptr;
    if (inner) elaborate_type(**inner);
  }
  ImpliedInstances implied(types);
  for (const TypeDecl& decl : type.decls) {
    if (const auto* import = std::get_if<Import>(&decl.decl)) implied.add(*import);
  }
  std::vector<TypeDef> added = implied.types();
  if (added.empty()) return;
  std::vector<TypeDecl> decls;
  std::vector<TypeDecl> others;
  for (TypeDecl& decl : type.decls) {
    auto* import = std::get_if<Import>(&decl.decl);
    if (import && import->module) {
      if (auto whole = implied.import_for(*import)) others.push_back({*std::move(whole)});
    } else {
      (type_count(decl.decl) > 0 ? decls : others).push_back(std::move(decl));
    }
  }
  for (TypeDef& def : added) decls.push_back({std::move(def)});
  std::move(others.begin(), others.end(), std::back_inserter(decls));
  type.decls = std::move(decls);
}

// The definitions of one module.
class ModuleElaborator {
 public:
  explicit ModuleElaborator(Module& module) : module_(module) {}

  void elaborate() {
    elaborate_parts();
    ImpliedInstances implied(types_);
    for (const Definition& definition : module_.definitions) {
      if (const auto* import = std::get_if<Import>(&definition)) implied.add(*import);
    }
    std::vector<TypeDef> added = implied.types();
    if (added.empty()) return;
    std::vector<Definition> old = std::move(module_.definitions);
    module_.definitions.clear();
    for (Definition& definition : old) {
      if (is_type(definition)) module_.definitions.push_back(definition);
    }
    for (TypeDef& def : added) module_.definitions.push_back(std::move(def));
    std::vector<Index> places{0};
    for (Definition& definition : old) {
      place(std::move(definition), implied);
      places.push_back(static_cast<Index>(module_.definitions.size()));
    }
    for (CustomSection& custom : module_.customs) custom.after_definitions = places[custom.after_definitions];
  }

 private:
  static bool is_type(const Definition& definition) { return space_of(definition) == IndexSpace::type; }

  // Nested modules see no more types than before.
  void elaborate_parts() {
    for (Definition& definition : module_.definitions) {
      types_ += type_count(definition);
      if (auto* nested = std::get_if<NestedModule>(&definition)) {
        nested->visible_types = std::min(nested->visible_types, types_);
        ModuleElaborator(*nested->module).elaborate();
      }
      auto* def = std::get_if<TypeDef>(&definition);
      auto* type = def ? std::get_if<Nested<LinkingType>>(&def->def) : nullptr;
      if (type) elaborate_type(**type);
    }
  }

  void place(Definition definition, ImpliedInstances& implied) {
    if (is_type(definition)) return;
    const auto* import = std::get_if<Import>(&definition);
    if (!import || !import->module) {
      if (space_of(definition) == IndexSpace::instance) ++next_instance_;
      module_.definitions.push_back(std::move(definition));
      return;
    }
    if (auto whole = implied.import_for(*import)) {
      indices_[*import->module] = next_instance_++;
      module_.definitions.push_back(*std::move(whole));
    }
    const ExternKind kind = kind_of(import->desc);
    if (kind == ExternKind::instance) ++next_instance_;
    module_.definitions.push_back(Alias{import->at, ExportAlias{indices_[*import->module], import->name, kind}});
  }

  Module& module_;
  Index types_ = 0;
  Index next_instance_ = 0;
  HashMapByName<Index> indices_;  // of the implied instances
};

}  // namespace

Module desugar(const ValidModule& module) {
  Module result = elaborate(module);
  if (module.linking) ModuleElaborator(result).elaborate();
  return result;
}

}  // namespace modlink::rewrite
