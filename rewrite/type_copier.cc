// Closed types written out again as definitions of one scope. D3
#include "rewrite/type_copier.h"

#include "wast/syntax/error.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/overloaded.h"

namespace modlink::rewrite {

Index TypeCopier::index_of(const DefType& type) const {
  return written_.at(group_of(store_, type).item) + type.id - type.group_first;
}

HeapType TypeCopier::heap_type(HeapType heap) const {
  if (heap.kind != HeapKind::def_type) return heap;
  return {HeapKind::type_index, index_of(*store_.def_type(heap))};
}

void TypeCopier::write(const TypePart& part) {
  budget_.spend(0, at_.pos);
  written_.emplace(part.item, next_);
  if (part.kind == ExternKind::func) return write_group(part.group());
  write_linking_type(part);
}

void TypeCopier::write_group(const DefType& first) {
  RecType group;
  group.explicit_rec = first.group_size != 1;
  for (Index i = 0; i < first.group_size; ++i) {
    SubType sub = with_indices(store_.def_type(first.id + i)->sub);
    sub.at = at_;
    group.sub_types.push_back(std::move(sub));
  }
  decls_.push_back({TypeDef{at_, std::move(group)}});
  next_ += first.group_size;
}

Index alias_outer(LinkingType& type, std::unordered_map<Index, Index>& aliases, Index outer, At at) {
  const auto [alias, added] = aliases.emplace(outer, static_cast<Index>(aliases.size()));
  if (added) type.decls.push_back({Alias{at, OuterAlias{0, outer, ExternKind::type}}});
  return alias->second;
}

ExternDesc TypeCopier::desc(const ExternType& type) const {
  return std::visit(
      Overloaded{
          [this]<ExternKind kind>(ExternDef<kind> item) -> ExternDesc { return TypeUse<kind>{index_of(*item.type)}; },
          [this](ExternModule module) -> ExternDesc { return ModuleDesc{written_.at(module.type)}; },
          [this](ExternInstance instance) -> ExternDesc { return InstanceDesc{written_.at(instance.type)}; },
          [this](const auto& other) -> ExternDesc { return with_indices(other); },
      },
      type);
}

void TypeCopier::write_linking_type(const TypePart& part) {
  LinkingType type;
  type.kind = part.kind == ExternKind::module ? LinkingType::Kind::module : LinkingType::Kind::instance;
  std::unordered_map<Index, Index> aliases;
  const auto inner_desc = [&](const ExternType& inner) {
    return map_free_indices(desc(inner), [&](FreeIndex outer) {
      outer.index = alias_outer(type, aliases, outer.index, at_);
      return outer;
    });
  };
  if (part.kind == ExternKind::module) {
    for (const auto& entry : part.module().imports.entries()) {
      budget_.spend(entry.name.size(), at_.pos);
      ExternDesc inner = inner_desc(entry.type);
      type.decls.push_back({Import{at_, std::nullopt, entry.name, std::move(inner), at_}});
    }
  }
  for (const auto& entry : part.exports().entries()) {
    budget_.spend(entry.name.size(), at_.pos);
    ExternDesc inner = inner_desc(entry.type);
    type.decls.push_back({ExportType{at_, entry.name, std::move(inner), at_}});
  }
  decls_.push_back({TypeDef{at_, Nested<LinkingType>(std::move(type))}});
  ++next_;
}

namespace {

// With all that it is made of defined in it.
TypeDef closed_linking_type(const TypeStore& store, const ExternTypeMap* imports, const ExternTypeMap& exports,
                            CopyBudget& budget) {
  LinkingType type;
  type.kind = imports ? LinkingType::Kind::module : LinkingType::Kind::instance;
  Index next = 0;
  TypeCopier copier(store, type.decls, next, budget, {});
  const auto add = [&](const ExternTypeMap& map, auto make) {
    for (const auto& [name, item] : map.entries()) {
      budget.spend(name.size(), no_pos);
      ExternDesc desc = copier.copy(item);
      type.decls.push_back({make(name, std::move(desc))});
    }
  };
  if (imports) {
    add(*imports, [](const Name& name, ExternDesc desc) {
      return Import{{}, std::nullopt, name, std::move(desc), {}};
    });
  }
  add(exports, [](const Name& name, ExternDesc desc) { return ExportType{{}, name, std::move(desc), {}}; });
  return {{}, Nested<LinkingType>(std::move(type))};
}

}  // namespace

std::optional<TypeDef> copy_alone(const TypeStore& store, const ExternType& type, Index index,
                                  const std::function<std::optional<Index>(const DefType&)>& find, CopyBudget& budget) {
  if (const auto* module = std::get_if<ExternModule>(&type)) {
    return closed_linking_type(store, &module->type->imports, module->type->exports(), budget);
  }
  if (const auto* instance = std::get_if<ExternInstance>(&type)) {
    return closed_linking_type(store, nullptr, instance->type->exports, budget);
  }
  const DefType& def = *std::get<ExternFunc>(type).type;
  if (def.group_size != 1) return std::nullopt;
  std::vector<TypeDecl> decls;
  Index next = index;
  TypeCopier copier(store, decls, next, budget, {});
  bool has_all = true;
  map_heap_types(def.sub, [&](HeapType heap) {
    if (heap.kind != HeapKind::def_type || heap.index == def.id) return heap;
    const DefType& part = *store.def_type(heap);
    const auto known = find(part);
    if (known) copier.know(*store.def_type(part.group_first), *known - (part.id - part.group_first));
    has_all = has_all && known;
    return heap;
  });
  if (!has_all) return std::nullopt;
  copier.copy(type);
  return std::get<TypeDef>(std::move(decls.front().decl));
}

ExternDesc TypeCopier::copy(const ExternType& type) {
  for_each_part(store_, type, [this](const TypePart& part) {
    for_each_part_in_order(
        store_, part, [this](const TypePart& inner) { return written_.count(inner.item) != 0; },
        [this](const TypePart& inner) { write(inner); });
  });
  return desc(type);
}

}  // namespace modlink::rewrite
