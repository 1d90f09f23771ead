// Running out of memory at any allocation is an outcome, and leaves the store usable.
#include <gtest/gtest.h>

#include <functional>
#include <new>

#include "capi/modlink.hh"
#include "capi/test_allocation.h"
#include "interpreter/host.h"

namespace modlink {
namespace {

constexpr char module_text[] = R"((module
  (import "host" "f" (func $host (param i32) (result externref)))
  (type $s (struct (field i32) (field (ref null $s))))
  (module $M (import "h" (func (param i32) (result externref))) (memory (export "m") 1) (data (i32.const 0) "abc")
    (func (export "f") (result i32) (i32.load8_u (i32.const 1))))
  (instance $i (instantiate $M (import "h" (func $host)))) (export "i" (instance $i))
  (table 10 funcref) (elem (i32.const 1) $host) (tag $e (param i32)) (global $last (mut (ref null $s)) (ref.null $s))
  (func (export "f") (param i32) (result (ref $s))
    (drop (call $host (local.get 0)))
    (global.set $last (struct.new $s (i32.const 7) (ref.null $s))) (table.set (i32.const 2) (ref.func $host))
    (block $l (result i32) (try_table (catch $e $l) (throw $e (local.get 0))) unreachable)
    (struct.new $s (ref.null $s)))))";

wasm_trap_t* host(void* env, const modlink_val_t*, std::size_t, modlink_val_t* results, std::size_t) {
  wasm_foreign_t* const foreign = wasm_foreign_new(static_cast<wasm_store_t*>(env));
  results[0].of.ref = foreign ? wasm_foreign_as_ref(foreign) : nullptr;
  return nullptr;
}

bool is_expected(const api::Outcome& outcome) { return outcome.is_ok() || outcome.kind() == MODLINK_LIMIT; }

api::Module load(wasm_store_t* store) {
  wasm_module_t* module = nullptr;
  const api::Outcome outcome(modlink_module_new(store, module_text, sizeof module_text - 1, nullptr, &module));
  EXPECT_TRUE(is_expected(outcome)) << outcome.diagnosis();
  return api::Module(module);
}

api::Instance instantiate(wasm_store_t* store, const api::Module& module) {
  const api::FuncType type(wasm_functype_new_1_1(wasm_valtype_new_i32(), wasm_valtype_new_externref()));
  const api::Func func(type ? modlink_func_new(store, type.get(), host, store, nullptr) : nullptr);
  const api::Owned<modlink_linker_t, modlink_linker_delete> linker(modlink_linker_new(store));
  if (!func || !linker) return nullptr;
  if (!modlink_linker_define(linker.get(), "host", "f", wasm_func_as_extern(func.get()))) return nullptr;
  wasm_instance_t* instance = nullptr;
  const api::Outcome outcome(modlink_linker_instantiate(linker.get(), module.get(), &instance));
  EXPECT_TRUE(is_expected(outcome)) << outcome.diagnosis();
  return api::Instance(instance);
}

// Loads, instantiates and calls. Whether all of it could be done.
bool run_all(wasm_store_t* store) {
  const api::Module module = load(store);
  const api::Instance instance = module ? instantiate(store, module) : nullptr;
  if (!instance) return false;
  const char* const path[] = {"f"};
  modlink_val_t arg{};
  arg.of.i32 = 5;
  const api::Outcome outcome(modlink_call_export(instance.get(), path, 1, &arg, 1));
  EXPECT_TRUE(is_expected(outcome)) << outcome.diagnosis();
  return outcome.is_ok();
}

// With one allocation after another that fails.
void fail_each(const std::function<api::Store()>& make_store) {
  long failed = 0;
  for (bool done = false; !done && failed < 20'000; ++failed) {
    const api::Store store = make_store();
    allocations_left = failed;
    const bool could = run_all(store.get());
    done = allocations_left >= 0;  // there were enough
    allocations_left = -1;
    EXPECT_TRUE(could || !done);
    ASSERT_TRUE(run_all(store.get())) << "after allocation " << failed;
  }
  EXPECT_GT(failed, 100);
}

TEST(allocation, failing_is_an_outcome) {
  const api::Engine engine;
  fail_each([&] { return api::Store(engine); });
}

TEST(allocation, failing_is_an_outcome_where_there_is_a_log) {
  const api::Engine engine;
  std::size_t told = 0;
  const auto tell = [&](const modlink_event_t& event) {
    modlink_val_t copy;
    for (std::size_t i = 0; i < event.value_count; ++i) {
      modlink_val_copy(&copy, &event.values[i]);
      modlink_val_delete(&copy);
    }
    ++told;
  };
  fail_each([&] {
    const api::Config config(wasm_config_new());
    EXPECT_TRUE(api::set_log(config, tell));
    return api::Store(engine, config);
  });
  EXPECT_GT(told, 1000u);
}

TEST(allocation, logs_need_memory) {
  std::size_t finalized = 0;
  const auto count = [](void* env) { ++*static_cast<std::size_t*>(env); };
  const auto tell = [](void*, const modlink_event_t*) {};
  const api::Config config(wasm_config_new());
  allocations_left = 0;
  EXPECT_FALSE(modlink_config_set_log(config.get(), tell, &finalized, count));
  allocations_left = -1;
  EXPECT_EQ(finalized, 0u);  // it is still the caller's
  EXPECT_TRUE(modlink_config_set_log(config.get(), tell, &finalized, count));
  EXPECT_TRUE(modlink_config_set_log(config.get(), tell, &finalized, count));
  EXPECT_EQ(finalized, 1u);
}

TEST(allocation, what_could_not_be_added_can_be_added_again) {
  for (long failed = 0; failed < 12; ++failed) {
    Store store(std::make_shared<TypeStore>());
    FuncInst* const func = func_alloc(store, {}, [](Store&, const Values&) { return Values(); });
    HostModule host(store);
    const Name first(30, 'a');
    allocations_left = failed;
    try {
      host.add(first, func);
    } catch (const std::bad_alloc&) {
    }
    allocations_left = -1;
    const InstanceValue* const instance = host.add(first, func).add("b", func).instance();
    ASSERT_EQ(instance->vals().size(), 2u) << "after allocation " << failed;
    EXPECT_NE(instance->find(first), nullptr);
    EXPECT_NE(instance->find("b"), nullptr);
  }
}

// Of a function that is called for the first time after that, the code is made then.
TEST(allocation, functions_that_could_not_be_lowered_are_lowered_later) {
  constexpr char text[] = R"((module (tag $e) (type $s (struct (field i64) (field (mut i32)))) (func (export "f")
      (block $h (try_table (catch_all $h) (throw $e)))
      (drop (struct.get $s 1 (struct.new $s (i64.const 1) (i32.const 2)))) unreachable)))";
  const api::Engine engine;
  const api::Store store(engine);
  const auto trap_of = [](const api::Instance& instance) {
    const char* const path[] = {"f"};
    return api::Outcome(modlink_call_export(instance.get(), path, 1, nullptr, 0)).trap_code();
  };
  for (long failed = 0; failed < 60; ++failed) {
    api::Module module;
    api::Instance instance;
    ASSERT_TRUE(store.load(text, module).is_ok());
    ASSERT_TRUE(api::Linker(store).instantiate(module, instance).is_ok());
    allocations_left = failed;
    trap_of(instance);
    allocations_left = -1;
    ASSERT_EQ(trap_of(instance), MODLINK_TRAP_UNREACHABLE) << "after allocation " << failed;
  }
}

std::size_t count_funcs(const api::Store& store) {
  wasm_extern_vec_t funcs;
  modlink_store_all(store.get(), WASM_EXTERN_FUNC, &funcs);
  const std::size_t count = funcs.size;
  wasm_extern_vec_delete(&funcs);
  return count;
}

// Of what cannot be instantiated the store has no functions: they would use tables that are not there.
TEST(allocation, instances_are_whole_or_leave_nothing) {
  const api::Engine engine;
  const api::Store store(engine);
  api::Module module;
  constexpr char text[] = "(module (func) (func) (global i32 (i32.const 0)) (table 2 funcref) (tag) (memory 1))";
  ASSERT_TRUE(store.load(text, module).is_ok());
  const api::Linker linker(store);
  std::size_t made = 0;
  for (long failed = 0; failed < 60; ++failed) {
    wasm_instance_t* instance = nullptr;
    allocations_left = failed;
    made += api::Outcome(modlink_linker_instantiate(linker.get(), module.get(), &instance)).is_ok();
    allocations_left = -1;
    wasm_instance_delete(instance);
    const std::size_t funcs = count_funcs(store);
    ASSERT_EQ(funcs % 2, 0u) << "after allocation " << failed;
    ASSERT_GE(funcs, 2 * made);
  }
  EXPECT_GT(made, 10u);
  EXPECT_LT(made, 55u);
}

// What host functions give back belongs to modlink, whatever there is memory for.
TEST(allocation, traps_of_host_functions_do_not_leak) {
  const api::Engine engine;
  const api::Store store(engine);
  const api::FuncType type(wasm_functype_new_0_0());
  wasm_message_t message;
  wasm_name_new_from_string_nt(&message, "a message that is long enough to be allocated");
  const api::Owned<wasm_trap_t, wasm_trap_delete> trap(wasm_trap_new(store.get(), &message));
  wasm_name_delete(&message);
  const auto give_trap = [](void* env, const modlink_val_t*, std::size_t, modlink_val_t*, std::size_t) {
    const EnoughMemory enough;
    return wasm_trap_copy(static_cast<const wasm_trap_t*>(env));
  };
  const api::Func func(modlink_func_new(store.get(), type.get(), give_trap, trap.get(), nullptr));
  for (long failed = 0; failed < 30; ++failed) {
    allocations_left = failed;
    const api::Outcome outcome(modlink_func_call(func.get(), nullptr, 0));
    allocations_left = -1;
    EXPECT_FALSE(outcome.is_ok());
  }
}

// Things of the host become references by being copied.
TEST(allocation, references_of_the_host_do_not_leak) {
  const api::Engine engine;
  const api::Store store(engine);
  for (long failed = 0; failed < 30; ++failed) {
    const api::Func func = store.func({WASM_EXTERNREF}, {}, [](const api::Vals&) { return api::HostResult{}; });
    modlink_val_t arg{};
    arg.kind = WASM_EXTERNREF;
    arg.of.ref = wasm_func_as_ref(func.get());
    allocations_left = failed;
    const api::Outcome outcome(modlink_func_call(func.get(), &arg, 1));
    allocations_left = -1;
    EXPECT_TRUE(is_expected(outcome)) << outcome.diagnosis();
  }
}

TEST(allocation, what_cannot_be_kept_is_finalized) {
  std::size_t given = 0, finalized = 0;
  const auto count = [](void* env) { ++*static_cast<std::size_t*>(env); };
  const auto nothing = [](void*, const modlink_val_t*, std::size_t, modlink_val_t*, std::size_t) -> wasm_trap_t* {
    return nullptr;
  };
  {
    const api::Engine engine;
    const api::Store store(engine);
    const api::FuncType type(wasm_functype_new_0_0());
    const api::Owned<wasm_foreign_t, wasm_foreign_delete> foreign(wasm_foreign_new(store.get()));
    for (; given < 20; given += 2) {
      allocations_left = static_cast<long>(given / 2);
      const std::size_t before = finalized;
      const api::Func func(modlink_func_new(store.get(), type.get(), nothing, &finalized, count));
      EXPECT_EQ(finalized, before + (func ? 0 : 1));
      allocations_left = static_cast<long>(given / 2);
      wasm_foreign_set_host_info_with_finalizer(foreign.get(), &finalized, count);
      allocations_left = -1;
    }
  }
  EXPECT_EQ(finalized, given);
}

TEST(allocation, copies_of_types_are_whole_or_null) {
  const api::FuncType type(
      wasm_functype_new_2_1(wasm_valtype_new_i32(), wasm_valtype_new_i64(), wasm_valtype_new_externref()));
  int null = 0;
  for (long failed = 0; failed < 10; ++failed) {
    allocations_left = failed;
    const api::FuncType copy(wasm_functype_copy(type.get()));
    allocations_left = -1;
    null += copy ? 0 : 1;
    if (!copy) continue;
    ASSERT_EQ(wasm_functype_params(copy.get())->size, 2u);
    ASSERT_EQ(wasm_functype_results(copy.get())->size, 1u);
    EXPECT_EQ(wasm_valtype_kind(wasm_functype_params(copy.get())->data[1]), WASM_I64);
  }
  EXPECT_GT(null, 2);
}

TEST(allocation, what_is_made_comes_with_ok) {
  const api::Engine engine;
  const api::Store store(engine);
  for (long failed = 0; failed < 200; ++failed) {
    wasm_module_t* module = nullptr;
    allocations_left = failed;
    const api::Outcome outcome(modlink_module_new(store.get(), "(module)", 8, nullptr, &module));
    allocations_left = -1;
    EXPECT_EQ(outcome.is_ok(), module != nullptr);
    wasm_module_delete(module);
  }
}

TEST(allocation, stores_and_engines_need_memory) {
  for (long failed = 0; failed < 30; ++failed) {
    allocations_left = failed;
    wasm_engine_t* const engine = wasm_engine_new();
    wasm_store_t* const store = wasm_store_new(engine);
    allocations_left = -1;
    wasm_store_delete(store);
    wasm_engine_delete(engine);
  }
}

}  // namespace
}  // namespace modlink
