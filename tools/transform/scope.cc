// Changes of a module's index spaces, wherever they are named. spec: syntax/modules, Indices; Explainer, "Nested
// Modules"
#include "tools/transform/scope.h"

#include <algorithm>

#include "validator/canonical.h"

namespace modlink::transform {

const Import* module_import(const Definition& definition) {
  const auto* import = std::get_if<Import>(&definition);
  return import && !import->module && kind_of(import->desc) == ExternKind::module ? import : nullptr;
}

bool is_type(const Definition& definition) {
  const auto* alias = std::get_if<Alias>(&definition);
  return std::holds_alternative<TypeDef>(definition) || (alias && kind_of(*alias) == ExternKind::type);
}

bool is_module(const Definition& definition) {
  if (const auto* import = std::get_if<Import>(&definition)) return kind_of(import->desc) == ExternKind::module;
  if (const auto* alias = std::get_if<Alias>(&definition)) return kind_of(*alias) == ExternKind::module;
  return std::holds_alternative<NestedModule>(definition);
}

Index count_modules(const std::vector<Definition>& definitions) {
  return static_cast<Index>(std::count_if(definitions.begin(), definitions.end(), is_module));
}

namespace {

void visit(LinkingType& type, int level, const OuterAliasVisitor& f) {
  for (TypeDecl& decl : type.decls) {
    if (auto* def = std::get_if<TypeDef>(&decl.decl)) {
      if (auto* inner = std::get_if<Box<LinkingType>>(&def->def)) visit(**inner, level + 1, f);
    } else if (auto* alias = std::get_if<Alias>(&decl.decl)) {
      if (auto* outer = std::get_if<OuterAlias>(&alias->target)) f(*outer, level);
    }
  }
}

void visit(Module& module, int level, const OuterAliasVisitor& f) {
  for (Definition& definition : module.definitions) {
    if (auto* def = std::get_if<TypeDef>(&definition)) {
      if (auto* inner = std::get_if<Box<LinkingType>>(&def->def)) visit(**inner, level + 1, f);
    } else if (auto* alias = std::get_if<Alias>(&definition)) {
      if (auto* outer = std::get_if<OuterAlias>(&alias->target)) f(*outer, level);
    } else if (auto* nested = std::get_if<NestedModule>(&definition)) {
      visit(*nested->module, level + 1, f);
    }
  }
}

void renumber(RecType& group, const IndexMap& map) {
  for (SubType& sub : group.sub_types) {
    for_each_heap_type(sub, [&](HeapType heap) {
      return heap.kind == HeapKind::type_index ? HeapType{heap.kind, map(ExternKind::type, heap.index)} : heap;
    });
  }
}

void renumber(Instance& instance, const IndexMap& map) {
  instance.module = map(ExternKind::module, instance.module);
  for (InstantiateArg& arg : instance.args) arg.index = map(arg.kind, arg.index);
}

void renumber(Definition& definition, const IndexMap& map) {
  if (auto* def = std::get_if<TypeDef>(&definition)) {
    if (auto* group = std::get_if<RecType>(&def->def)) renumber(*group, map);
  } else if (auto* import = std::get_if<Import>(&definition)) {
    map_type_index(import->desc, [&](Index index) { return map(ExternKind::type, index); });
  } else if (auto* instance = std::get_if<Instance>(&definition)) {
    renumber(*instance, map);
  } else if (auto* alias = std::get_if<Alias>(&definition)) {
    auto* target = std::get_if<ExportAlias>(&alias->target);
    if (target) target->instance = map(ExternKind::instance, target->instance);
  }
}

}  // namespace

void for_each_outer_alias(Module& module, const OuterAliasVisitor& f) { visit(module, -1, f); }

void renumber_scope(Module& module, const IndexMap& map) {
  for (Definition& definition : module.definitions) renumber(definition, map);
  for_each_outer_alias(module, [&](OuterAlias& alias, int level) {
    if (level >= 0 && alias.depth == static_cast<Index>(level)) alias.index = map(alias.kind, alias.index);
  });
  modlink::renumber(module, map);
}

bool has_zero_level_exports(const Module& module) {
  const auto in_nested = [](const Definition& definition) {
    const auto* nested = std::get_if<NestedModule>(&definition);
    return nested && has_zero_level_exports(*nested->module);
  };
  return std::any_of(module.exports.begin(), module.exports.end(), [](const Export& item) { return !item.name; }) ||
         std::any_of(module.definitions.begin(), module.definitions.end(), in_nested);
}

void move_customs(Module& module, const std::vector<std::optional<std::size_t>>& positions) {
  std::size_t last = 0;  // they stand in this order
  for (CustomSection& custom : module.customs) {
    std::size_t before = custom.after_definitions;
    if (before >= positions.size()) {
      last = module.definitions.size();
    } else {
      while (before > 0 && !positions[before - 1]) --before;
      if (before > 0) last = std::max(last, *positions[before - 1] + 1);
    }
    custom.after_definitions = static_cast<Index>(last);
  }
}

}  // namespace modlink::transform
