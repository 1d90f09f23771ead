// Structures, arrays, exceptions and i31 of the C API. capi/modlink.h, Reading
#include "capi/outcome.h"

namespace modlink::capi {
namespace {

const ObjectHandle* live_object(const wasm_ref_t* ref) {
  const auto* const object = handle_as<ObjectHandle>(ref);
  return object && object->is_live() ? object : nullptr;
}

bool is_exn(Ref ref) { return ref.is_object() && ref.as_object()->kind == Object::Kind::exception; }

std::size_t size_of(Ref ref) {
  if (is_exn(ref)) return tag_type(exn_tag(ref)).params.size();
  if (const DefType* const type = struct_type(ref)) return std::get<StructType>(type->sub.comp).fields.size();
  return array_size(ref);
}

std::optional<Value> read_object(Ref ref, std::size_t index) {
  if (index >= size_of(ref)) return std::nullopt;
  if (is_exn(ref)) return exn_read(ref)[index];
  const auto narrow_index = static_cast<std::uint32_t>(index);
  return struct_type(ref) ? struct_read(ref, narrow_index) : array_read(ref, narrow_index);
}

bool write_object(const ObjectHandle& object, std::size_t index, const modlink_val_t& val) {
  const auto before = is_exn(object.ref) ? std::nullopt : read_object(object.ref, index);
  const auto inner = before ? to_value(*object.state, val, before->type) : std::nullopt;
  if (!inner) return false;
  const auto narrow_index = static_cast<std::uint32_t>(index);
  return struct_type(object.ref) ? struct_write(object.store(), object.ref, narrow_index, *inner)
                                 : array_write(object.store(), object.ref, narrow_index, *inner);
}

modlink_refkind_t object_kind(Ref ref) {
  if (ref.is_i31()) return MODLINK_REF_I31;
  switch (ref.as_object()->kind) {
    case Object::Kind::structure: return MODLINK_REF_STRUCT;
    case Object::Kind::array: return MODLINK_REF_ARRAY;
    case Object::Kind::exception: return MODLINK_REF_EXN;
  }
  return MODLINK_REF_STRUCT;
}

}  // namespace
}  // namespace modlink::capi

using namespace modlink::capi;

modlink_refkind_t modlink_ref_kind(const wasm_ref_t* ref) {
  if (ref->kind == wasm_ref_t::Kind::func) return MODLINK_REF_FUNC;
  if (ref->kind == wasm_ref_t::Kind::foreign) return MODLINK_REF_FOREIGN;
  const ObjectHandle* const object = live_object(ref);
  return object ? object_kind(object->ref) : modlink_refkind_t{MODLINK_REF_EXTERN};
}

wasm_ref_t* modlink_i31_new(wasm_store_t* store, int32_t value) {
  return guarded<wasm_ref_t*>(nullptr, [&]() -> wasm_ref_t* {
    const StatePtr state = live_state(store);
    return state ? new ObjectHandle(state, modlink::Ref::i31(static_cast<std::uint32_t>(value))) : nullptr;
  });
}
int32_t modlink_i31_get(const wasm_ref_t* ref) {
  const ObjectHandle* const object = live_object(ref);
  return object && object->ref.is_i31() ? static_cast<int32_t>(object->ref.i31_s()) : 0;
}

size_t modlink_object_size(const wasm_ref_t* ref) {
  const ObjectHandle* const object = live_object(ref);
  return object ? size_of(object->ref) : 0;
}
bool modlink_object_get(const wasm_ref_t* ref, size_t index, modlink_val_t* out) {
  *out = zero_val<modlink_val_t>(WASM_I32);
  return guarded(false, [&] {
    const ObjectHandle* const object = live_object(ref);
    const auto val = object ? read_object(object->ref, index) : std::nullopt;
    if (val) *out = from_value(object->state, *val);
    return val.has_value();
  });
}
bool modlink_object_set(wasm_ref_t* ref, size_t index, const modlink_val_t* val) {
  return guarded(false, [&] {
    const ObjectHandle* const object = live_object(ref);
    return object && !object->state->is_telling() && write_object(*object, index, *val);
  });
}
modlink_tag_t* modlink_exn_tag(const wasm_ref_t* ref) {
  return guarded<modlink_tag_t*>(nullptr, [&]() -> modlink_tag_t* {
    const ObjectHandle* const object = live_object(ref);
    if (!object || !is_exn(object->ref)) return nullptr;
    return new modlink_tag_t(object->state, const_cast<modlink::TagInst*>(&modlink::exn_tag(object->ref)));
  });
}
