// Exports by path, and all that there is of a kind. capi/modlink.h, Reading
#include "capi/exports.h"

#include "capi/types.h"
#include "wast/syntax/identifiers.h"

namespace modlink::capi {
namespace {

std::optional<ExternKind> kind_of_number(wasm_externkind_t kind) {
  switch (kind) {
    case WASM_EXTERN_FUNC: return ExternKind::func;
    case WASM_EXTERN_GLOBAL: return ExternKind::global;
    case WASM_EXTERN_TABLE: return ExternKind::table;
    case WASM_EXTERN_MEMORY: return ExternKind::memory;
    case MODLINK_EXTERN_TAG: return ExternKind::tag;
    case MODLINK_EXTERN_MODULE: return ExternKind::module;
    case MODLINK_EXTERN_INSTANCE: return ExternKind::instance;
    default: return std::nullopt;
  }
}

template <class Inst>
std::vector<ExternVal> all_of(const Store& store) {
  std::vector<ExternVal> vals;
  for (const Inst& inst : store.all<Inst>()) {
    if constexpr (std::is_same_v<Inst, ModuleValue> || std::is_same_v<Inst, InstanceValue>) {
      vals.push_back(&inst);
    } else {
      vals.push_back(const_cast<Inst*>(&inst));
    }
  }
  return vals;
}

std::vector<ExternVal> all_in_store(const Store& store, ExternKind kind) {
  return visit_kind(kind, [&](auto space) { return all_of<std::remove_const_t<typename InstOf<space>::type>>(store); });
}

std::vector<ExternVal> all_in_instance(const ModuleInst& inst, ExternKind kind) {
  std::vector<ExternVal> vals;
  visit_kind(kind, [&](auto space) {
    for (auto* val : inst.of(space)) vals.push_back(val);
  });
  return vals;
}

}  // namespace

std::optional<ExternVal> find_export(const wasm_instance_t* instance, const char* const* path, std::size_t length) {
  if (!instance || !instance->is_live()) return std::nullopt;
  ExternVal at = instance->value;
  for (std::size_t i = 0; i < length; ++i) {
    const auto* const inside = std::get_if<const InstanceValue*>(&at);
    const ExternVal* const next = inside ? (*inside)->find(path[i]) : nullptr;
    if (!next) return std::nullopt;
    at = *next;
  }
  return at;
}

std::string path_text(const char* const* path, std::size_t length) {
  if (length == 0) return "a path without names";
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += (i == 0 ? "" : " ") + quote(path[i]);
  return text;
}

}  // namespace modlink::capi

using namespace modlink::capi;

wasm_extern_t* modlink_export(const wasm_instance_t* instance, const char* const* path, size_t length) {
  return guarded<wasm_extern_t*>(nullptr, [&]() -> wasm_extern_t* {
    const auto found = find_export(instance, path, length);
    return found ? make_extern(instance->state, *found) : nullptr;
  });
}

void modlink_instance_all(const wasm_instance_t* instance, wasm_externkind_t kind, wasm_extern_vec_t* out) {
  wasm_extern_vec_new_empty(out);
  guarded([&] {
    const auto inner = kind_of_number(kind);
    const auto* const inst = inner && instance->is_live() ? module_inst(*instance) : nullptr;
    if (inst) fill_externs(instance->state, all_in_instance(*inst, *inner), out);
  });
}

void modlink_store_all(const wasm_store_t* store, wasm_externkind_t kind, wasm_extern_vec_t* out) {
  wasm_extern_vec_new_empty(out);
  guarded([&] {
    const auto inner = kind_of_number(kind);
    const StatePtr state = live_state(store);
    if (inner && state) fill_externs(state, all_in_store(*state->store(), *inner), out);
  });
}

wasm_externkind_t wasm_extern_kind(const wasm_extern_t* val) {
  switch (val->kind) {
    case wasm_ref_t::Kind::func: return WASM_EXTERN_FUNC;
    case wasm_ref_t::Kind::global: return WASM_EXTERN_GLOBAL;
    case wasm_ref_t::Kind::table: return WASM_EXTERN_TABLE;
    case wasm_ref_t::Kind::memory: return WASM_EXTERN_MEMORY;
    case wasm_ref_t::Kind::tag: return MODLINK_EXTERN_TAG;
    case wasm_ref_t::Kind::module: return MODLINK_EXTERN_MODULE;
    default: return MODLINK_EXTERN_INSTANCE;
  }
}

wasm_externtype_t* wasm_extern_type(const wasm_extern_t* val) {
  return guarded<wasm_externtype_t*>(nullptr, [&]() -> wasm_externtype_t* {
    if (!val->is_live()) return nullptr;
    const modlink::ExternType type = modlink::extern_type(val->store(), extern_val(*val));
    return make_externtype(val->state->types(), type).release();
  });
}
