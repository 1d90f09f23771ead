// References of the C API. capi/wasm.h, References; capi/modlink.h, External kinds of their own
//
// A handle refers to what is in a store, and knows whether it is still there.
#pragma once

#include <memory>

#include "capi/state.h"

struct wasm_ref_t {
  enum class Kind : std::uint8_t { func, global, table, memory, tag, module, instance, foreign, trap, object };

  wasm_ref_t(Kind kind, modlink::capi::StatePtr state)
      : kind(kind), state(std::move(state)), generation(this->state ? this->state->generation() : 0) {}
  virtual ~wasm_ref_t() = default;
  virtual wasm_ref_t* copy() const = 0;
  // The same for all handles of one thing, for as long as `keeper` lives, if there is one.
  virtual const void* identity() const = 0;
  virtual std::shared_ptr<const void> keeper() const { return nullptr; }

  bool is_live() const { return state && state->store() && state->generation() == generation; }
  bool is_in(const modlink::capi::State& other) const { return state.get() == &other && is_live(); }
  // Of one that is live.
  modlink::Store& store() const { return *state->store(); }

  Kind kind;
  modlink::capi::StatePtr state;
  std::uint64_t generation;
};

struct wasm_extern_t : wasm_ref_t {
  using wasm_ref_t::wasm_ref_t;
};

namespace modlink::capi {

// A handle of what a store has as instances of one type.
template <class Derived, class Base, class Inst, wasm_ref_t::Kind its_kind>
struct InstHandle : Base {
  static constexpr wasm_ref_t::Kind handle_kind = its_kind;
  InstHandle(StatePtr state, Inst* inst) : Base(its_kind, std::move(state)), inst(inst) {}
  wasm_ref_t* copy() const override { return new Derived(static_cast<const Derived&>(*this)); }
  const void* identity() const override { return inst; }

  Inst* inst;
};

}  // namespace modlink::capi

#define MODLINK_HANDLE(name, Inst, kind)                                                                \
  struct name : modlink::capi::InstHandle<name, wasm_extern_t, modlink::Inst, wasm_ref_t::Kind::kind> { \
    using InstHandle::InstHandle;                                                                       \
  };
MODLINK_HANDLE(wasm_func_t, FuncInst, func)
MODLINK_HANDLE(wasm_global_t, GlobalInst, global)
MODLINK_HANDLE(wasm_table_t, TableInst, table)
MODLINK_HANDLE(wasm_memory_t, MemoryInst, memory)
MODLINK_HANDLE(modlink_tag_t, TagInst, tag)
#undef MODLINK_HANDLE

struct wasm_module_t : wasm_extern_t {
  static constexpr Kind handle_kind = Kind::module;
  wasm_module_t(modlink::capi::StatePtr state, modlink::ModuleValue value, const modlink::ModuleValue* in_store)
      : wasm_extern_t(handle_kind, std::move(state)), value(std::move(value)), in_store(in_store) {}
  wasm_ref_t* copy() const override { return new wasm_module_t(*this); }
  const void* identity() const override { return value.outer ? static_cast<const void*>(in_store) : value.code.get(); }
  std::shared_ptr<const void> keeper() const override { return value.code; }

  modlink::ModuleValue value;
  const modlink::ModuleValue* in_store;  // null if it has not been made a value of the store
};

struct wasm_shared_module_t {
  modlink::ValidModulePtr code;
};

struct wasm_instance_t : wasm_extern_t {
  static constexpr Kind handle_kind = Kind::instance;
  wasm_instance_t(modlink::capi::StatePtr state, const modlink::InstanceValue* value, const modlink::ModuleInst* inst)
      : wasm_extern_t(handle_kind, std::move(state)), value(value), inst(inst) {}
  wasm_ref_t* copy() const override { return new wasm_instance_t(*this); }
  const void* identity() const override { return value; }

  const modlink::InstanceValue* value;
  const modlink::ModuleInst* inst;  // null if it came as a value
};

struct wasm_foreign_t : wasm_ref_t {
  static constexpr Kind handle_kind = Kind::foreign;
  wasm_foreign_t(modlink::capi::StatePtr state, std::uint32_t number)
      : wasm_ref_t(handle_kind, std::move(state)), number(number) {}
  wasm_ref_t* copy() const override { return new wasm_foreign_t(*this); }
  const void* identity() const override { return reinterpret_cast<const void*>(modlink::Ref::host(number).bits); }

  std::uint32_t number;
};

namespace modlink::capi {

// A structure, an array, an exception or an i31.
struct ObjectHandle : wasm_ref_t {
  static constexpr Kind handle_kind = Kind::object;
  ObjectHandle(StatePtr state, Ref ref)
      : wasm_ref_t(handle_kind, std::move(state)), ref(ref), kept(std::make_shared<const Kept>(this->state, ref)) {}
  wasm_ref_t* copy() const override { return new ObjectHandle(*this); }
  const void* identity() const override { return reinterpret_cast<const void*>(ref.bits); }
  std::shared_ptr<const void> keeper() const override { return kept; }

  Ref ref;
  KeptPtr kept;
};

inline bool is_extern(const wasm_ref_t* ref) { return ref && ref->kind <= wasm_ref_t::Kind::instance; }

// The handle as one of a kind; null if it is of another.
template <class Handle>
Handle* handle_as(wasm_ref_t* ref) {
  return ref && ref->kind == Handle::handle_kind ? static_cast<Handle*>(ref) : nullptr;
}
template <class Handle>
const Handle* handle_as(const wasm_ref_t* ref) {
  return ref && ref->kind == Handle::handle_kind ? static_cast<const Handle*>(ref) : nullptr;
}

// A new handle of what is in the store. Null if there is none.
wasm_extern_t* make_extern(const StatePtr& state, const ExternVal& val);
wasm_instance_t* make_instance(const StatePtr& state, const ModuleInst& inst);
// What a module made of a live instance; null if none did. Looks for it, if it came as a value.
const ModuleInst* module_inst(const wasm_instance_t& instance);
// What a live handle refers to.
ExternVal extern_val(const wasm_extern_t& handle);

// Fills a vector with new handles. Throws bad_alloc, and leaves it as it is then.
void fill_externs(const StatePtr& state, const std::vector<ExternVal>& vals, wasm_extern_vec_t* out);

}  // namespace modlink::capi
