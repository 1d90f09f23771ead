// Canonical recursive groups. spec: valid/conventions, Rolling and Unrolling
#include "validator/canonical.h"

#include <functional>
#include <type_traits>

#include "wast/syntax/heap_types.h"

namespace modlink {

namespace {

template <class T>
void put(std::string& key, T value) {
  static_assert(std::has_unique_object_representations_v<T>);
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put_heap_type(std::string& key, HeapType heap) {
  put(key, static_cast<std::uint8_t>(heap.kind));
  if (heap.is_concrete()) put(key, heap.index);
}

void put_val_type(std::string& key, ValType type) {
  put(key, static_cast<std::uint8_t>(type.kind));
  if (!type.is_ref()) return;
  put(key, static_cast<std::uint8_t>(type.nullable));
  put_heap_type(key, type.ref().heap);
}

void put_result_type(std::string& key, const ResultType& types) {
  put(key, static_cast<std::uint32_t>(types.size()));
  for (const ValType type : types) put_val_type(key, type);
}

void put_field(std::string& key, const FieldType& field) {
  put(key, static_cast<std::uint8_t>(field.mut));
  put(key, static_cast<std::uint8_t>(field.storage.index()));
  if (const auto* type = std::get_if<ValType>(&field.storage)) return put_val_type(key, *type);
  put(key, static_cast<std::uint8_t>(std::get<PackType>(field.storage)));
}

void put_comp_type(std::string& key, const CompType& comp) {
  put(key, static_cast<std::uint8_t>(comp.index()));
  if (const auto* func = std::get_if<FuncType>(&comp)) {
    put_result_type(key, func->params);
    put_result_type(key, func->results);
  } else if (const auto* structure = std::get_if<StructType>(&comp)) {
    put(key, static_cast<std::uint32_t>(structure->fields.size()));
    for (const FieldType& field : structure->fields) put_field(key, field);
  } else {
    put_field(key, std::get<ArrayType>(comp).field);
  }
}

void add_to(Hasher& hasher, const Limits& limits) { hasher.add(limits.min).add(limits.max ? *limits.max + 1 : 0); }

void add_to(Hasher& hasher, ValType type) {
  hasher.add(static_cast<std::uint64_t>(type.kind) << 48 | static_cast<std::uint64_t>(type.heap_kind) << 40 |
             static_cast<std::uint64_t>(type.nullable) << 32 | type.index);
}

// Of a function, a tag, a module or an instance.
template <class T>
void add_to(Hasher& hasher, const T& type) {
  hasher.add(type.type->id);
}
void add_to(Hasher& hasher, const GlobalType& type) { add_to(hasher, type.val); }
void add_to(Hasher& hasher, const MemoryType& type) { add_to(hasher, type.limits); }
void add_to(Hasher& hasher, const TableType& type) {
  add_to(hasher, type.limits);
  add_to(hasher, ValType(type.elem));
}

}  // namespace

std::string group_key(const RecType& group) {
  std::string key;
  for (const SubType& sub : group.sub_types) {
    put(key, static_cast<std::uint8_t>(sub.final));
    put(key, static_cast<std::uint32_t>(sub.supers.size()));
    for (const HeapType super : sub.supers) put_heap_type(key, super);
    put_comp_type(key, sub.comp);
  }
  return key;
}

SubType unroll(SubType sub, Index first) {
  SubType result = map_heap_types(std::move(sub), [first](HeapType heap) {
    if (heap.kind != HeapKind::rec_index) return heap;
    return HeapType{HeapKind::def_type, first + heap.index};
  });
  result.at = {};
  return result;
}

void add_to(Hasher& hasher, const ExternTypeMap& map) {
  hasher.add(map.size());
  for (const auto& [name, type] : map.entries()) {
    hasher.add(name).add(type.index());
    std::visit([&](const auto& item) { add_to(hasher, item); }, type);
  }
}

}  // namespace modlink
