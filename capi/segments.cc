// Segments of instances. capi/modlink.h, Reading
#include "capi/values.h"

namespace modlink::capi {
namespace {

const ModuleInst* made_by_module(const wasm_instance_t* instance) {
  return instance->is_live() ? module_inst(*instance) : nullptr;
}

const ElemInst* find_elem(const wasm_instance_t* instance, std::size_t index) {
  const ModuleInst* const inst = made_by_module(instance);
  return inst && index < inst->elems.size() ? &inst->elems[index] : nullptr;
}

}  // namespace
}  // namespace modlink::capi

using namespace modlink::capi;

size_t modlink_instance_data_count(const wasm_instance_t* instance) {
  return guarded<size_t>(0, [&]() -> size_t {
    const auto* const inst = made_by_module(instance);
    return inst ? inst->datas.size() : 0;
  });
}

size_t modlink_instance_elem_count(const wasm_instance_t* instance) {
  return guarded<size_t>(0, [&]() -> size_t {
    const auto* const inst = made_by_module(instance);
    return inst ? inst->elems.size() : 0;
  });
}

bool modlink_instance_data(const wasm_instance_t* instance, size_t index, const uint8_t** data, size_t* size) {
  *data = nullptr;
  *size = 0;
  return guarded(false, [&] {
    const auto* const inst = made_by_module(instance);
    if (!inst || index >= inst->datas.size()) return false;
    *data = inst->datas[index].bytes;
    *size = static_cast<size_t>(inst->datas[index].size);
    return true;
  });
}

bool modlink_instance_elem(const wasm_instance_t* instance, size_t index, size_t* size) {
  *size = 0;
  return guarded(false, [&] {
    const auto* const elem = find_elem(instance, index);
    if (elem) *size = elem->refs.size();
    return elem != nullptr;
  });
}

bool modlink_instance_elem_get(const wasm_instance_t* instance, size_t index, size_t element, modlink_val_t* out) {
  *out = zero_val<modlink_val_t>(WASM_I32);
  out->kind = WASM_EXTERNREF;
  return guarded(false, [&] {
    const auto* const elem = find_elem(instance, index);
    if (!elem || element >= elem->refs.size()) return false;
    const modlink::RefType type = module_inst(*instance)->code->elems[index];
    *out = from_value(instance->state, modlink::Value::ref(type, elem->refs[element]));
    return true;
  });
}
