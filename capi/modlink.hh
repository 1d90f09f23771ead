// The C API for C++17: things that delete themselves, and calls without vectors of C. Where something cannot be done,
// the outcome says so, as in C; nothing here throws but std::bad_alloc.
#ifndef MODLINK_HH
#define MODLINK_HH

#include <cstring>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modlink.h"

namespace modlink::api {

template <auto function>
struct Deleter {
  template <class T>
  void operator()(T* thing) const {
    function(thing);
  }
};
template <class T, auto function>
using Owned = std::unique_ptr<T, Deleter<function>>;

using Config = Owned<wasm_config_t, wasm_config_delete>;
using EngineHandle = Owned<wasm_engine_t, wasm_engine_delete>;
using StoreHandle = Owned<wasm_store_t, wasm_store_delete>;
using Module = Owned<wasm_module_t, wasm_module_delete>;
using Instance = Owned<wasm_instance_t, wasm_instance_delete>;
using Extern = Owned<wasm_extern_t, wasm_extern_delete>;
using Func = Owned<wasm_func_t, wasm_func_delete>;
using FuncType = Owned<wasm_functype_t, wasm_functype_delete>;
using Interrupter = Owned<modlink_interrupter_t, modlink_interrupter_delete>;

// A value that deletes its reference.
class Val {
 public:
  Val() { val_.kind = WASM_EXTERNREF; }
  Val(std::int32_t number) {
    val_.kind = WASM_I32;
    val_.of.i32 = number;
  }
  Val(std::int64_t number) {
    val_.kind = WASM_I64;
    val_.of.i64 = number;
  }
  Val(float number) {
    val_.kind = WASM_F32;
    val_.of.f32 = number;
  }
  Val(double number) {
    val_.kind = WASM_F64;
    val_.of.f64 = number;
  }
  // Takes what it is given over.
  static Val taken(modlink_val_t val) {
    Val result;
    result.val_ = val;
    return result;
  }
  Val(const Val& other) { modlink_val_copy(&val_, &other.val_); }
  Val(Val&& other) noexcept { std::swap(val_, other.val_); }
  Val& operator=(Val other) noexcept {
    std::swap(val_, other.val_);
    return *this;
  }
  ~Val() { modlink_val_delete(&val_); }

  const modlink_val_t& get() const { return val_; }
  wasm_valkind_t kind() const { return val_.kind; }
  std::int32_t i32() const { return val_.of.i32; }
  std::int64_t i64() const { return val_.of.i64; }
  float f32() const { return val_.of.f32; }
  double f64() const { return val_.of.f64; }
  const wasm_ref_t* ref() const { return val_.of.ref; }

 private:
  // `{}` would set the first member of the union alone.
  static modlink_val_t zero() {
    modlink_val_t val;
    std::memset(&val, 0, sizeof val);
    return val;
  }

  modlink_val_t val_ = zero();
};

using Vals = std::vector<Val>;

// How something ended.
class Outcome {
 public:
  explicit Outcome(modlink_outcome_t* outcome) : outcome_(outcome) {}
  modlink_kind_t kind() const { return modlink_outcome_kind(get()); }
  bool is_ok() const { return kind() == MODLINK_OK; }
  modlink_trap_code_t trap_code() const { return modlink_outcome_trap_code(get()); }
  std::string message() const { return modlink_outcome_message(get()); }
  std::string code() const { return modlink_outcome_code(get()); }
  std::string diagnosis() const { return modlink_outcome_diagnosis(get()); }
  // Copies.
  Vals vals() const {
    std::size_t count = 0;
    const modlink_val_t* const vals = modlink_outcome_values(get(), &count);
    Vals copies;
    for (std::size_t i = 0; i < count; ++i) {
      modlink_val_t copy;
      modlink_val_copy(&copy, &vals[i]);
      copies.push_back(Val::taken(copy));
    }
    return copies;
  }
  const modlink_outcome_t* get() const { return outcome_.get(); }

 private:
  Owned<modlink_outcome_t, modlink_outcome_delete> outcome_;
};

// What a host function gives: values, or the outcome that it ends with.
using HostResult = std::pair<Vals, wasm_trap_t*>;
using HostFunction = std::function<HostResult(const Vals& args)>;

// Is told of what stores execute, and must not execute anything in them. What it throws ends that.
using Log = std::function<void(const modlink_event_t& event)>;

// False: there is no memory.
inline bool set_log(const Config& config, Log log) {
  auto held = std::make_unique<Log>(std::move(log));
  const auto tell = [](void* env, const modlink_event_t* event) { (*static_cast<Log*>(env))(*event); };
  const auto forget = [](void* env) { delete static_cast<Log*>(env); };
  const bool is_set = modlink_config_set_log(config.get(), tell, held.get(), forget);
  if (is_set) held.release();
  return is_set;
}

class Engine {
 public:
  explicit Engine(Config config = Config(wasm_config_new())) : engine_(wasm_engine_new_with_config(config.release())) {}
  wasm_engine_t* get() const { return engine_.get(); }

 private:
  EngineHandle engine_;
};

class Store {
 public:
  explicit Store(const Engine& engine) : store_(wasm_store_new(engine.get())) {}
  // With limits, choices and a log of its own.
  Store(const Engine& engine, const Config& config) : store_(modlink_store_new(engine.get(), config.get())) {}
  wasm_store_t* get() const { return store_.get(); }
  // Why what was executed may come to something else in another engine: MODLINK_NONDETERMINISM_NAN and others.
  modlink_nondeterminism_t nondeterminism() const {
    modlink_nondeterminism_t causes = 0;
    modlink_store_nondeterminism(get(), &causes);
    return causes;
  }

  // A module from text or bytes.
  Outcome load(std::string_view content, Module& module, const char* name = nullptr) const {
    wasm_module_t* made = nullptr;
    Outcome outcome(modlink_module_new(get(), content.data(), content.size(), name, &made));
    module.reset(made);
    return outcome;
  }
  // A host function, of the kinds of values that it takes and gives.
  Func func(std::initializer_list<wasm_valkind_t> params, std::initializer_list<wasm_valkind_t> results,
            HostFunction function) const {
    const FuncType type(func_type(params, results));
    auto held = std::make_unique<Host>(Host{std::move(function), Trap(wrong_count())});
    return Func(modlink_func_new(get(), type.get(), call_host, held.release(), delete_host));
  }

 private:
  using Trap = Owned<wasm_trap_t, wasm_trap_delete>;
  struct Host {
    HostFunction function;
    Trap wrong_count;  // of values that it gives
  };

  static wasm_functype_t* func_type(std::initializer_list<wasm_valkind_t> params,
                                    std::initializer_list<wasm_valkind_t> results) {
    wasm_valtype_vec_t param_types = val_types(params);
    wasm_valtype_vec_t result_types = val_types(results);
    return wasm_functype_new(&param_types, &result_types);
  }
  static wasm_valtype_vec_t val_types(std::initializer_list<wasm_valkind_t> kinds) {
    wasm_valtype_vec_t types;
    wasm_valtype_vec_new_uninitialized(&types, kinds.size());
    for (std::size_t i = 0; i < types.size; ++i) types.data[i] = wasm_valtype_new(kinds.begin()[i]);
    return types;
  }
  static wasm_trap_t* call_host(void* env, const modlink_val_t args[], std::size_t arg_count, modlink_val_t results[],
                                std::size_t result_count) {
    Vals vals;
    for (std::size_t i = 0; i < arg_count; ++i) {
      modlink_val_t copy;
      modlink_val_copy(&copy, &args[i]);
      vals.push_back(Val::taken(copy));
    }
    const Host& host = *static_cast<const Host*>(env);
    const HostResult given = host.function(vals);
    if (given.second) return given.second;
    if (given.first.size() != result_count) return wasm_trap_copy(host.wrong_count.get());
    for (std::size_t i = 0; i < result_count; ++i) modlink_val_copy(&results[i], &given.first[i].get());
    return nullptr;
  }
  static void delete_host(void* env) { delete static_cast<Host*>(env); }
  wasm_trap_t* wrong_count() const {
    wasm_message_t message;
    wasm_name_new_from_string_nt(&message, "host trap: not as many values as the function has results");
    wasm_trap_t* const trap = wasm_trap_new(get(), &message);
    wasm_name_delete(&message);
    return trap;
  }

  StoreHandle store_;
};

class Linker {
 public:
  explicit Linker(const Store& store) : linker_(modlink_linker_new(store.get())) {}
  // Null if there was no memory, or the store is gone.
  const modlink_linker_t* get() const { return linker_.get(); }
  bool define(const char* module, const char* name, const wasm_extern_t* val) {
    return modlink_linker_define(linker_.get(), module, name, val);
  }
  bool define(const char* module, const char* name, const Func& func) {
    return define(module, name, wasm_func_as_extern_const(func.get()));
  }
  Outcome instantiate(const Module& module, Instance& instance) const {
    wasm_instance_t* made = nullptr;
    Outcome outcome(modlink_linker_instantiate(linker_.get(), module.get(), &made));
    instance.reset(made);
    return outcome;
  }

 private:
  Owned<modlink_linker_t, modlink_linker_delete> linker_;
};

// A function at a path of exports.
inline Outcome call(const Instance& instance, std::initializer_list<const char*> path, const Vals& args = {}) {
  std::vector<modlink_val_t> lent;
  for (const Val& arg : args) lent.push_back(arg.get());
  return Outcome(modlink_call_export(instance.get(), path.begin(), path.size(), lent.data(), lent.size()));
}

inline Extern get_export(const Instance& instance, std::initializer_list<const char*> path) {
  return Extern(modlink_export(instance.get(), path.begin(), path.size()));
}

}  // namespace modlink::api

#endif  // MODLINK_HH
