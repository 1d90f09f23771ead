// Closed types written out again as definitions of one scope. D3
#include "validator/type_copier.h"

#include "validator/canonical.h"
#include "wast/syntax/error.h"

namespace modlink {

TypeCopier::Task TypeCopier::group_of(const DefType& type) const {
  return {store_.def_type(type.group_first), ExternKind::func};
}

Index TypeCopier::index_of(const DefType& type) const {
  return written_.at(group_of(type).item) + type.id - type.group_first;
}

HeapType TypeCopier::heap_type(HeapType heap) const {
  if (heap.kind != HeapKind::def_type) return heap;
  return {HeapKind::type_index, index_of(*store_.def_type(heap))};
}

ValType TypeCopier::val_type(ValType type) const {
  return type.is_ref() ? ValType(RefType{type.nullable, heap_type(type.ref().heap)}) : type;
}

// Calls `f` with each type that `task` names directly.
template <class F>
void TypeCopier::for_each_part(const Task& task, F f) const {
  const auto heap_part = [&](HeapType heap) {
    if (heap.kind == HeapKind::def_type) f(group_of(*store_.def_type(heap)));
    return heap;
  };
  const auto extern_part = [&](const ExternType& type) {
    if (const auto* func = std::get_if<ExternFunc>(&type)) f(group_of(*func->type));
    if (const auto* tag = std::get_if<ExternTag>(&type)) f(group_of(*tag->type));
    if (const auto* table = std::get_if<TableType>(&type)) heap_part(table->elem.heap);
    if (const auto* module = std::get_if<ExternModule>(&type)) f({module->type, ExternKind::module});
    if (const auto* instance = std::get_if<ExternInstance>(&type)) f({instance->type, ExternKind::instance});
    const auto* global = std::get_if<GlobalType>(&type);
    if (global && global->val.is_ref()) heap_part(global->val.ref().heap);
  };
  if (task.kind == ExternKind::func) {
    const Index first = static_cast<const DefType*>(task.item)->id;
    const Index size = static_cast<const DefType*>(task.item)->group_size;
    for (Index i = 0; i < size; ++i) {
      SubType sub = store_.def_type(first + i)->sub;
      for_each_heap_type(sub, heap_part);
    }
  } else if (task.kind == ExternKind::module) {
    const auto& module = *static_cast<const ModuleType*>(task.item);
    for (const auto& entry : module.imports.entries()) extern_part(entry.type);
    for (const auto& entry : module.exports.entries()) extern_part(entry.type);
  } else {
    for (const auto& entry : static_cast<const InstanceType*>(task.item)->exports.entries()) extern_part(entry.type);
  }
}

std::vector<TypeCopier::Task> TypeCopier::missing_parts(const Task& task) const {
  std::vector<Task> result;
  for_each_part(task, [&](const Task& part) {
    if (part.item != task.item && !written_.count(part.item)) result.push_back(part);
  });
  return result;
}

// Parts first. Types may be deep, so the stack is a list.
void TypeCopier::write_all(const Task& root) {
  std::vector<Task> open{root};
  while (!open.empty()) {
    const Task task = open.back();
    const std::vector<Task> parts = written_.count(task.item) ? std::vector<Task>{} : missing_parts(task);
    open.insert(open.end(), parts.begin(), parts.end());
    if (!parts.empty()) continue;
    open.pop_back();
    if (!written_.count(task.item)) write(task);
  }
}

void TypeCopier::write(const Task& task) {
  if (budget_ == 0) throw LimitExceeded(at_.pos, "too many types copied for zero-level exports");
  --budget_;
  written_.emplace(task.item, next_);
  if (task.kind == ExternKind::func) return write_group(*static_cast<const DefType*>(task.item));
  write_linking_type(task);
}

void TypeCopier::write_group(const DefType& first) {
  RecType group;
  group.explicit_rec = first.group_size != 1;
  for (Index i = 0; i < first.group_size; ++i) {
    SubType sub = store_.def_type(first.id + i)->sub;
    for_each_heap_type(sub, [this](HeapType heap) { return heap_type(heap); });
    sub.at = at_;
    group.sub_types.push_back(std::move(sub));
  }
  decls_.push_back({TypeDef{at_, std::move(group)}});
  next_ += first.group_size;
}

namespace {

// Gives a type of the enclosing scope an index inside `type`.
Index alias_outer(LinkingType& type, std::unordered_map<Index, Index>& aliases, Index outer, At at) {
  const auto [alias, added] = aliases.emplace(outer, static_cast<Index>(aliases.size()));
  if (added) type.decls.push_back({Alias{at, OuterAlias{0, outer, ExternKind::type}}});
  return alias->second;
}

}  // namespace

ExternDesc TypeCopier::desc(const ExternType& type) const {
  if (const auto* func = std::get_if<ExternFunc>(&type)) return FuncDesc{index_of(*func->type)};
  if (const auto* tag = std::get_if<ExternTag>(&type)) return TagDesc{index_of(*tag->type)};
  if (const auto* memory = std::get_if<MemoryType>(&type)) return *memory;
  if (const auto* module = std::get_if<ExternModule>(&type)) return ModuleDesc{written_.at(module->type)};
  if (const auto* instance = std::get_if<ExternInstance>(&type)) return InstanceDesc{written_.at(instance->type)};
  if (const auto* global = std::get_if<GlobalType>(&type)) return GlobalType{global->mut, val_type(global->val)};
  TableType table = std::get<TableType>(type);
  table.elem.heap = heap_type(table.elem.heap);
  return table;
}

void TypeCopier::write_linking_type(const Task& task) {
  LinkingType type;
  type.kind = task.kind == ExternKind::module ? LinkingType::Kind::module : LinkingType::Kind::instance;
  std::unordered_map<Index, Index> aliases;
  const auto inner_desc = [&](const ExternType& part) {
    ExternDesc result = desc(part);
    map_type_index(result, [&](Index outer) { return alias_outer(type, aliases, outer, at_); });
    return result;
  };
  const ExternTypeMap* exports = nullptr;
  if (task.kind == ExternKind::module) {
    const auto& module = *static_cast<const ModuleType*>(task.item);
    for (const auto& entry : module.imports.entries()) {
      ExternDesc inner = inner_desc(entry.type);
      type.decls.push_back({Import{at_, std::nullopt, entry.name, std::move(inner), at_}});
    }
    exports = &module.exports;
  } else {
    exports = &static_cast<const InstanceType*>(task.item)->exports;
  }
  for (const auto& entry : exports->entries()) {
    ExternDesc inner = inner_desc(entry.type);
    type.decls.push_back({ExportType{at_, entry.name, std::move(inner), at_}});
  }
  decls_.push_back({TypeDef{at_, Box<LinkingType>(std::move(type))}});
  ++next_;
}

ExternDesc TypeCopier::copy(const ExternType& type) {
  // An instance type that nothing else names, of which only the parts are wanted.
  InstanceType wrapper;
  wrapper.exports.insert("", type);
  const Task root{&wrapper, ExternKind::instance};
  for (const Task& part : missing_parts(root)) write_all(part);
  return desc(type);
}

}  // namespace modlink
