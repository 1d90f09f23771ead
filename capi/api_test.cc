#include <gtest/gtest.h>

#include <stdexcept>

#include "capi/modlink.hh"
#include "interpreter/runtime/trap.h"

namespace modlink {
namespace {

// The numbers of the header are those of the interpreter.
TEST(c_api, trap_codes_are_numbered_alike) {
  static_assert(MODLINK_TRAP_UNREACHABLE == static_cast<int>(TrapCode::unreachable));
  static_assert(MODLINK_TRAP_INTEGER_OVERFLOW == static_cast<int>(TrapCode::integer_overflow));
  static_assert(MODLINK_TRAP_INVALID_CONVERSION_TO_INTEGER ==
                static_cast<int>(TrapCode::invalid_conversion_to_integer));
  static_assert(MODLINK_TRAP_OUT_OF_BOUNDS_MEMORY_ACCESS == static_cast<int>(TrapCode::out_of_bounds_memory_access));
  static_assert(MODLINK_TRAP_OUT_OF_BOUNDS_TABLE_ACCESS == static_cast<int>(TrapCode::out_of_bounds_table_access));
  static_assert(MODLINK_TRAP_UNDEFINED_ELEMENT == static_cast<int>(TrapCode::undefined_element));
  static_assert(MODLINK_TRAP_UNINITIALIZED_ELEMENT == static_cast<int>(TrapCode::uninitialized_element));
  static_assert(MODLINK_TRAP_INDIRECT_CALL_TYPE_MISMATCH == static_cast<int>(TrapCode::indirect_call_type_mismatch));
  static_assert(MODLINK_TRAP_CALL_STACK_EXHAUSTED == static_cast<int>(TrapCode::call_stack_exhausted));
  static_assert(MODLINK_TRAP_NULL_REFERENCE == static_cast<int>(TrapCode::null_reference));
  static_assert(MODLINK_TRAP_NULL_FUNCTION_REFERENCE == static_cast<int>(TrapCode::null_function_reference));
  static_assert(MODLINK_TRAP_NULL_STRUCTURE_REFERENCE == static_cast<int>(TrapCode::null_structure_reference));
  static_assert(MODLINK_TRAP_NULL_ARRAY_REFERENCE == static_cast<int>(TrapCode::null_array_reference));
  static_assert(MODLINK_TRAP_NULL_I31_REFERENCE == static_cast<int>(TrapCode::null_i31_reference));
  static_assert(MODLINK_TRAP_NULL_EXCEPTION_REFERENCE == static_cast<int>(TrapCode::null_exception_reference));
  static_assert(MODLINK_TRAP_OUT_OF_BOUNDS_ARRAY_ACCESS == static_cast<int>(TrapCode::out_of_bounds_array_access));
  static_assert(MODLINK_TRAP_CAST_FAILURE == static_cast<int>(TrapCode::cast_failure));
  static_assert(MODLINK_TRAP_UNALIGNED_ATOMIC == static_cast<int>(TrapCode::unaligned_atomic));
  static_assert(MODLINK_TRAP_EXPECTED_SHARED_MEMORY == static_cast<int>(TrapCode::expected_shared_memory));
  constexpr int count = 0
#define TRAP_CODE(name, message) +1
#include "interpreter/runtime/trap.def"
      ;
  static_assert(MODLINK_TRAP_HOST == static_cast<int>(TrapCode::host_trap) && MODLINK_TRAP_HOST == count - 1);
}

TEST(c_api, things_delete_themselves_in_cpp) {
  const api::Engine engine;
  const api::Store store(engine);
  api::Module module;
  EXPECT_EQ(store.load("(module", module).kind(), MODLINK_MALFORMED);
  EXPECT_FALSE(module);
  const api::Outcome loaded = store.load(R"((module (import "host" "half" (func $half (param f64) (result f64)))
      (module $M (func (export "sum") (param i32 i64) (result i64)
        (i64.add (i64.extend_i32_s (local.get 0)) (local.get 1))))
      (instance $m (instantiate $M)) (export "m" (instance $m))
      (func (export "quarter") (param f64) (result f64) (call $half (call $half (local.get 0))))))",
                                         module);
  ASSERT_TRUE(loaded.is_ok()) << loaded.diagnosis();
  api::Linker linker(store);
  const api::Func half = store.func({WASM_F64}, {WASM_F64}, [](const api::Vals& args) {
    return api::HostResult{{api::Val(args[0].f64() / 2)}, nullptr};
  });
  EXPECT_TRUE(linker.define("host", "half", half));
  api::Instance instance;
  ASSERT_TRUE(linker.instantiate(module, instance).is_ok());
  EXPECT_EQ(api::call(instance, {"m", "sum"}, {3, std::int64_t{4}}).vals()[0].i64(), 7);
  EXPECT_EQ(store.nondeterminism(), 0);
  EXPECT_EQ(api::call(instance, {"quarter"}, {2.0}).vals()[0].f64(), 0.5);
  EXPECT_EQ(api::call(instance, {"quarter"}, {2}).trap_code(), MODLINK_TRAP_HOST);
  EXPECT_EQ(wasm_extern_kind(api::get_export(instance, {"m"}).get()), MODLINK_EXTERN_INSTANCE);
}

// An exception of C++ in a host function does not cross.
TEST(c_api, exceptions_of_cpp_are_traps) {
  const api::Engine engine;
  const api::Store store(engine);
  const auto outcome_of = [&](api::HostFunction function) {
    const api::Func func = store.func({}, {}, std::move(function));
    return api::Outcome(modlink_func_call(func.get(), nullptr, 0));
  };
  const auto known = [](const api::Vals&) -> api::HostResult { throw std::runtime_error("disk on fire"); };
  EXPECT_EQ(outcome_of(known).message(), "host trap: disk on fire");
  EXPECT_EQ(outcome_of(known).code(), "host-trap");
  const auto unknown = [](const api::Vals&) -> api::HostResult { throw 1; };
  EXPECT_EQ(outcome_of(unknown).trap_code(), MODLINK_TRAP_HOST);
  const auto no_memory = [](const api::Vals&) -> api::HostResult { throw std::bad_alloc(); };
  EXPECT_EQ(outcome_of(no_memory).kind(), MODLINK_LIMIT);
}

// Nor in a log; what is executed ends by it, also in an instantiation.
TEST(c_api, exceptions_of_cpp_end_what_is_logged) {
  std::vector<modlink_event_kind_t> kinds;
  std::function<void()> fail;
  const api::Config config(wasm_config_new());
  ASSERT_TRUE(api::set_log(config, [&](const modlink_event_t& event) {
    kinds.push_back(event.kind);
    if (event.kind == MODLINK_EVENT_MEMORY && fail) fail();
  }));
  const api::Engine engine;
  const api::Store store(engine, config);
  api::Module module;
  ASSERT_TRUE(store
                  .load(R"((module (memory 1) (data (i32.const 0) "a")
      (func (export "f") (i32.store8 (i32.const 0) (i32.const 1)) (i32.store8 (i32.const 1) (i32.const 2)))))",
                        module)
                  .is_ok());
  const api::Linker linker(store);
  const auto failing = [&](std::function<void()> how) {
    api::Instance instance, failed;
    EXPECT_TRUE(linker.instantiate(module, instance).is_ok());
    fail = std::move(how);
    const api::Outcome outcome = linker.instantiate(module, failed);
    EXPECT_FALSE(failed);
    kinds.clear();
    const api::Outcome called = api::call(instance, {"f"});
    EXPECT_EQ(kinds, (std::vector<modlink_event_kind_t>{MODLINK_EVENT_CALL, MODLINK_EVENT_MEMORY}));
    EXPECT_EQ(called.message(), outcome.message());
    fail = nullptr;
    kinds.clear();
    EXPECT_TRUE(api::call(instance, {"f"}).is_ok());
    EXPECT_EQ(kinds.size(), 4u);
    return called.code() + ": " + called.message();
  };
  EXPECT_EQ(failing([] { throw std::runtime_error("disk on fire"); }), "host-trap: host trap: disk on fire");
  EXPECT_EQ(failing([] { throw 1; }), "host-trap: host trap: an exception of C++");
  EXPECT_EQ(store.nondeterminism(), 0);
  EXPECT_EQ(failing([] { throw std::bad_alloc(); }), "out-of-memory: out of memory");
  EXPECT_EQ(store.nondeterminism(), MODLINK_NONDETERMINISM_LIMIT);
}

// Names imported twice, from the same module and with the same name, are two imports in the standard's order.
TEST(c_api, imports_that_repeat) {
  const api::Engine engine;
  const api::Store store(engine);
  api::Module module;
  ASSERT_TRUE(store.load(R"((module (import "a" "f" (func)) (import "b" "f" (func)) (import "a" "f" (func))))", module)
                  .is_ok());
  wasm_importtype_vec_t imports;
  wasm_module_imports(module.get(), &imports);
  EXPECT_EQ(imports.size, 3u);
  wasm_importtype_vec_delete(&imports);
  const auto nothing = [](const api::Vals&) { return api::HostResult{}; };
  const api::Func f = store.func({}, {}, nothing), g = store.func({}, {}, nothing);
  const auto is_instantiated = [&](const api::Func& first, const api::Func& last) {
    wasm_extern_t* list[] = {wasm_func_as_extern(first.get()), wasm_func_as_extern(g.get()),
                             wasm_func_as_extern(last.get())};
    const wasm_extern_vec_t externs{3, list};
    return api::Instance(wasm_instance_new(store.get(), module.get(), &externs, nullptr)) != nullptr;
  };
  EXPECT_TRUE(is_instantiated(f, f));
  EXPECT_FALSE(is_instantiated(f, g));
}

}  // namespace
}  // namespace modlink
