#include "interpreter/embedding.h"

#include <thread>
#include <utility>

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

Outcome trap_with(std::string message) { return Outcome::trap(TrapCode::host_trap, std::move(message)); }

TEST(embedding, host_functions_are_called) {
  Session session;
  session.names["host"] = HostModule(session.store)
                              .func("double", {{ValKind::i32}, {ValKind::i32}},
                                    [](Store&, const Values& args) {
                                      return Values{Value::i32(static_cast<std::uint32_t>(args[0].low * 2))};
                                    })
                              .instance();
  const InstanceValue& instance = session.exports(R"((module
    (import "host" "double" (func $double (param i32) (result i32)))
    (export "double" (func $double))
    (func (export "f") (param i32) (result i32) (i32.add (call $double (local.get 0)) (i32.const 1)))))");
  EXPECT_EQ(session.call_i32(instance, "f", {Value::i32(20)}), 41u);
  EXPECT_EQ(session.call_i32(instance, "double", {Value::i32(4)}), 8u);
}

TEST(embedding, exceptions_are_read) {
  Session session;
  const InstanceValue& instance = session.exports(R"((module
    (tag $e (export "e") (param i32 v128 f64))
    (func (export "f") (throw $e (i32.const -1) (v128.const i64x2 2 3) (f64.const 0.5)))))");
  const Outcome outcome = session.call(instance, "f");
  ASSERT_EQ(outcome.kind(), Kind::exception);
  EXPECT_EQ(&exn_tag(outcome.thrown()), std::get<TagInst*>(*instance.find("e")));
  EXPECT_EQ(exn_read(outcome.thrown()), (Values{Value::i32(0xffff'ffff), Value{ValKind::v128, 2, 3}, Value::f64(0.5)}));
}

TEST(embedding, host_functions_trap) {
  Session session;
  session.names["host"] = HostModule(session.store)
                              .func("fail", {}, [](Store&, const Values&) { return trap_with("disk on fire"); })
                              .instance();
  const InstanceValue& instance = session.exports(R"((module
    (import "host" "fail" (func $fail)) (func (export "f") (call $fail))))");
  const Outcome outcome = session.call(instance, "f");
  EXPECT_EQ(outcome.kind(), Outcome::Kind::trap);
  EXPECT_EQ(outcome.trap_code(), TrapCode::host_trap);
  EXPECT_NE(outcome.words().find("disk on fire"), std::string::npos);
  const Outcome started = session.instantiate(R"((module (import "host" "fail" (func $fail)) (start $fail)))");
  EXPECT_EQ(started.kind(), Kind::trap);
  EXPECT_NE(started.words().find("disk on fire"), std::string::npos);
}

// A host function that called wasm ends as that did, but for what a call cannot be.
TEST(embedding, host_functions_pass_outcomes_on) {
  Session session;
  Outcome next;
  session.names["host"] = func_alloc(session.store, {}, [&next](Store&, const Values&) { return next; });
  const InstanceValue& instance =
      session.exports("(module (import \"host\" (func $h)) (func $f (export \"f\") (call $h)))");
  const auto message = [&](Outcome outcome) {
    next = std::move(outcome);
    const Outcome result = session.call(instance, "f");
    return to_string(result.kind()) + (": " + result.message());
  };
  EXPECT_EQ(message(Outcome::limit("too much")), "limit: too much (in function $f)");
  EXPECT_EQ(message(session.call(session.exports("(module (func $g (export \"g\") unreachable))"), "g")),
            "trap: unreachable (in function $g)");
  EXPECT_EQ(message(session.instantiate("(module (import \"none\" (func)))")),
            "trap: host trap: unknown import \"none\" (in function $f)");
  EXPECT_EQ(message(Outcome::suspended()), "trap: host trap: suspended (in function $f)");
}

TEST(embedding, unlinkable_outcomes_have_a_place) {
  Session session;
  const ValidModulePtr module = session.compile("(module (import \"none\" (func)))");
  const Outcome outcome = session.instantiate({module, nullptr});
  EXPECT_EQ(outcome.kind(), Kind::unlinkable);
  EXPECT_EQ(outcome.source(), module->module.source);
  EXPECT_EQ(outcome.pos(), 8u);
}

// A host function may instantiate modules and call back into wasm.
TEST(embedding, host_functions_reenter) {
  Session session;
  session.names["host"] = HostModule(session.store)
                              .func("make", {{}, {ValKind::i32}},
                                    [&](Store&, const Values&) {
                                      const InstanceValue& made =
                                          session.exports(R"((module (func (export "g") (result i32) (i32.const 6))))");
                                      return Values{Value::i32(session.call_i32(made, "g"))};
                                    })
                              .instance();
  const InstanceValue& instance = session.exports(R"((module
    (import "host" "make" (func $make (result i32)))
    (func (export "f") (result i32) (i32.mul (call $make) (call $make)))))");
  EXPECT_EQ(session.call_i32(instance, "f"), 36u);
}

TEST(embedding, wrong_arguments_run_nothing) {
  Session session;
  const InstanceValue& instance = session.exports(R"((module (func (export "f") (param i32) (unreachable))))");
  const Outcome outcome = session.call(instance, "f", {Value::i64(1)});
  EXPECT_EQ(outcome.trap_code(), TrapCode::host_trap);
  EXPECT_EQ(outcome.words(), "wrong arguments: expected [i32], found [i64]");
  EXPECT_EQ(session.call(instance, "f").words(), "wrong arguments: expected [i32], found []");
}

// The instance whose code makes the call: not the one that exports the function, also after a call back into wasm.
TEST(embedding, host_functions_know_their_caller) {
  Session session;
  Store& store = session.store;
  std::vector<const ModuleInst*> callers;
  FuncInst* back = nullptr;
  session.names["host"] = HostModule(store)
                              .func("f", {},
                                    [&](Store&, const Values&) {
                                      const FuncInst* func = std::exchange(back, nullptr);
                                      Outcome outcome = func ? func_invoke(store, *func, {}) : Outcome();
                                      callers.push_back(engine_of(store).machine().caller());
                                      return outcome;
                                    })
                              .instance();
  const auto* a = &session
                       .instantiate(R"((module (import "host" "f" (func $f)) (export "f" (func $f))
      (func (export "call") (call $f)) (func (export "tail") (return_call $f))))")
                       .instance();
  session.names["a"] = a->exports;
  const auto* b = &session
                       .instantiate(R"((module (import "a" "f" (func $f)) (import "a" "tail" (func $tail))
      (func (export "call") (call $f)) (func (export "tail") (return_call $tail))))")
                       .instance();
  const auto call = [&](const ModuleInst* inst, const char* name) {
    EXPECT_TRUE(session.call(*inst->exports, name).is_done());
  };
  call(a, "f");
  call(a, "call");
  call(b, "call");
  call(b, "tail");
  back = std::get<FuncInst*>(*a->exports->find("call"));
  call(b, "call");
  EXPECT_EQ(callers, (std::vector<const ModuleInst*>{nullptr, a, b, a, a, b}));
}

TEST(embedding, modules_of_another_type_store_are_refused) {
  Session session;
  Session other;
  const Outcome outcome = session.instantiate(ModuleValue{other.compile("(module)"), nullptr});
  EXPECT_EQ(outcome.kind(), Kind::unlinkable);
  EXPECT_EQ(outcome.words(), "the module was validated with another type store");
  session.names["m"] = other.store.add(ModuleValue{other.compile("(module)"), nullptr});
  EXPECT_EQ(session.instantiate(R"((module (import "m" (module))))").kind(), Kind::unlinkable);
}

TEST(embedding, tables) {
  Session session;
  TableInst* table = table_alloc(session.store, {AddrType::i32, {2, 3}, funcref}, Ref::null());
  FuncInst* func = func_alloc(session.store, {}, [](Store&, const Values&) { return Values{}; });
  EXPECT_TRUE(table_write(session.store, *table, 1, Ref::func(func)));
  EXPECT_FALSE(table_write(session.store, *table, 2, Ref::func(func)));
  EXPECT_FALSE(table_write(session.store, *table, 0, Ref::host(1)));
  EXPECT_EQ(table_read(*table, 1), Ref::func(func));
  EXPECT_FALSE(table_read(*table, 2));
  EXPECT_TRUE(table_grow(session.store, *table, 1, Ref::null()));
  EXPECT_FALSE(table_grow(session.store, *table, 1, Ref::null()));
  EXPECT_EQ(table_size(*table), 3u);
  EXPECT_EQ(table_type(*table).limits.min, 3u);
  EXPECT_FALSE(table_alloc(session.store, {AddrType::i32, {20'000'000, {}}, funcref}, Ref::null()));
}

TEST(embedding, memories) {
  Session session;
  MemoryInst* memory = memory_alloc(session.store, {AddrType::i32, {1, 2}});
  const std::string text = "hello";
  EXPECT_TRUE(mem_write(*memory, 65531, text.data(), text.size()));
  EXPECT_FALSE(mem_write(*memory, 65532, text.data(), text.size()));
  EXPECT_FALSE(mem_write(*memory, UINT64_MAX, text.data(), text.size()));
  std::string read(5, ' ');
  EXPECT_TRUE(mem_read(*memory, 65531, read.data(), read.size()));
  EXPECT_EQ(read, text);
  EXPECT_TRUE(mem_read(*memory, 65536, nullptr, 0));
  EXPECT_FALSE(mem_read(*memory, 65537, nullptr, 0));
  EXPECT_TRUE(mem_grow(session.store, *memory, 1));
  EXPECT_FALSE(mem_grow(session.store, *memory, 1));
  EXPECT_EQ(mem_size(*memory), 2u);
  EXPECT_EQ(mem_type(*memory).limits.min, 2u);
}

TEST(embedding, globals) {
  Session session;
  GlobalInst* global = global_alloc(session.store, {true, ValKind::i32}, Value::i32(3));
  EXPECT_EQ(global_read(*global), Value::i32(3));
  EXPECT_TRUE(global_write(session.store, *global, Value::i32(4)));
  EXPECT_FALSE(global_write(session.store, *global, Value::i64(4)));
  EXPECT_EQ(global_read(*global), Value::i32(4));
  EXPECT_FALSE(
      global_write(session.store, *global_alloc(session.store, {false, ValKind::i32}, Value::i32(3)), Value::i32(4)));
  EXPECT_FALSE(global_alloc(session.store, {false, ValKind::i32}, Value::i64(3)));
}

TEST(embedding, references_have_types) {
  Session session;
  const FuncInst* func = func_alloc(session.store, {}, [](Store&, const Values&) { return Values{}; });
  EXPECT_TRUE(check_ref(session.store, Ref::null(), funcref));
  EXPECT_FALSE(check_ref(session.store, Ref::null(), {false, {HeapKind::func}}));
  EXPECT_TRUE(check_ref(session.store, Ref::func(func), {false, {HeapKind::func}}));
  EXPECT_TRUE(check_ref(session.store, Ref::func(func), {false, {HeapKind::def_type, func->type->id}}));
  EXPECT_FALSE(check_ref(session.store, Ref::func(func), externref));
  EXPECT_TRUE(check_ref(session.store, Ref::host(3), externref));
  EXPECT_EQ(val_default(funcref), Value::ref(funcref, Ref::null()));
  EXPECT_EQ(val_default(ValKind::i64), Value::i64(0));
  EXPECT_FALSE(val_default(RefType{false, {HeapKind::func}}));
}

// Stores of several threads share types and modules, which they validate and instantiate at the same time.
TEST(embedding, stores_run_in_parallel) {
  const auto types = std::make_shared<TypeStore>();
  const std::string wat = R"((module
    (module $M (global $g (mut i32) (i32.const 0))
      (func (export "f") (param i32) (result i32)
        (loop $l
          (global.set $g (i32.add (global.get $g) (i32.const 1)))
          (br_if $l (i32.lt_u (global.get $g) (local.get 0))))
        (global.get $g)))
    (instance $m (instantiate $M))
    (export $m)))";
  const ValidModulePtr shared = compile(wat, types);
  const auto run = [&] {
    for (int i = 0; i < 20; ++i) {
      Session session({}, types);
      const Outcome outcome = session.instantiate(ModuleValue{shared, nullptr});
      EXPECT_EQ(session.call_i32(*outcome.instance().exports, "f", {Value::i32(1000)}), 1000u);
      EXPECT_EQ(session.call_i32(session.exports(wat), "f", {Value::i32(7)}), 7u);
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(run);
  for (std::thread& thread : threads) thread.join();
}

// The exception is there to be read, from a start function too.
TEST(embedding, instantiations_end_in_exceptions) {
  Session session;
  const TagInst* const tag = tag_alloc(session.store, {{ValKind::i32}, {}});
  session.names["e"] = const_cast<TagInst*>(tag);
  const Outcome outcome =
      session.instantiate("(module (import \"e\" (tag $e (param i32))) (func $f (throw $e (i32.const 6))) (start $f))");
  ASSERT_EQ(outcome.kind(), Kind::exception);
  EXPECT_EQ(&exn_tag(outcome.thrown()), tag);
  EXPECT_EQ(exn_read(outcome.thrown()), Values{Value::i32(6)});
}

// Memories take the address space of what they are, not of what they may become.
TEST(embedding, stores_hold_many_memories) {
  Session session;
  const ModuleValue module{session.compile("(module (memory (export \"m\") 1))"), nullptr};
  for (int i = 0; i < 60'000; ++i) ASSERT_TRUE(session.instantiate(module).is_done()) << i;
}

TEST(embedding, stores_are_reset) {
  ImplementationLimits limits;
  limits.store_bytes = 4 << 16;
  Session session(limits);
  Store& store = session.store;
  const ModuleValue module{session.compile(R"((module
    (type $a (array i64))
    (memory 2) (table 1000 funcref) (elem funcref (ref.null func)) (global $g (mut anyref) (ref.null any))
    (func (export "f") (global.set $g (array.new_default $a (i32.const 100))))))"),
                           nullptr};
  for (int i = 0; i < 10; ++i) {
    const Outcome outcome = session.instantiate(module);
    ASSERT_TRUE(outcome.is_done()) << outcome.message();
    EXPECT_TRUE(session.call(*outcome.instance().exports, "f").is_done());
    EXPECT_EQ(session.instantiate(module).kind(), Kind::limit);
    const RefHandle handle(store.heap(), *exn_alloc(store, *tag_alloc(store, {}), {}));
    EXPECT_TRUE(store.reset());
    EXPECT_TRUE(handle.get().is_null());
    EXPECT_EQ(store.budget().left(), limits.store_bytes.value());
    EXPECT_EQ(store.heap().object_count(), 0u);
    EXPECT_EQ(store.all<FuncInst>().size(), 0u);
  }
  bool was_reset = true;
  const FuncInst* func = func_alloc(store, {}, [&](Store& in, const Values&) {
    was_reset = in.reset();
    return Values{};
  });
  EXPECT_TRUE(func_invoke(store, *func, {}).is_done());
  EXPECT_FALSE(was_reset);
}

TEST(embedding, running_out_of_memory_is_an_outcome) {
  Session session;
  FuncInst* func = func_alloc(session.store, {}, [](Store&, const Values&) -> Outcome { throw std::bad_alloc(); });
  const Outcome outcome = func_invoke(session.store, *func, {});
  EXPECT_EQ(outcome.kind(), Outcome::Kind::limit);
  EXPECT_EQ(outcome.words(), "out of memory");
}

TEST(embedding, imports_and_exports_of_a_module) {
  Session session;
  const ValidModulePtr module = session.compile(
      R"((module (import "a" "x" (func)) (import "b" (func)) (import "a" "y" (func)) (func (export "e"))))");
  EXPECT_EQ(module_imports(*module).size(), 2u);
  EXPECT_NE(module_imports(*module).find("b"), nullptr);
  EXPECT_NE(module_exports(*module).find("e"), nullptr);
}

TEST(embedding, later_host_definitions_replace_earlier_ones) {
  Session session;
  const InstanceValue* instance = HostModule(session.store)
                                      .global("g", {false, ValKind::i32}, Value::i32(1))
                                      .global("g", {false, ValKind::i32}, Value::i32(2))
                                      .instance();
  ASSERT_EQ(instance->names(), std::vector<std::string_view>{"g"});
  EXPECT_EQ(global_read(*std::get<GlobalInst*>(*instance->find("g"))), Value::i32(2));
}

}  // namespace
}  // namespace modlink
