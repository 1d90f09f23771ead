// What hosts do that is unusual or wrong: it is refused, or does no harm. capi/wasm.h, Ownership
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <new>
#include <stdexcept>
#include <string>

#include "capi/modlink.hh"

namespace modlink {
namespace {

using testing::HasSubstr;

using Ref = api::Owned<wasm_ref_t, wasm_ref_delete>;
using Trap = api::Owned<wasm_trap_t, wasm_trap_delete>;
using ValType = api::Owned<wasm_valtype_t, wasm_valtype_delete>;

class CApiMisuse : public testing::Test {
 protected:
  api::Module load(const std::string& text) {
    api::Module module;
    const api::Outcome outcome = store.load(text, module);
    EXPECT_TRUE(outcome.is_ok()) << outcome.diagnosis();
    return module;
  }
  api::Instance instantiate(const std::string& text) {
    api::Instance instance;
    const api::Outcome outcome = api::Linker(store).instantiate(load(text), instance);
    EXPECT_TRUE(outcome.is_ok()) << outcome.diagnosis();
    return instance;
  }
  // A function without parameters and results that does this.
  api::Func func(std::function<void()> does) {
    return store.func({}, {}, [does](const api::Vals&) {
      does();
      return api::HostResult{};
    });
  }

  const api::Engine engine;
  const api::Store store{engine};
};

std::string message_of(const Trap& trap) { return api::Outcome(modlink_trap_outcome(trap.get())).message(); }

TEST_F(CApiMisuse, values_have_nothing_of_what_was_there_before) {
  alignas(api::Val) unsigned char memory[sizeof(api::Val)];
  std::memset(memory, 0xbe, sizeof memory);
  auto* const val = new (memory) api::Val;
  EXPECT_EQ(val->ref(), nullptr);
  val->~Val();
  const api::Instance instance = instantiate(R"((module (global (export "g") v128 (v128.const i32x4 1 2 3 4))))");
  const api::Extern global = api::get_export(instance, {"g"});
  wasm_val_t got;
  std::memset(&got, 0x7f, sizeof got);
  wasm_global_get(wasm_extern_as_global(global.get()), &got);
  EXPECT_EQ(got.of.ref, nullptr);
  wasm_val_delete(&got);
}

TEST_F(CApiMisuse, diagnoses_stay) {
  const api::Instance instance = instantiate(R"((module (func (export "f") unreachable)))");
  const api::Outcome outcome = api::call(instance, {"f"});
  const char* const first = modlink_outcome_diagnosis(outcome.get());
  const std::string text = first;
  EXPECT_EQ(modlink_outcome_diagnosis(outcome.get()), first);
  EXPECT_EQ(first, text);
}

TEST_F(CApiMisuse, handles_can_be_deleted_while_they_are_used) {
  api::Func called;
  called = store.func({}, {}, [&](const api::Vals&) {
    called.reset();
    wasm_message_t message;
    wasm_name_new_from_string_nt(&message, "gone");
    wasm_trap_t* const trap = wasm_trap_new(store.get(), &message);
    wasm_name_delete(&message);
    return api::HostResult{{}, trap};
  });
  const Trap trap(wasm_func_call(called.get(), nullptr, nullptr));
  EXPECT_EQ(message_of(trap), "gone");

  const api::Module module = load(R"((module (import "f" (func $f)) (start $f)))");
  modlink_linker_t* linker = modlink_linker_new(store.get());
  const api::Func deletes = func([&] { modlink_linker_delete(linker); });
  EXPECT_TRUE(modlink_linker_define(linker, "f", nullptr, wasm_func_as_extern(deletes.get())));
  wasm_instance_t* instance = nullptr;
  EXPECT_TRUE(api::Outcome(modlink_linker_instantiate(linker, module.get(), &instance)).is_ok());
  EXPECT_NE(instance, nullptr);
  wasm_instance_delete(instance);
}

// The parameter of the one function that a module exports.
ValType param_of(const api::Module& module) {
  wasm_exporttype_vec_t exports;
  wasm_module_exports(module.get(), &exports);
  const wasm_functype_t* const type = wasm_externtype_as_functype_const(wasm_exporttype_type(exports.data[0]));
  ValType param(wasm_valtype_copy(wasm_functype_params(type)->data[0]));
  wasm_exporttype_vec_delete(&exports);
  return param;
}

TEST_F(CApiMisuse, types_of_two_engines_do_not_go_together) {
  constexpr char text[] = R"((module (type $s (struct (field i32))) (func (export "f") (param (ref null $s)))))";
  const api::Engine other_engine;
  const api::Store other(other_engine);
  api::Module others;
  EXPECT_TRUE(other.load(text, others).is_ok());
  const api::Module module = load(text);
  EXPECT_EQ(wasm_functype_new_2_0(param_of(module).release(), param_of(others).release()), nullptr);
  const api::FuncType type(wasm_functype_new_2_0(param_of(module).release(), param_of(module).release()));
  EXPECT_NE(type, nullptr);
}

TEST_F(CApiMisuse, nothing_is_made_of_null) {
  wasm_name_t name, empty;
  wasm_name_new_from_string(&name, "a");
  wasm_name_new_empty(&empty);
  EXPECT_EQ(wasm_importtype_new(&name, &empty, nullptr), nullptr);
  wasm_name_new_from_string(&name, "a");
  EXPECT_EQ(wasm_exporttype_new(&name, nullptr), nullptr);
  EXPECT_EQ(wasm_importtype_copy(nullptr), nullptr);
  EXPECT_EQ(wasm_exporttype_copy(nullptr), nullptr);
  wasm_val_t val = wasm_val_t();
  EXPECT_EQ(wasm_table_new(store.get(), nullptr, nullptr), nullptr);
  EXPECT_EQ(wasm_memory_new(store.get(), nullptr), nullptr);
  EXPECT_EQ(wasm_global_new(store.get(), nullptr, &val), nullptr);
  EXPECT_EQ(modlink_tag_new(store.get(), nullptr), nullptr);
  EXPECT_EQ(wasm_foreign_new(nullptr), nullptr);
  EXPECT_EQ(modlink_i31_new(nullptr, 1), nullptr);
  EXPECT_EQ(modlink_linker_new(nullptr), nullptr);
  EXPECT_EQ(modlink_interrupter_new(nullptr), nullptr);
  EXPECT_EQ(wasm_trap_new(nullptr, &empty), nullptr);
  EXPECT_EQ(modlink_exception_new(nullptr, nullptr, nullptr, 0), nullptr);
  EXPECT_FALSE(modlink_linker_define(nullptr, "a", nullptr, nullptr));
  wasm_instance_t* instance = nullptr;
  EXPECT_EQ(api::Outcome(modlink_linker_instantiate(nullptr, nullptr, &instance)).kind(), MODLINK_UNLINKABLE);
  wasm_trap_t* trap = nullptr;
  EXPECT_EQ(wasm_instance_new(nullptr, nullptr, nullptr, &trap), nullptr);
  EXPECT_EQ(message_of(Trap(trap)), "there is no store");
}

TEST_F(CApiMisuse, nothing_is_done_without_a_store) {
  wasm_name_t bytes;
  wasm_name_new_from_string(&bytes, "(module)");
  EXPECT_FALSE(wasm_module_validate(nullptr, &bytes));
  wasm_byte_vec_t out;
  const api::Outcome encoded(modlink_text_to_binary(nullptr, bytes.data, bytes.size, &out));
  EXPECT_THAT(encoded.diagnosis(), HasSubstr("there is no store"));
  const api::Outcome printed(modlink_binary_to_text(nullptr, bytes.data, bytes.size, &out));
  EXPECT_THAT(printed.diagnosis(), HasSubstr("there is no store"));
  wasm_name_delete(&bytes);
  EXPECT_EQ(modlink_outcome_as_trap(nullptr, encoded.get()), nullptr);
  EXPECT_FALSE(modlink_store_reset(nullptr));
  EXPECT_FALSE(modlink_store_set_fuel(nullptr, 1));
  std::uint64_t fuel = 1;
  EXPECT_FALSE(modlink_store_fuel(nullptr, &fuel));
  modlink_nondeterminism_t causes = 1;
  EXPECT_FALSE(modlink_store_nondeterminism(nullptr, &causes));
  EXPECT_EQ(fuel + causes, 0u);
  modlink_store_forget_nondeterminism(nullptr);
  wasm_extern_vec_t externs;
  modlink_store_all(nullptr, WASM_EXTERN_FUNC, &externs);
  EXPECT_EQ(externs.size, 0u);
  EXPECT_EQ(modlink_store_instance(nullptr, 0), nullptr);
  EXPECT_EQ(modlink_store_hash(nullptr), 0u);
  modlink_interrupt(nullptr);
}

TEST_F(CApiMisuse, errors_say_what_is_missing) {
  wasm_trap_t* trap = nullptr;
  EXPECT_EQ(wasm_instance_new(store.get(), nullptr, nullptr, &trap), nullptr);
  EXPECT_EQ(message_of(Trap(trap)), "there is no module");
  const api::Module module = load(R"((module (import "f" (func))))");
  wasm_extern_t* none[] = {nullptr};
  const wasm_extern_vec_t imports{1, none};
  EXPECT_EQ(wasm_instance_new(store.get(), module.get(), &imports, &trap), nullptr);
  EXPECT_THAT(message_of(Trap(trap)), HasSubstr("there is no value for import 0"));
  EXPECT_EQ(api::Outcome(modlink_func_call(nullptr, nullptr, 0)).message(), "there is no function");
  EXPECT_THAT(api::call(instantiate("(module)"), {}).message(), HasSubstr("as a path without names"));
  api::Instance instance;
  const api::Linker linker(store);
  EXPECT_TRUE(modlink_store_reset(store.get()));
  EXPECT_THAT(linker.instantiate(module, instance).message(), HasSubstr("the linker's store is gone"));
  EXPECT_THAT(api::Linker(store).instantiate(module, instance).message(), HasSubstr("the module's store is gone"));
  wasm_message_t words;
  wasm_name_new(&words, 4, "a\0b");
  trap = wasm_trap_new(store.get(), &words);
  wasm_name_delete(&words);
  wasm_trap_message(trap, &words);
  EXPECT_EQ(std::string(words.data, words.size), std::string("a\0b", 4));
  wasm_name_delete(&words);
  wasm_trap_delete(trap);
}

TEST_F(CApiMisuse, limits_that_are_not_valid_make_nothing) {
  const auto memory = [&](modlink_limits_t limits) {
    const api::Owned<wasm_memorytype_t, wasm_memorytype_delete> type(modlink_memorytype_new(&limits));
    const api::Owned<wasm_memory_t, wasm_memory_delete> made(wasm_memory_new(store.get(), type.get()));
    return made != nullptr;
  };
  EXPECT_TRUE(memory({1, 65'536, true, false, false, 16}));
  EXPECT_FALSE(memory({1, 70'000, true, false, false, 16}));
  EXPECT_FALSE(memory({2, 1, true, false, false, 16}));
  EXPECT_FALSE(memory({1, UINT64_MAX, true, true, false, 16}));
  const modlink_limits_t limits{1, std::uint64_t{1} << 33, true, false, false, 0};
  const api::Owned<wasm_tabletype_t, wasm_tabletype_delete> type(
      modlink_tabletype_new(wasm_valtype_new_funcref(), &limits));
  EXPECT_EQ(wasm_table_new(store.get(), type.get(), nullptr), nullptr);
}

// Finalizers that use, delete and refill the store that is emptied.
struct Finalizing {
  wasm_store_t* store;
  wasm_foreign_t* other = nullptr;
  int runs = 0;
  bool deletes = false;
};

void finalize(void* env) {
  auto& self = *static_cast<Finalizing*>(env);
  ++self.runs;
  if (self.other) wasm_foreign_set_host_info_with_finalizer(self.other, env, finalize);
  wasm_foreign_t* const made = self.deletes ? nullptr : wasm_foreign_new(self.store);
  EXPECT_EQ(made, nullptr);
  if (std::exchange(self.deletes, false)) wasm_store_delete(self.store);
}

TEST_F(CApiMisuse, finalizers_find_no_store) {
  for (const bool deletes : {false, true}) {
    wasm_store_t* const own = wasm_store_new(engine.get());
    Finalizing in_info{own}, in_env{own};
    in_info.other = wasm_foreign_new(own);
    wasm_foreign_t* const foreign = wasm_foreign_new(own);
    wasm_foreign_set_host_info_with_finalizer(foreign, &in_info, finalize);
    const api::FuncType type(wasm_functype_new_0_0());
    const auto nothing = [](void*, const modlink_val_t*, std::size_t, modlink_val_t*, std::size_t) -> wasm_trap_t* {
      return nullptr;
    };
    in_env.deletes = deletes;
    const api::Func func(modlink_func_new(own, type.get(), nothing, &in_env, finalize));
    EXPECT_TRUE(modlink_store_reset(own));
    EXPECT_EQ(in_info.runs, 1);
    EXPECT_EQ(in_env.runs, 1);
    wasm_foreign_delete(foreign);
    wasm_foreign_delete(in_info.other);
    if (deletes) continue;
    const api::Owned<wasm_foreign_t, wasm_foreign_delete> next(wasm_foreign_new(own));
    EXPECT_EQ(wasm_foreign_get_host_info(next.get()), nullptr);
    wasm_store_delete(own);
  }
}

TEST_F(CApiMisuse, finalizers_may_throw) {
  const auto fail = [](void*) { throw std::runtime_error("no"); };
  const api::Owned<wasm_foreign_t, wasm_foreign_delete> foreign(wasm_foreign_new(store.get()));
  wasm_foreign_set_host_info_with_finalizer(foreign.get(), nullptr, fail);
  const api::FuncType type(wasm_functype_new_0_0());
  const auto nothing = [](void*, const wasm_val_vec_t*, wasm_val_vec_t*) -> wasm_trap_t* { return nullptr; };
  const api::Func func(wasm_func_new_with_env(store.get(), type.get(), nothing, nullptr, fail));
  EXPECT_TRUE(modlink_store_reset(store.get()));
}

TEST_F(CApiMisuse, callbacks_may_throw_behind_their_results) {
  const api::FuncType type(wasm_functype_new_0_1(wasm_valtype_new_externref()));
  const auto callback = [](void* env, const wasm_val_vec_t*, wasm_val_vec_t* results) -> wasm_trap_t* {
    wasm_foreign_t* const foreign = wasm_foreign_new(static_cast<wasm_store_t*>(env));
    results->data[0] = WASM_REF_VAL(wasm_foreign_as_ref(foreign));
    throw std::runtime_error("too late");
  };
  const api::Func func(wasm_func_new_with_env(store.get(), type.get(), callback, store.get(), nullptr));
  EXPECT_EQ(api::Outcome(modlink_func_call(func.get(), nullptr, 0)).message(), "host trap: too late");
}

TEST_F(CApiMisuse, logs_do_not_change_objects) {
  bool is_set = true;
  Ref object;
  const api::Config config(wasm_config_new());
  ASSERT_TRUE(api::set_log(config, [&](const modlink_event_t& event) {
    const api::Val other = 77;
    if (event.kind == MODLINK_EVENT_CALL && object) is_set = modlink_object_set(object.get(), 0, &other.get());
  }));
  const api::Store logged(engine, config);
  api::Module module;
  ASSERT_TRUE(logged
                  .load(R"((module (type $s (struct (field (mut i32)))) (func (export "f") (result (ref $s))
                     (struct.new $s (i32.const 5)))))",
                        module)
                  .is_ok());
  api::Instance instance;
  ASSERT_TRUE(api::Linker(logged).instantiate(module, instance).is_ok());
  const api::Vals results = api::call(instance, {"f"}).vals();
  object.reset(wasm_ref_copy(results.at(0).ref()));
  EXPECT_TRUE(api::call(instance, {"f"}).is_ok());
  EXPECT_FALSE(is_set);
  modlink_val_t field;
  EXPECT_TRUE(modlink_object_get(object.get(), 0, &field));
  EXPECT_EQ(field.of.i32, 5);
}

TEST_F(CApiMisuse, a_store_that_is_reset_is_as_new) {
  const api::Config config(wasm_config_new());
  modlink_config_set_metered(config.get(), true);
  const api::Store metered(engine, config);
  const api::Interrupter interrupter(modlink_interrupter_new(metered.get()));
  modlink_interrupt(interrupter.get());
  EXPECT_TRUE(modlink_store_set_fuel(metered.get(), 1000));
  EXPECT_TRUE(modlink_store_reset(metered.get()));
  std::uint64_t fuel = 1;
  EXPECT_TRUE(modlink_store_fuel(metered.get(), &fuel));
  EXPECT_EQ(fuel, 0u);
  EXPECT_TRUE(modlink_store_set_fuel(metered.get(), 1000));
  api::Module module;
  ASSERT_TRUE(metered.load(R"((module (func (export "f"))))", module).is_ok());
  api::Instance instance;
  ASSERT_TRUE(api::Linker(metered).instantiate(module, instance).is_ok());
  EXPECT_TRUE(api::call(instance, {"f"}).is_ok());
}

TEST_F(CApiMisuse, exceptions_and_results_have_limits) {
  const api::Config config(wasm_config_new());
  EXPECT_TRUE(modlink_config_set_limit(config.get(), "heap_bytes", 0));
  const api::Store small(engine, config);
  const api::FuncType type(wasm_functype_new_1_0(wasm_valtype_new_i32()));
  const api::Owned<modlink_tag_t, modlink_tag_delete> tag(modlink_tag_new(small.get(), type.get()));
  const api::Val val = 1, wrong = 1.5;
  const auto thrown = [&](const api::Val& with) {
    const Trap trap(modlink_exception_new(small.get(), tag.get(), &with.get(), 1));
    return api::Outcome(modlink_trap_outcome(trap.get())).kind();
  };
  EXPECT_EQ(thrown(val), MODLINK_LIMIT);
  EXPECT_EQ(thrown(wrong), MODLINK_TRAP);

  wasm_valtype_vec_t none, many;
  wasm_valtype_vec_new_empty(&none);
  wasm_valtype_vec_new_uninitialized(&many, 65'536);
  for (std::size_t i = 0; i < many.size; ++i) many.data[i] = wasm_valtype_new_i32();
  const api::FuncType wide(wasm_functype_new(&none, &many));
  const auto nothing = [](void*, const modlink_val_t*, std::size_t, modlink_val_t*, std::size_t) -> wasm_trap_t* {
    return nullptr;
  };
  const api::Func func(modlink_func_new(store.get(), wide.get(), nothing, nullptr, nullptr));
  const api::Outcome outcome(modlink_func_call(func.get(), nullptr, 0));
  EXPECT_EQ(outcome.kind(), MODLINK_LIMIT);
  EXPECT_EQ(outcome.code(), "frame-size");
}

TEST_F(CApiMisuse, host_functions_give_as_many_values_as_they_have_results) {
  const auto called = [&](std::initializer_list<wasm_valkind_t> results, api::Vals vals) {
    const api::Func func = store.func({}, results, [&](const api::Vals&) { return api::HostResult{vals, nullptr}; });
    return api::Outcome(modlink_func_call(func.get(), nullptr, 0)).trap_code();
  };
  EXPECT_EQ(called({WASM_I32, WASM_I32}, {1}), MODLINK_TRAP_HOST);
  EXPECT_EQ(called({}, {1}), MODLINK_TRAP_HOST);
  EXPECT_EQ(called({WASM_I32}, {1}), MODLINK_TRAP_NONE);
}

TEST_F(CApiMisuse, later_definitions_replace_earlier_ones) {
  const api::Instance one = instantiate(R"((module (func (export "f") (result i32) (i32.const 1))))");
  const api::Instance two = instantiate(R"((module (func (export "f") (result i32) (i32.const 2))))");
  const api::Module module = load(R"((module (import "m" "f" (func $f (result i32))) (export "g" (func $f))))");
  api::Linker linker(store);
  EXPECT_TRUE(linker.define("m", "f", api::get_export(one, {"f"}).get()));
  const auto result = [&] {
    api::Instance instance;
    EXPECT_TRUE(linker.instantiate(module, instance).is_ok());
    return api::call(instance, {"g"}).vals().at(0).i32();
  };
  EXPECT_EQ(result(), 1);
  EXPECT_TRUE(linker.define("m", nullptr, modlink_instance_as_extern(two.get())));
  EXPECT_EQ(result(), 2);
  EXPECT_TRUE(linker.define("m", "f", api::get_export(one, {"f"}).get()));
  EXPECT_EQ(result(), 1);
}

TEST_F(CApiMisuse, all_features_can_be_set) {
  const api::Config config(wasm_config_new());
  std::size_t count = 0;
  for (; const char* const name = modlink_feature_name(count); ++count) {
    EXPECT_TRUE(modlink_config_set_feature(config.get(), name, false)) << name;
  }
  EXPECT_GT(count, 20u);
}

}  // namespace
}  // namespace modlink
