// Types as the C API makes and reads them. capi/wasm.h, Types
#include <algorithm>

#include "capi/types.h"
#include "capi/values.h"

namespace modlink::capi {
namespace {

// Sizes of 64 bits as those of 32: as large as they can be.
std::uint32_t narrow(std::uint64_t size) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, wasm_limits_max_default));
}
wasm_limits_t standard_limits(const Limits& limits) {
  return {narrow(limits.min), limits.max ? narrow(*limits.max) : wasm_limits_max_default};
}
Limits limits_of(const wasm_limits_t& limits) {
  if (limits.max == wasm_limits_max_default) return {limits.min, std::nullopt};
  return {limits.min, limits.max};
}
Limits limits_of(const modlink_limits_t& limits) {
  return {limits.min, limits.has_max ? std::optional(limits.max) : std::nullopt};
}
modlink_limits_t wide_limits(const Limits& limits, AddrType addr) {
  return {limits.min, limits.max.value_or(0), limits.max.has_value(), addr == AddrType::i64, false, 16};
}

}  // namespace
}  // namespace modlink::capi

using namespace modlink::capi;

wasm_functype_t::wasm_functype_t(const wasm_functype_t& other) : wasm_functype_t() {
  wasm_valtype_vec_copy(&params, &other.params);
  wasm_valtype_vec_copy(&results, &other.results);
  if (params.size != other.params.size || results.size != other.results.size) throw std::bad_alloc();
}
wasm_functype_t::~wasm_functype_t() {
  wasm_valtype_vec_delete(&params);
  wasm_valtype_vec_delete(&results);
}

wasm_tabletype_t::wasm_tabletype_t(wasm_valtype_t elem, const modlink::TableType& type)
    : wasm_externtype_t(WASM_EXTERN_TABLE), elem(std::move(elem)), type(type), limits(standard_limits(type.limits)) {}

wasm_memorytype_t::wasm_memorytype_t(const modlink::MemoryType& type)
    : wasm_externtype_t(WASM_EXTERN_MEMORY), type(type), limits(standard_limits(type.limits)) {}

namespace {

std::optional<modlink::ValType> type_of_kind(wasm_valkind_t kind) {
  switch (kind) {
    case WASM_I32: return modlink::ValKind::i32;
    case WASM_I64: return modlink::ValKind::i64;
    case WASM_F32: return modlink::ValKind::f32;
    case WASM_F64: return modlink::ValKind::f64;
    case MODLINK_V128: return modlink::ValKind::v128;
    case WASM_EXTERNREF: return modlink::externref;
    case WASM_FUNCREF: return modlink::funcref;
    case MODLINK_ANYREF: return modlink::RefType{true, {modlink::HeapKind::any}};
    case MODLINK_EXNREF: return modlink::RefType{true, {modlink::HeapKind::exn}};
    default: return std::nullopt;
  }
}

// Whether there was memory for each of the types.
bool is_whole(const wasm_valtype_vec_t& vec) {
  return std::all_of(vec.data, vec.data + vec.size, [](const wasm_valtype_t* type) { return type != nullptr; });
}

// Whether all types that have a number are of one engine.
bool is_of_one_engine(const wasm_valtype_vec_t& params, const wasm_valtype_vec_t& results) {
  const modlink::TypeStore* first = nullptr;
  for (const wasm_valtype_vec_t* const vec : {&params, &results}) {
    for (std::size_t i = 0; i < vec->size; ++i) {
      if (!modlink::capi::names_type(*vec->data[i])) continue;
      const modlink::TypeStore* const types = vec->data[i]->types.get();
      if (first && types != first) return false;
      first = types;
    }
  }
  return true;
}

// A copy with all that it owns.
wasm_externtype_t* deep_copy(const wasm_externtype_t* type) {
  return guarded<wasm_externtype_t*>(nullptr, [&] { return type ? type->copy() : nullptr; });
}

wasm_tabletype_t* new_tabletype(wasm_valtype_t* elem, modlink::AddrType addr, const modlink::Limits& limits) {
  const std::unique_ptr<wasm_valtype_t> owned(elem);
  return guarded<wasm_tabletype_t*>(nullptr, [&]() -> wasm_tabletype_t* {
    if (!owned || !owned->type.is_ref()) return nullptr;
    return new wasm_tabletype_t(*owned, modlink::TableType{addr, limits, owned->type.ref()});
  });
}

}  // namespace

wasm_valtype_t* wasm_valtype_new(wasm_valkind_t kind) {
  return guarded<wasm_valtype_t*>(nullptr, [&]() -> wasm_valtype_t* {
    const auto type = type_of_kind(kind);
    return type ? new wasm_valtype_t{*type, nullptr} : nullptr;
  });
}
void wasm_valtype_delete(wasm_valtype_t* type) { delete type; }
wasm_valtype_t* wasm_valtype_copy(const wasm_valtype_t* type) {
  return guarded<wasm_valtype_t*>(nullptr, [&] { return type ? new wasm_valtype_t(*type) : nullptr; });
}
wasm_valkind_t wasm_valtype_kind(const wasm_valtype_t* type) {
  static const modlink::TypeStore none;
  return guarded<wasm_valkind_t>(MODLINK_ANYREF,
                                 [&] { return valkind_of(type->types ? *type->types : none, type->type); });
}

wasm_functype_t* wasm_functype_new(wasm_valtype_vec_t* params, wasm_valtype_vec_t* results) {
  auto* const type = guarded<wasm_functype_t*>(nullptr, [&]() -> wasm_functype_t* {
    if (!is_whole(*params) || !is_whole(*results) || !is_of_one_engine(*params, *results)) return nullptr;
    auto made = std::make_unique<wasm_functype_t>();
    std::swap(made->params, *params);
    std::swap(made->results, *results);
    return made.release();
  });
  if (!type) {
    wasm_valtype_vec_delete(params);
    wasm_valtype_vec_delete(results);
  }
  return type;
}
const wasm_valtype_vec_t* wasm_functype_params(const wasm_functype_t* type) { return &type->params; }
const wasm_valtype_vec_t* wasm_functype_results(const wasm_functype_t* type) { return &type->results; }

wasm_globaltype_t* wasm_globaltype_new(wasm_valtype_t* content, wasm_mutability_t mutability) {
  const std::unique_ptr<wasm_valtype_t> owned(content);
  return guarded<wasm_globaltype_t*>(
      nullptr, [&] { return owned ? new wasm_globaltype_t(*owned, mutability == WASM_VAR) : nullptr; });
}
const wasm_valtype_t* wasm_globaltype_content(const wasm_globaltype_t* type) { return &type->content; }
wasm_mutability_t wasm_globaltype_mutability(const wasm_globaltype_t* type) {
  return type->is_var ? WASM_VAR : WASM_CONST;
}

wasm_tabletype_t* wasm_tabletype_new(wasm_valtype_t* elem, const wasm_limits_t* limits) {
  return new_tabletype(elem, modlink::AddrType::i32, limits_of(*limits));
}
const wasm_valtype_t* wasm_tabletype_element(const wasm_tabletype_t* type) { return &type->elem; }
const wasm_limits_t* wasm_tabletype_limits(const wasm_tabletype_t* type) { return &type->limits; }

wasm_memorytype_t* wasm_memorytype_new(const wasm_limits_t* limits) {
  return guarded<wasm_memorytype_t*>(nullptr, [&] {
    return new wasm_memorytype_t(modlink::MemoryType{modlink::AddrType::i32, limits_of(*limits)});
  });
}
const wasm_limits_t* wasm_memorytype_limits(const wasm_memorytype_t* type) { return &type->limits; }

wasm_memorytype_t* modlink_memorytype_new(const modlink_limits_t* limits) {
  return guarded<wasm_memorytype_t*>(nullptr, [&]() -> wasm_memorytype_t* {
    const bool has_pages = limits->page_size_log2 == 0 || limits->page_size_log2 == 16;
    if (!has_pages || (limits->is_shared && !limits->has_max)) return nullptr;
    const auto addr = limits->is_64 ? modlink::AddrType::i64 : modlink::AddrType::i32;
    return new wasm_memorytype_t(
        modlink::MemoryType{addr, limits_of(*limits), limits->is_shared, limits->page_size_log2});
  });
}
modlink_limits_t modlink_memorytype_limits(const wasm_memorytype_t* type) {
  modlink_limits_t limits = wide_limits(type->type.limits, type->type.addr);
  limits.is_shared = type->type.shared;
  limits.page_size_log2 = type->type.page_size_log2;
  return limits;
}
wasm_tabletype_t* modlink_tabletype_new(wasm_valtype_t* elem, const modlink_limits_t* limits) {
  return new_tabletype(elem, limits->is_64 ? modlink::AddrType::i64 : modlink::AddrType::i32, limits_of(*limits));
}
modlink_limits_t modlink_tabletype_limits(const wasm_tabletype_t* type) {
  return wide_limits(type->type.limits, type->type.addr);
}

wasm_externkind_t wasm_externtype_kind(const wasm_externtype_t* type) { return type->kind; }
void wasm_externtype_delete(wasm_externtype_t* type) { delete type; }
wasm_externtype_t* wasm_externtype_copy(const wasm_externtype_t* type) { return deep_copy(type); }

#define EXTERN_TYPE(name, extern_kind)                                                                     \
  void wasm_##name##_delete(wasm_##name##_t* type) { delete type; }                                        \
  wasm_##name##_t* wasm_##name##_copy(const wasm_##name##_t* type) {                                       \
    return static_cast<wasm_##name##_t*>(deep_copy(type));                                                 \
  }                                                                                                        \
  wasm_externtype_t* wasm_##name##_as_externtype(wasm_##name##_t* type) { return type; }                   \
  const wasm_externtype_t* wasm_##name##_as_externtype_const(const wasm_##name##_t* type) { return type; } \
  wasm_##name##_t* wasm_externtype_as_##name(wasm_externtype_t* type) {                                    \
    return type && type->kind == extern_kind ? static_cast<wasm_##name##_t*>(type) : nullptr;              \
  }                                                                                                        \
  const wasm_##name##_t* wasm_externtype_as_##name##_const(const wasm_externtype_t* type) {                \
    return type && type->kind == extern_kind ? static_cast<const wasm_##name##_t*>(type) : nullptr;        \
  }
EXTERN_TYPE(functype, WASM_EXTERN_FUNC)
EXTERN_TYPE(globaltype, WASM_EXTERN_GLOBAL)
EXTERN_TYPE(tabletype, WASM_EXTERN_TABLE)
EXTERN_TYPE(memorytype, WASM_EXTERN_MEMORY)

wasm_importtype_t* wasm_importtype_new(wasm_name_t* module, wasm_name_t* name, wasm_externtype_t* type) {
  std::unique_ptr<wasm_externtype_t> owned(type);
  auto* const made = guarded<wasm_importtype_t*>(nullptr, [&]() -> wasm_importtype_t* {
    if (!owned) return nullptr;
    return make_importtype({module->data, module->size}, {name->data, name->size}, std::move(owned)).release();
  });
  wasm_name_delete(module);
  wasm_name_delete(name);
  return made;
}
void wasm_importtype_delete(wasm_importtype_t* type) { delete type; }
wasm_importtype_t* wasm_importtype_copy(const wasm_importtype_t* type) {
  return guarded<wasm_importtype_t*>(nullptr, [&]() -> wasm_importtype_t* {
    if (!type) return nullptr;
    std::unique_ptr<wasm_externtype_t> inner(type->type->copy());
    return make_importtype(type->module, type->name, std::move(inner)).release();
  });
}
const wasm_name_t* wasm_importtype_module(const wasm_importtype_t* type) { return &type->module_name; }
const wasm_name_t* wasm_importtype_name(const wasm_importtype_t* type) { return &type->field_name; }
const wasm_externtype_t* wasm_importtype_type(const wasm_importtype_t* type) { return type->type.get(); }

wasm_exporttype_t* wasm_exporttype_new(wasm_name_t* name, wasm_externtype_t* type) {
  std::unique_ptr<wasm_externtype_t> owned(type);
  auto* const made = guarded<wasm_exporttype_t*>(nullptr, [&]() -> wasm_exporttype_t* {
    return owned ? make_exporttype({name->data, name->size}, std::move(owned)).release() : nullptr;
  });
  wasm_name_delete(name);
  return made;
}
void wasm_exporttype_delete(wasm_exporttype_t* type) { delete type; }
wasm_exporttype_t* wasm_exporttype_copy(const wasm_exporttype_t* type) {
  return guarded<wasm_exporttype_t*>(nullptr, [&]() -> wasm_exporttype_t* {
    if (!type) return nullptr;
    std::unique_ptr<wasm_externtype_t> inner(type->type->copy());
    return make_exporttype(type->name, std::move(inner)).release();
  });
}
const wasm_name_t* wasm_exporttype_name(const wasm_exporttype_t* type) { return &type->export_name; }
const wasm_externtype_t* wasm_exporttype_type(const wasm_exporttype_t* type) { return type->type.get(); }
