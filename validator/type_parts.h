// What closed types are made of: recursive groups, module types and instance types, and which of them name which.
// spec: valid/conventions; Explainer, "Module and Instance Types"
#pragma once

#include "validator/type_store.h"
#include "wast/syntax/heap_types.h"
#include "wast/syntax/overloaded.h"

namespace modlink {

// A recursive group (its first member), a module type or an instance type.
struct TypePart {
  const void* item = nullptr;
  ExternKind kind = ExternKind::func;  // func stands for a recursive group

  const DefType& group() const { return *static_cast<const DefType*>(item); }
  const ModuleType& module() const { return *static_cast<const ModuleType*>(item); }
  const InstanceType& instance() const { return *static_cast<const InstanceType*>(item); }
  // Of the latter two.
  const ExternTypeMap& exports() const { return kind == ExternKind::module ? module().exports() : instance().exports; }
};

inline TypePart group_of(const TypeStore& store, const DefType& type) {
  return {store.def_type(type.group_first), ExternKind::func};
}

// Calls `f` with the part that `type` names, if it names one.
template <class F>
void for_each_part(const TypeStore& store, const ExternType& type, F f) {
  const auto heap_part = [&](HeapType heap) {
    if (heap.kind == HeapKind::def_type) f(group_of(store, *store.def_type(heap)));
  };
  std::visit(Overloaded{
                 [&]<ExternKind kind>(ExternDef<kind> item) { f(group_of(store, *item.type)); },
                 [&](ExternModule module) {
                   f(TypePart{module.type, ExternKind::module});
                 },
                 [&](ExternInstance instance) {
                   f(TypePart{instance.type, ExternKind::instance});
                 },
                 [&](const auto& other) { for_each_heap_type(other, heap_part); },
             },
             type);
}

// Calls `f` with each part that `part` names directly, itself included where a group does.
template <class F>
void for_each_part(const TypeStore& store, const TypePart& part, F f) {
  if (part.kind == ExternKind::func) {
    for (Index i = 0; i < part.group().group_size; ++i) {
      for_each_heap_type(store.def_type(part.group().id + i)->sub, [&](HeapType heap) {
        if (heap.kind == HeapKind::def_type) f(group_of(store, *store.def_type(heap)));
      });
    }
    return;
  }
  if (part.kind == ExternKind::module) {
    for (const auto& entry : part.module().imports.entries()) for_each_part(store, entry.type, f);
  }
  for (const auto& entry : part.exports().entries()) for_each_part(store, entry.type, f);
}

// Calls `write` once for each part that `root` is made of, and for itself, parts first, but not for those that
// `is_written`, which `write` must make true. Types may be deep, so the stack is a list.
template <class IsWritten, class Write>
void for_each_part_in_order(const TypeStore& store, const TypePart& root, IsWritten is_written, Write write) {
  std::vector<TypePart> open{root};
  while (!open.empty()) {
    const TypePart part = open.back();
    std::size_t before = open.size();
    if (!is_written(part)) {
      for_each_part(store, part, [&](const TypePart& inner) {
        if (inner.item != part.item && !is_written(inner)) open.push_back(inner);
      });
    }
    if (open.size() > before) continue;
    open.pop_back();
    if (!is_written(part)) write(part);
  }
}

}  // namespace modlink
