// References and objects.
#include "tools/fuzz/calls/steps.h"
#include "tools/fuzz/calls/values.h"

namespace modlink::fuzz {
namespace {

void make_ref(Session& session) {
  wasm_store_t* const store = session.lend(session.stores);
  if (session.below(2) == 0) {
    session.refs.add(modlink_i31_new(store, static_cast<std::int32_t>(session.below(100)) - 50));
  } else if (wasm_foreign_t* const foreign = wasm_foreign_new(store)) {
    session.refs.add(wasm_ref_copy(wasm_foreign_as_ref(foreign)));
    wasm_foreign_delete(foreign);
  }
}

void use_ref(Session& session) {
  wasm_ref_t* const ref = session.lend(session.refs);
  if (!ref) return;
  const modlink_refkind_t kind = modlink_ref_kind(ref);
  if (kind > MODLINK_REF_EXTERN) throw std::logic_error("a reference of no kind");
  modlink_i31_get(ref);
  const std::size_t size = modlink_object_size(ref);
  const std::size_t at = session.below(size + 1);
  modlink_val_t val;
  wasm_valkind_t field = WASM_I32;
  if (modlink_object_get(ref, at, &val)) {
    field = val.kind;
    add_val(session, &val);
  }
  const modlink_val_t given = lend_val(session, field);
  modlink_object_set(ref, at, &given);
  if (modlink_tag_t* const tag = modlink_exn_tag(ref)) {
    session.externs.add(wasm_extern_copy(modlink_tag_as_extern(tag)));
    modlink_tag_delete(tag);
  }
}

void use_host_info(Session& session) {
  wasm_ref_t* const ref = session.lend(session.refs);
  if (!ref) return;
  if (void* const info = wasm_ref_get_host_info(ref); info && info != &session)
    throw std::logic_error("unknown host info");
  wasm_ref_set_host_info_with_finalizer(ref, &session, session.below(2) == 0 ? finalize : nullptr);
}

void compare_refs(Session& session) {
  const wasm_ref_t* const ref = session.lend(session.refs);
  const wasm_ref_t* const other = session.lend(session.refs);
  if (!ref || !other) return;
  if (wasm_ref_same(ref, other) != wasm_ref_same(other, ref)) throw std::logic_error("sameness has a direction");
  const api::Owned<wasm_ref_t, wasm_ref_delete> copy(wasm_ref_copy(ref));
  if (copy && !wasm_ref_same(ref, copy.get())) throw std::logic_error("a copy is something else");
}

void convert_ref(Session& session) {
  wasm_ref_t* const ref = session.lend(session.refs);
  if (!ref) return;
  if (wasm_extern_t* const thing = wasm_ref_as_extern(ref)) session.externs.add(wasm_extern_copy(thing));
  if (wasm_trap_t* const trap = wasm_ref_as_trap(ref)) session.traps.add(wasm_trap_copy(trap));
  if (wasm_module_t* const module = wasm_ref_as_module(ref)) session.modules.add(wasm_module_copy(module));
  if (wasm_instance_t* const instance = wasm_ref_as_instance(ref)) session.instances.add(wasm_instance_copy(instance));
}

}  // namespace

std::span<const Step> value_steps() {
  static constexpr Step here[] = {make_ref, use_ref, use_ref, use_host_info, compare_refs, convert_ref};
  return here;
}

}  // namespace modlink::fuzz
