// Functions of the C API: calls, and callbacks. capi/wasm.h, Functions; capi/modlink.h, Calls
#include <algorithm>
#include <utility>

#include "capi/exports.h"
#include "capi/host_env.h"
#include "capi/outcome.h"
#include "capi/types.h"

namespace modlink::capi {
namespace {

// Calls a callback with what it takes. Results are left in `results`.
using Caller = std::function<wasm_trap_t*(OwnVals& args, OwnVals& results)>;

struct TrapDeleter {
  void operator()(wasm_trap_t* trap) const { wasm_trap_delete(trap); }
};
using Trap = std::unique_ptr<wasm_trap_t, TrapDeleter>;

wasm_trap_t* no_vectors(const StatePtr& state) {
  return make_trap(state, result_of_attempt([&] {
                     return result_of(state, host_function_failed("values of type v128 need modlink_func_new"));
                   }));
}

// The same values as the standard has them. They are lent.
bool to_standard_vals(const OwnVals& vals, std::vector<wasm_val_t>& out) {
  out.resize(vals.size());
  bool all = true;
  for (std::size_t i = 0; i < vals.size(); ++i) all &= to_standard(vals.data()[i], &out[i]);
  return all;
}

// Calls one of the standard, whose results are then owned.
template <class F>
wasm_trap_t* call_standard(const StatePtr& state, const OwnVals& args, OwnVals& results, F callback) {
  std::vector<wasm_val_t> in, out;
  const bool has_room = to_standard_vals(args, in);
  if (!to_standard_vals(results, out) || !has_room) return no_vectors(state);
  const wasm_val_vec_t in_vec{in.size(), in.data()};
  wasm_val_vec_t out_vec{out.size(), out.data()};
  const auto take_results = [&] {
    for (std::size_t i = 0; i < results.size(); ++i) results.data()[i] = from_standard(out[i]);
  };
  try {
    wasm_trap_t* const trap = callback(&in_vec, &out_vec);
    take_results();
    return trap;
  } catch (...) {
    take_results();
    throw;
  }
}

Outcome call_back(State& state, const FuncType& type, const Caller& caller, const Values& args) {
  const StatePtr owned = state.shared_from_this();
  OwnVals in(owned, args);
  OwnVals out = OwnVals::defaults(*state.types(), type.results);
  if (const Trap trap{caller(in, out)}) return passed_on(*trap->result, state);
  auto results = to_values(state, out.data(), out.size(), type.results);
  if (!results) return host_function_failed("results of other types than the function's");
  return std::move(*results);
}

HostFunc host_func(State& state, FuncType type, Caller caller) {
  return [&state, type = std::move(type), caller = std::move(caller)](Store&, const Values& args) -> Outcome {
    return outcome_of_callback([&] { return call_back(state, type, caller, args); });
  };
}

wasm_func_t* new_host_func(wasm_store_t* store, const wasm_functype_t* type, const Caller& caller) {
  const StatePtr state = live_state(store);
  auto inner = state ? func_type_in(state->types(), type) : std::nullopt;
  if (!inner) return nullptr;
  FuncInst* const func = func_alloc(*state->store(), *inner, host_func(*state, *inner, caller));
  return new wasm_func_t(state, func);
}

ResultPtr host_trap_result(const char* why) {
  auto result = std::make_shared<Result>();
  result->kind = MODLINK_TRAP;
  result->outcome = Outcome::trap(TrapCode::host_trap, why);
  result->message = result->diagnosis = why;
  result->code = result->outcome.code();
  return result;
}

ResultPtr call(const wasm_func_t* func, const modlink_val_t* args, std::size_t count) {
  if (!func) return host_trap_result("there is no function");
  if (!func->is_live()) return host_trap_result("the function's store is gone");
  const StatePtr state = func->state;
  if (state->is_telling()) return host_trap_result(no_execution_in_log);
  const Call in_use(state);
  const auto vals = to_values(*state, args, count, func_type(*func->inst).params);
  if (!vals) return host_trap_result("wrong arguments: not as many as parameters, of other kinds, or of another store");
  return result_of(state, outcome_of_logged(*state, [&] { return func_invoke(*state->store(), *func->inst, *vals); }));
}

bool has_vectors(const ResultType& types) {
  return std::any_of(types.begin(), types.end(), [](ValType type) { return type.kind == ValKind::v128; });
}

// With results, if it is done.
ResultPtr call_with_standard(const wasm_func_t* func, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  if (func && func->is_live() && has_vectors(func_type(*func->inst).results)) {
    return host_trap_result("values of type v128 need modlink_func_call");
  }
  std::vector<modlink_val_t> vals;
  for (std::size_t i = 0; args && i < args->size; ++i) vals.push_back(from_standard(args->data[i]));
  ResultPtr result = call(func, vals.data(), vals.size());
  if (result->kind != MODLINK_OK) return result;
  const std::size_t count = results ? std::min(results->size, result->vals.size()) : 0;
  for (std::size_t i = 0; i < count; ++i) to_standard(result->vals.take(i), &results->data[i]);
  return result;
}

}  // namespace
}  // namespace modlink::capi

using namespace modlink::capi;

wasm_func_t* wasm_func_new(wasm_store_t* store, const wasm_functype_t* type, wasm_func_callback_t callback) {
  return guarded<wasm_func_t*>(nullptr, [&] {
    const StatePtr state = live_state(store);
    return new_host_func(store, type, [state = state.get(), callback](OwnVals& args, OwnVals& results) {
      return call_standard(state->shared_from_this(), args, results, callback);
    });
  });
}

// The finalizer runs whatever happens, even where nothing can hold `env`.
wasm_func_t* wasm_func_new_with_env(wasm_store_t* store, const wasm_functype_t* type,
                                    wasm_func_callback_with_env_t callback, void* env, void (*finalizer)(void*)) {
  return guarded<wasm_func_t*>(nullptr, [&] {
    const auto held = std::make_shared<const HostEnv>(HostEnv(env, finalizer));
    const StatePtr state = live_state(store);
    return new_host_func(store, type, [state = state.get(), callback, held](OwnVals& args, OwnVals& results) {
      return call_standard(
          state->shared_from_this(), args, results,
          [&](const wasm_val_vec_t* in, wasm_val_vec_t* out) { return callback(held->get(), in, out); });
    });
  });
}

wasm_func_t* modlink_func_new(wasm_store_t* store, const wasm_functype_t* type, modlink_callback_t callback, void* env,
                              void (*finalizer)(void*)) {
  return guarded<wasm_func_t*>(nullptr, [&] {
    const auto held = std::make_shared<const HostEnv>(HostEnv(env, finalizer));
    return new_host_func(store, type, [callback, held](OwnVals& args, OwnVals& results) {
      return callback(held->get(), args.data(), args.size(), results.data(), results.size());
    });
  });
}

wasm_functype_t* wasm_func_type(const wasm_func_t* func) {
  return guarded<wasm_functype_t*>(nullptr, [&]() -> wasm_functype_t* {
    if (!func->is_live()) return nullptr;
    return make_functype(func->state->types(), modlink::func_type(*func->inst)).release();
  });
}
size_t wasm_func_param_arity(const wasm_func_t* func) {
  return func->is_live() ? modlink::func_type(*func->inst).params.size() : 0;
}
size_t wasm_func_result_arity(const wasm_func_t* func) {
  return func->is_live() ? modlink::func_type(*func->inst).results.size() : 0;
}

wasm_trap_t* wasm_func_call(const wasm_func_t* func, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  const StatePtr state = func ? func->state : nullptr;  // a callback may delete the handle
  const ResultPtr result = result_of_attempt([&] { return call_with_standard(func, args, results); });
  if (result && result->kind == MODLINK_OK) return nullptr;
  return make_trap(state, result);
}

modlink_outcome_t* modlink_func_call(const wasm_func_t* func, const modlink_val_t* args, size_t count) {
  return make_outcome(result_of_attempt([&] { return call(func, args, count); }));
}

modlink_outcome_t* modlink_call_export(const wasm_instance_t* instance, const char* const* path, size_t length,
                                       const modlink_val_t* args, size_t count) {
  return make_outcome(result_of_attempt([&] {
    const auto found = find_export(instance, path, length);
    auto* const* const func = found ? std::get_if<modlink::FuncInst*>(&*found) : nullptr;
    if (!func) throw modlink::Unlinkable(modlink::no_pos, "no function is exported as " + path_text(path, length));
    const wasm_func_t handle(instance->state, *func);
    return call(&handle, args, count);
  }));
}

wasm_instance_t* modlink_store_caller(wasm_store_t* store) {
  return guarded<wasm_instance_t*>(nullptr, [&]() -> wasm_instance_t* {
    const StatePtr state = live_state(store);
    if (!state) return nullptr;
    const modlink::ModuleInst* const caller = modlink::engine_of(*state->store()).machine().caller();
    return caller ? make_instance(state, *caller) : nullptr;
  });
}
