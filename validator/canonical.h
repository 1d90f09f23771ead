// Canonical recursive groups. spec: valid/conventions, Rolling and Unrolling
#pragma once

#include <string>

#include "validator/type_store.h"
#include "wast/syntax/overloaded.h"

namespace modlink {

// A key that two recursive groups share iff they are the same types: members by `rec_index`, all others by `def_type`.
std::string group_key(const RecType& group);

// `sub` with `rec_index` k replaced by the `def_type` with id `first` + k.
SubType unroll(const SubType& sub, Index first);

// Applies `f` to every heap type of `sub`, declared supertypes included.
template <class F>
void for_each_heap_type(SubType& sub, F f);

// Replaces the type index in `desc`, if it has one, by `f` of it.
template <class F>
void map_type_index(ExternDesc& desc, F f);

std::size_t hash_of(const ExternTypeMap& map);

// ---

template <class F>
void update_val_type(ValType& type, F f) {
  if (!type.is_ref()) return;
  const HeapType heap = f(type.ref().heap);
  type = RefType{type.nullable, heap};
}

template <class F>
void update_field(FieldType& field, F f) {
  if (auto* type = std::get_if<ValType>(&field.storage)) update_val_type(*type, f);
}

template <class F>
void for_each_heap_type(SubType& sub, F f) {
  for (HeapType& super : sub.supers) super = f(super);
  if (auto* func = std::get_if<FuncType>(&sub.comp)) {
    for (ValType& type : func->params) update_val_type(type, f);
    for (ValType& type : func->results) update_val_type(type, f);
  } else if (auto* structure = std::get_if<StructType>(&sub.comp)) {
    for (FieldType& field : structure->fields) update_field(field, f);
  } else {
    update_field(std::get<ArrayType>(sub.comp).field, f);
  }
}

template <class F>
void map_type_index(ExternDesc& desc, F f) {
  const auto map_heap = [&](HeapType heap) {
    return heap.kind == HeapKind::type_index ? HeapType{heap.kind, f(heap.index)} : heap;
  };
  std::visit(Overloaded{
                 [](MemoryType&) {},
                 [&](TableType& table) { table.elem.heap = map_heap(table.elem.heap); },
                 [&](GlobalType& global) { update_val_type(global.val, map_heap); },
                 [&]<ExternKind kind>(TypeUse<kind>& use) { use.type = f(use.type); },
             },
             desc);
}

}  // namespace modlink
