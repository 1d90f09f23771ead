// Values, functions and things of a host that calls at random. capi/modlink.h
#include "tools/fuzz/calls/values.h"

#include <cstring>
#include <stdexcept>

namespace modlink::fuzz {
namespace {

constexpr wasm_valkind_t kinds[] = {WASM_I32,       WASM_I64,     WASM_F32,       WASM_F64,      MODLINK_V128,
                                    WASM_EXTERNREF, WASM_FUNCREF, MODLINK_ANYREF, MODLINK_EXNREF};

std::uint64_t number(Session& session) {
  constexpr std::uint64_t special[] = {
      0, 1, 2, 7, 0x7fffffff, 0x80000000, 0xffffffff, 0x7ff8000000000001, ~std::uint64_t{0}};
  return session.below(4) == 0 ? special[session.below(std::size(special))] : session.below(256);
}

// Reads the arguments, gives results of their types, or one that is not, or a trap.
wasm_trap_t* call_back(void* env, const modlink_val_t args[], std::size_t arg_count, modlink_val_t results[],
                       std::size_t result_count) {
  Session& session = *static_cast<Session*>(env);
  const EnoughMemory enough;
  add_copies(session, args, arg_count);
  session.run_nested();
  if (session.below(8) == 0) return wasm_trap_copy(session.traps.lend(session.below(256)));
  for (std::size_t i = 0; i < result_count; ++i) {
    const modlink_val_t val = lend_val(session, results[i].kind);
    if (session.below(4) != 0) modlink_val_copy(&results[i], &val);
  }
  return nullptr;
}

wasm_trap_t* call_back_plainly(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  Session& session = *static_cast<Session*>(env);
  const EnoughMemory enough;
  for (std::size_t i = 0; i < args->size; ++i) {
    wasm_val_t copy;
    wasm_val_copy(&copy, &args->data[i]);
    wasm_val_delete(&copy);
  }
  session.run_nested();
  if (results->size > 0 && session.below(2) == 0) {
    results->data[0].kind = WASM_EXTERNREF;
    results->data[0].of.ref = wasm_ref_copy(session.lend(session.refs));
  }
  return nullptr;
}

wasm_extern_t* new_global(Session& session, wasm_store_t* store, const wasm_globaltype_t* type) {
  const modlink_val_t val = lend_val(session, wasm_valtype_kind(wasm_globaltype_content(type)));
  return wasm_global_as_extern(modlink_global_new(store, type, &val));
}

wasm_extern_t* new_tag(wasm_store_t* store, const wasm_externtype_t* type) {
  const api::FuncType params(modlink_externtype_tag(type));
  return params ? modlink_tag_as_extern(modlink_tag_new(store, params.get())) : nullptr;
}

}  // namespace

modlink_val_t lend_val(Session& session, wasm_valkind_t kind) {
  modlink_val_t val;
  std::memset(&val, 0, sizeof val);
  val.kind = session.below(16) == 0 ? kinds[session.below(std::size(kinds))] : kind;
  if (wasm_valkind_is_ref(val.kind)) {
    val.of.ref = session.lend(session.refs);
  } else {
    for (std::size_t i = 0; i < 2; ++i) {
      const std::uint64_t half = number(session);
      std::memcpy(val.of.v128 + 8 * i, &half, 8);
    }
  }
  return val;
}

std::vector<modlink_val_t> lend_vals(Session& session, const wasm_valtype_vec_t* types) {
  std::vector<modlink_val_t> vals;
  for (std::size_t i = 0; types && i < types->size; ++i) {
    vals.push_back(lend_val(session, wasm_valtype_kind(types->data[i])));
  }
  if (session.below(32) == 0) vals.push_back(lend_val(session, WASM_I32));
  return vals;
}

void add_externs(Session& session, wasm_extern_vec_t* externs) {
  for (std::size_t i = 0; i < externs->size; ++i) session.externs.add(wasm_extern_copy(externs->data[i]));
  wasm_extern_vec_delete(externs);
}

void add_val(Session& session, modlink_val_t* val) {
  if (wasm_valkind_is_ref(val->kind)) {
    session.refs.add(val->of.ref);
  } else {
    modlink_val_delete(val);
  }
}

void add_copies(Session& session, const modlink_val_t* vals, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    modlink_val_t copy;
    modlink_val_copy(&copy, &vals[i]);
    add_val(session, &copy);
  }
}

void add_outcome(Session& session, modlink_outcome_t* outcome) {
  if (!outcome) throw std::logic_error("there is no outcome");
  session.outcomes.add(outcome);
}

wasm_func_t* new_func(Session& session, wasm_store_t* store, const wasm_functype_t* type) {
  void (*const finalizer)(void*) = session.below(2) == 0 ? finalize : nullptr;
  if (session.below(4) == 0) return wasm_func_new_with_env(store, type, call_back_plainly, &session, finalizer);
  return modlink_func_new(store, type, call_back, &session, finalizer);
}

wasm_extern_t* new_extern(Session& session, wasm_store_t* store, const wasm_externtype_t* type) {
  if (!type) return nullptr;
  switch (wasm_externtype_kind(type)) {
    case WASM_EXTERN_FUNC:
      return wasm_func_as_extern(new_func(session, store, wasm_externtype_as_functype_const(type)));
    case WASM_EXTERN_GLOBAL: return new_global(session, store, wasm_externtype_as_globaltype_const(type));
    case WASM_EXTERN_TABLE:
      return wasm_table_as_extern(
          wasm_table_new(store, wasm_externtype_as_tabletype_const(type), session.lend(session.refs)));
    case WASM_EXTERN_MEMORY:
      return wasm_memory_as_extern(wasm_memory_new(store, wasm_externtype_as_memorytype_const(type)));
    case MODLINK_EXTERN_TAG: return new_tag(store, type);
    default: return nullptr;
  }
}

void finalize(void* session) { static_cast<Session*>(session)->run_nested(); }

}  // namespace modlink::fuzz
