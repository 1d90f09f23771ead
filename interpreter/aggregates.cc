// Access to structures and arrays from outside. spec: exec/runtime, Aggregate Instances
#include <cassert>
#include <cstring>
#include <variant>

#include "interpreter/embedding.h"
#include "interpreter/exec/execute.h"
#include "interpreter/exec/gc_ops.h"
#include "interpreter/kept_values.h"

namespace modlink {
namespace {

bool is_a(Ref ref, Object::Kind kind) { return ref.is_object() && ref.as_object()->kind == kind; }

// What a packed type is outside of its object.
ValType unpacked(const StorageType& type) {
  const auto* val = std::get_if<ValType>(&type);
  return val ? *val : ValType(ValKind::i32);
}

bool fits(Store& store, const Value& val, const FieldType& field) {
  return check_val(store, val, unpacked(field.storage));
}

std::vector<std::uint64_t> slots_of(const Values& vals) {
  std::vector<std::uint64_t> slots(2 * vals.size());
  write_slots(slots.data(), vals);
  return slots;
}

// A field of a structure, and where it begins.
struct FieldPlace {
  const FieldType* field = nullptr;  // null: there is none
  std::uint64_t* slots = nullptr;
};

FieldPlace find_field(Ref structure, std::uint32_t field) {
  if (!is_a(structure, Object::Kind::structure)) return {};
  Object& object = *structure.as_object();
  const std::vector<FieldType>& fields = std::get<StructType>(object.type->sub.comp).fields;
  if (field >= fields.size()) return {};
  std::uint64_t* slots = object.slots();
  for (std::uint32_t i = 0; i < field; ++i) slots += slot_count(fields[i].storage);
  return {&fields[field], slots};
}

bool has_element(Ref array, std::uint32_t index) { return array_type(array) && index < array_size(array); }

}  // namespace

std::optional<Ref> struct_alloc(Store& store, const DefType& type, const Values& fields) {
  const auto* structure = std::get_if<StructType>(&type.sub.comp);
  if (!structure || fields.size() != structure->fields.size()) return std::nullopt;
  std::uint32_t slots = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fits(store, fields[i], structure->fields[i])) return std::nullopt;
    slots += slot_count(structure->fields[i].storage);
  }
  return or_nothing([&] {
    const KeptValues kept(store, fields);
    return store.heap().make_structure(type, slots, slots_of(fields).data());
  });
}

const DefType* struct_type(Ref structure) {
  return is_a(structure, Object::Kind::structure) ? structure.as_object()->type : nullptr;
}

std::optional<Value> struct_read(Ref structure, std::uint32_t field) {
  const FieldPlace place = find_field(structure, field);
  if (!place.field) return std::nullopt;
  const ValType type = unpacked(place.field->storage);
  return Value{type, place.slots[0], type.kind == ValKind::v128 ? place.slots[1] : 0};
}

bool struct_write(Store& store, Ref structure, std::uint32_t field, const Value& val) {
  assert(store.owns(structure));
  const FieldPlace place = find_field(structure, field);
  if (!place.field || !place.field->mut || !fits(store, val, *place.field)) return false;
  write_slots(place.slots, {val});
  *place.slots &= storage_mask(place.field->storage);
  return true;
}

std::optional<Ref> array_alloc(Store& store, const DefType& type, const Values& elems) {
  const auto* array = std::get_if<ArrayType>(&type.sub.comp);
  if (!array || elems.size() > UINT32_MAX) return std::nullopt;
  for (const Value& elem : elems) {
    if (!fits(store, elem, array->field)) return std::nullopt;
  }
  return or_nothing([&] {
    const KeptValues kept(store, elems);
    return make_fixed_array(store.heap(), type, static_cast<std::uint32_t>(elems.size()), slots_of(elems).data());
  });
}

const DefType* array_type(Ref array) { return is_a(array, Object::Kind::array) ? array.as_object()->type : nullptr; }

std::uint32_t array_size(Ref array) { return array_type(array) ? array.as_object()->length : 0; }

std::optional<Value> array_read(Ref array, std::uint32_t index) {
  if (!has_element(array, index)) return std::nullopt;
  const Object& object = *array.as_object();
  std::uint64_t slots[2] = {0, 0};
  const std::size_t width = std::size_t{1} << object.element_log2;
  std::memcpy(slots, object.bytes() + index * width, width);
  return Value{unpacked(element_type(*object.type).storage), slots[0], slots[1]};
}

bool array_write(Store& store, Ref array, std::uint32_t index, const Value& val) {
  assert(store.owns(array));
  if (!has_element(array, index)) return false;
  Object& object = *array.as_object();
  const FieldType& field = element_type(*object.type);
  if (!field.mut || !fits(store, val, field)) return false;
  std::uint64_t slots[2] = {0, 0};
  write_slots(slots, {val});
  const std::size_t width = std::size_t{1} << object.element_log2;
  std::memcpy(object.bytes() + index * width, slots, width);
  return true;
}

}  // namespace modlink
