// References of the C API. capi/wasm.h, References; capi/modlink.h, External kinds of their own
#include "capi/handles.h"

#include "capi/outcome.h"
#include "capi/vectors.h"

namespace modlink::capi {
namespace {

wasm_extern_t* handle_of(const StatePtr& state, FuncInst* inst) { return new wasm_func_t(state, inst); }
wasm_extern_t* handle_of(const StatePtr& state, GlobalInst* inst) { return new wasm_global_t(state, inst); }
wasm_extern_t* handle_of(const StatePtr& state, TableInst* inst) { return new wasm_table_t(state, inst); }
wasm_extern_t* handle_of(const StatePtr& state, MemoryInst* inst) { return new wasm_memory_t(state, inst); }
wasm_extern_t* handle_of(const StatePtr& state, TagInst* inst) { return new modlink_tag_t(state, inst); }
wasm_extern_t* handle_of(const StatePtr& state, const ModuleValue* value) {
  return new wasm_module_t(state, *value, value);
}
wasm_extern_t* handle_of(const StatePtr& state, const InstanceValue* value) {
  return new wasm_instance_t(state, value, nullptr);
}

ExternVal module_val(const wasm_module_t& handle) {
  return handle.in_store ? handle.in_store : handle.store().add(ModuleValue(handle.value));
}

}  // namespace

wasm_extern_t* make_extern(const StatePtr& state, const ExternVal& val) {
  return std::visit([&](auto* inst) { return handle_of(state, inst); }, val);
}

wasm_instance_t* make_instance(const StatePtr& state, const ModuleInst& inst) {
  return new wasm_instance_t(state, inst.exports, &inst);
}

const ModuleInst* module_inst(const wasm_instance_t& instance) {
  if (instance.inst) return instance.inst;
  for (const ModuleInst& inst : instance.store().modules()) {
    if (inst.exports == instance.value) return &inst;
  }
  return nullptr;
}

ExternVal extern_val(const wasm_extern_t& handle) {
  switch (handle.kind) {
    case wasm_ref_t::Kind::func: return static_cast<const wasm_func_t&>(handle).inst;
    case wasm_ref_t::Kind::global: return static_cast<const wasm_global_t&>(handle).inst;
    case wasm_ref_t::Kind::table: return static_cast<const wasm_table_t&>(handle).inst;
    case wasm_ref_t::Kind::memory: return static_cast<const wasm_memory_t&>(handle).inst;
    case wasm_ref_t::Kind::tag: return static_cast<const modlink_tag_t&>(handle).inst;
    case wasm_ref_t::Kind::module: return module_val(static_cast<const wasm_module_t&>(handle));
    case wasm_ref_t::Kind::instance: return static_cast<const wasm_instance_t&>(handle).value;
    case wasm_ref_t::Kind::foreign:
    case wasm_ref_t::Kind::trap:
    case wasm_ref_t::Kind::object: break;
  }
  return static_cast<FuncInst*>(nullptr);  // which is no external value
}

void fill_externs(const StatePtr& state, const std::vector<ExternVal>& vals, wasm_extern_vec_t* out) {
  std::vector<std::unique_ptr<wasm_extern_t>> made;
  made.reserve(vals.size());
  for (const ExternVal& val : vals) made.emplace_back(make_extern(state, val));
  fill(std::move(made), out);
}

}  // namespace modlink::capi

using namespace modlink::capi;

namespace {

template <class Handle>
Handle* copy_of(const Handle* handle) {
  return guarded<Handle*>(nullptr, [&] { return handle ? static_cast<Handle*>(handle->copy()) : nullptr; });
}

bool are_same(const wasm_ref_t* a, const wasm_ref_t* b) {
  if (!a || !b) return a == b;
  return a->kind == b->kind && a->state == b->state && a->generation == b->generation && a->identity() == b->identity();
}

void* info_of(const wasm_ref_t* ref) {
  return ref && ref->is_live() ? ref->state->host_info(ref->identity()) : nullptr;
}

void set_info(wasm_ref_t* ref, void* info, void (*finalizer)(void*)) {
  if (!ref || !ref->is_live()) return;
  const bool is_kept = guarded(false, [&] {
    ref->state->set_host_info(ref->identity(), {info, finalizer, ref->keeper()});
    return true;
  });
  if (!is_kept && finalizer) guarded([&] { finalizer(info); });
}

}  // namespace

#define ANY_REFERENCE(name)                                                                                     \
  wasm_##name##_t* wasm_##name##_copy(const wasm_##name##_t* ref) { return copy_of(ref); }                      \
  bool wasm_##name##_same(const wasm_##name##_t* a, const wasm_##name##_t* b) { return are_same(a, b); }        \
  void* wasm_##name##_get_host_info(const wasm_##name##_t* ref) { return info_of(ref); }                        \
  void wasm_##name##_set_host_info(wasm_##name##_t* ref, void* info) { set_info(ref, info, nullptr); }          \
  void wasm_##name##_set_host_info_with_finalizer(wasm_##name##_t* ref, void* info, void (*finalizer)(void*)) { \
    set_info(ref, info, finalizer);                                                                             \
  }
#define REFERENCE(name)                                                                            \
  ANY_REFERENCE(name)                                                                              \
  wasm_ref_t* wasm_##name##_as_ref(wasm_##name##_t* ref) { return ref; }                           \
  wasm_##name##_t* wasm_ref_as_##name(wasm_ref_t* ref) { return handle_as<wasm_##name##_t>(ref); } \
  const wasm_ref_t* wasm_##name##_as_ref_const(const wasm_##name##_t* ref) { return ref; }         \
  const wasm_##name##_t* wasm_ref_as_##name##_const(const wasm_ref_t* ref) { return handle_as<wasm_##name##_t>(ref); }
#define DELETE(name) \
  void wasm_##name##_delete(wasm_##name##_t* ref) { delete ref; }
#define EXTERN_VALUE(name)                                                                               \
  wasm_extern_t* wasm_##name##_as_extern(wasm_##name##_t* ref) { return ref; }                           \
  wasm_##name##_t* wasm_extern_as_##name(wasm_extern_t* ref) { return handle_as<wasm_##name##_t>(ref); } \
  const wasm_extern_t* wasm_##name##_as_extern_const(const wasm_##name##_t* ref) { return ref; }         \
  const wasm_##name##_t* wasm_extern_as_##name##_const(const wasm_extern_t* ref) {                       \
    return handle_as<wasm_##name##_t>(ref);                                                              \
  }

ANY_REFERENCE(ref)
REFERENCE(foreign)
REFERENCE(module)
REFERENCE(func)
REFERENCE(global)
REFERENCE(table)
REFERENCE(memory)
REFERENCE(instance)
DELETE(foreign)
DELETE(module)
DELETE(func)
DELETE(global)
DELETE(table)
DELETE(memory)
DELETE(instance)
DELETE(extern)
EXTERN_VALUE(func)
EXTERN_VALUE(global)
EXTERN_VALUE(table)
EXTERN_VALUE(memory)

ANY_REFERENCE(extern)
wasm_ref_t* wasm_extern_as_ref(wasm_extern_t* ref) { return ref; }
const wasm_ref_t* wasm_extern_as_ref_const(const wasm_extern_t* ref) { return ref; }
wasm_extern_t* wasm_ref_as_extern(wasm_ref_t* ref) {
  return is_extern(ref) ? static_cast<wasm_extern_t*>(ref) : nullptr;
}
const wasm_extern_t* wasm_ref_as_extern_const(const wasm_ref_t* ref) {
  return is_extern(ref) ? static_cast<const wasm_extern_t*>(ref) : nullptr;
}

void wasm_ref_delete(wasm_ref_t* ref) {
  // A trap may be one that is never deleted.
  if (auto* const trap = handle_as<wasm_trap_t>(ref)) return wasm_trap_delete(trap);
  delete ref;
}

ANY_REFERENCE(trap)
wasm_ref_t* wasm_trap_as_ref(wasm_trap_t* ref) { return ref; }
const wasm_ref_t* wasm_trap_as_ref_const(const wasm_trap_t* ref) { return ref; }
wasm_trap_t* wasm_ref_as_trap(wasm_ref_t* ref) { return handle_as<wasm_trap_t>(ref); }
const wasm_trap_t* wasm_ref_as_trap_const(const wasm_ref_t* ref) { return handle_as<wasm_trap_t>(ref); }

wasm_foreign_t* wasm_foreign_new(wasm_store_t* store) {
  return guarded<wasm_foreign_t*>(nullptr, [&]() -> wasm_foreign_t* {
    const StatePtr state = live_state(store);
    return state ? static_cast<wasm_foreign_t*>(state->copy_foreign(state->add_foreign())) : nullptr;
  });
}

void modlink_tag_delete(modlink_tag_t* tag) { delete tag; }
modlink_tag_t* modlink_tag_copy(const modlink_tag_t* tag) { return copy_of(tag); }
bool modlink_tag_same(const modlink_tag_t* a, const modlink_tag_t* b) { return are_same(a, b); }

wasm_extern_t* modlink_tag_as_extern(modlink_tag_t* tag) { return tag; }
modlink_tag_t* modlink_extern_as_tag(wasm_extern_t* val) { return handle_as<modlink_tag_t>(val); }
wasm_extern_t* modlink_module_as_extern(wasm_module_t* module) { return module; }
wasm_module_t* modlink_extern_as_module(wasm_extern_t* val) { return handle_as<wasm_module_t>(val); }
wasm_extern_t* modlink_instance_as_extern(wasm_instance_t* instance) { return instance; }
wasm_instance_t* modlink_extern_as_instance(wasm_extern_t* val) { return handle_as<wasm_instance_t>(val); }
