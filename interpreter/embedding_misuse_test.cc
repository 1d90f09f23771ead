// What an embedder can do wrong is an outcome.
#include <pthread.h>

#include <stdexcept>
#include <thread>

#include "interpreter/exec/observer.h"
#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

TEST(embedding_misuse, globals_whose_value_does_not_fit_are_left_out) {
  Session session;
  HostModule host(session.store);
  session.names["env"] = host.global("g", {false, ValKind::i32}, Value::i64(1))
                             .global("h", {false, ValKind::i32}, Value::i32(1))
                             .add("null", static_cast<FuncInst*>(nullptr))
                             .instance();
  EXPECT_EQ(host.left_out(), (std::vector<Name>{"g", "null"}));
  const Outcome outcome = session.instantiate("(module (import \"env\" \"g\" (global i32)))");
  EXPECT_EQ(outcome.kind(), Kind::unlinkable);
  EXPECT_EQ(outcome.words(), "unknown import \"env\" \"g\"");
  EXPECT_TRUE(session.instantiate("(module (import \"env\" \"h\" (global i32)))").is_done());
}

// What a host function that returns `(ref null $t)` may give.
TEST(embedding_misuse, results_have_the_type_of_the_function) {
  Session session;
  Value given;
  const InstanceValue& types = session.exports(R"((module
    (type $t (struct (field i32))) (type $u (struct (field i64)))
    (func (export "t") (result (ref null $t)) (struct.new $t (i32.const 7)))
    (func (export "u") (result (ref null $u)) (struct.new $u (i64.const 7)))))");
  const auto* t = std::get<FuncInst*>(*types.find("t"));
  session.names["host"] =
      func_alloc(session.store, {{}, func_type(*t).results}, [&](Store&, const Values&) { return Values{given}; });
  const InstanceValue& instance = session.exports(R"((module
    (type $t (struct (field i32)))
    (import "host" (func $h (result (ref null $t))))
    (func (export "f") (result i32) (struct.get $t 0 (call $h)))))");
  given = session.call(types, "t").results()[0];
  EXPECT_EQ(session.call_i32(instance, "f"), 7u);
  given = session.call(types, "u").results()[0];
  EXPECT_EQ(session.call(instance, "f").words(), "host trap: results of other types than the function's");
  given = Value::ref(funcref, Ref::func(t));
  EXPECT_EQ(session.call(instance, "f").trap_code(), TrapCode::host_trap);
  given = Value::ref(externref, Ref::host(1));
  EXPECT_EQ(session.call(instance, "f").trap_code(), TrapCode::host_trap);
  given = Value::ref(externref, Ref::null());
  EXPECT_EQ(session.call(instance, "f").trap_code(), TrapCode::null_structure_reference);
}

TEST(embedding_misuse, what_is_thrown_is_an_exception) {
  Session session;
  Ref given = Ref::host(1);
  session.names["host"] =
      func_alloc(session.store, {}, [&](Store&, const Values&) { return Outcome::exception(given); });
  const InstanceValue& instance = session.exports(R"((module
    (import "host" (func $h))
    (func (export "f") (block $l (try_table (catch_all $l) (call $h))))))");
  EXPECT_EQ(session.call(instance, "f").words(), "host trap: thrown what is no exception of this store");
  given = *exn_alloc(session.store, *tag_alloc(session.store, {}), {});
  EXPECT_TRUE(session.call(instance, "f").is_done());
}

// A small and a large object, a function, and all kinds of values, where types are shared.
TEST(embedding_misuse, stores_do_not_mix) {
  Session a;
  Session b({}, a.store.type_store());
  const std::string wat = R"((module
    (type $s (struct (field i64))) (type $a (array i64))
    (func $f (export "f")) (table (export "t") 1 funcref) (memory (export "m") 1) (global (export "g") i32 (i32.const 1))
    (tag (export "e")) (module (export "M")) (instance $i (instantiate 0)) (export "i" (instance $i))
    (func (export "small") (result anyref) (struct.new $s (i64.const 1)))
    (func (export "large") (result anyref) (array.new $a (i64.const 1) (i32.const 1000)))
    (func (export "func") (result funcref) (ref.func $f))
    (func (export "take") (param anyref funcref))))";
  const InstanceValue& of_a = a.exports(wat);
  const InstanceValue& of_b = b.exports(wat);
  const Value null = Value::ref({true, {HeapKind::any}}, Ref::null());
  for (const char* name : {"small", "large"}) {
    const Value object = a.call(of_a, name).results()[0];
    EXPECT_TRUE(a.call(of_a, "take", {object, null}).is_done());
    EXPECT_EQ(b.call(of_b, "take", {object, null}).words(), "wrong arguments: a reference of another store");
    EXPECT_TRUE(b.call(of_b, name).is_done());
    EXPECT_FALSE(b.store.owns(object.as_ref()));
  }
  const Value func = a.call(of_a, "func").results()[0];
  EXPECT_TRUE(a.call(of_a, "take", {null, func}).is_done());
  EXPECT_FALSE(b.call(of_b, "take", {null, func}).is_done());
  EXPECT_FALSE(table_write(b.store, *std::get<TableInst*>(*of_b.find("t")), 0, func.as_ref()));
  EXPECT_EQ(func_invoke(b.store, *func.as_ref().as_func(), {}).words(), "the function is in another store");
  for (const char* name : {"f", "t", "m", "g", "e", "M", "i"}) {
    b.names["x"] = *of_a.find(name);
    const Outcome outcome = b.instantiate(R"((module (import "x" (func))))");
    EXPECT_EQ(outcome.kind(), Kind::unlinkable);
    EXPECT_EQ(outcome.words(), "supplied from another store: import \"x\"");
    EXPECT_EQ(HostModule(b.store).add("x", *of_a.find(name)).left_out().size(), 1u);
  }
}

// Runs `f` on a thread with so large a stack.
template <class F>
void run_on_stack(std::size_t bytes, F f) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, bytes), 0);
  pthread_t thread;
  const auto run = [](void* argument) -> void* {
    (*static_cast<F*>(argument))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &f), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

TEST(embedding_misuse, small_stacks_are_exhausted_by_reentry) {
  for (const std::size_t bytes : {std::size_t{128} << 10, std::size_t{512} << 10, std::size_t{1} << 20}) {
    run_on_stack(bytes, [] {
      ImplementationLimits limits;
      limits.nested_executions = 1'000'000;  // more than any of these stacks has room for
      Session session(limits);
      const FuncInst* again = nullptr;
      session.names["host"] =
          func_alloc(session.store, {}, [&](Store& store, const Values&) { return func_invoke(store, *again, {}); });
      const InstanceValue& instance =
          session.exports("(module (import \"host\" (func $h)) (func (export \"f\") (call $h)))");
      again = std::get<FuncInst*>(*instance.find("f"));
      EXPECT_EQ(session.call(instance, "f").trap_code(), TrapCode::call_stack_exhausted);
    });
  }
}

TEST(embedding_misuse, what_a_host_function_gives_is_of_a_call_in_its_store) {
  Session session;
  session.names["inner"] = func_alloc(session.store, {}, [](Store& store, const Values&) -> Outcome {
    Session inner({}, store.type_store());
    return inner.call(inner.exports("(module (func $f (export \"f\") unreachable))"), "f");
  });
  session.names["instance"] = func_alloc(session.store, {}, [&](Store& store, const Values&) {
    return module_instantiate(store, {session.compile("(module)"), nullptr}, {});
  });
  session.names["empty"] = func_alloc(session.store, {}, {});
  const auto message = [&](const std::string& name) {
    const InstanceValue& instance =
        session.exports("(module (import \"" + name + "\" (func $h)) (func $own (export \"f\") (call $h)))");
    return session.call(instance, "f").message();
  };
  EXPECT_EQ(message("inner"), "unreachable (in function $own)");
  EXPECT_EQ(message("instance"), "host trap: an instance, where results belong (in function $own)");
  EXPECT_EQ(message("empty"), "host trap: a function of nothing (in function $own)");
}

TEST(embedding_misuse, errors_of_host_functions_are_not_those_of_what_calls_them) {
  Session session;
  const auto outcome_of = [&](const std::function<void()>& fail) {
    session.names["h"] = func_alloc(session.store, {}, [fail](Store&, const Values&) {
      fail();
      return Values();
    });
    return session.instantiate("(module (import \"h\" (func $h)) (start $h))");
  };
  const Outcome trap = outcome_of([] { throw Unlinkable(no_pos, "a link is missing"); });
  EXPECT_EQ(trap.trap_code(), TrapCode::host_trap);
  EXPECT_EQ(trap.words(), "host trap: a link is missing");
  EXPECT_EQ(outcome_of([] { throw LimitExceeded(no_pos, "too much"); }).kind(), Kind::limit);
  EXPECT_THROW(static_cast<void>(outcome_of([] { throw std::runtime_error("no Error"); })), std::runtime_error);
}

TEST(embedding_misuse, modules_are_of_the_store) {
  Session a;
  Session b({}, a.store.type_store());
  const InstanceValue& outer = b.exports("(module (module $M (func (export \"f\"))) (export \"M\" (module $M)))");
  const ModuleValue& nested = *std::get<const ModuleValue*>(*outer.find("M"));
  EXPECT_TRUE(b.instantiate(nested).is_done());
  EXPECT_EQ(a.instantiate(nested).words(), "the module is in another store");
  EXPECT_EQ(a.instantiate(ModuleValue{}).words(), "there is no module");
  EXPECT_EQ(module_instantiate(a.store, {a.compile("(module (import \"a\" (func)))"), nullptr}, {}).words(),
            "unknown import \"a\"");
}

TEST(embedding_misuse, nested_modules_come_with_the_instance_around_them) {
  Session session;
  const InstanceValue& outer = session.exports(R"((module (module $A)
    (module $B (alias outer 0 $A (module $a)) (instance (instantiate $a))) (export "B" (module $B))))");
  const ModuleValue& nested = *std::get<const ModuleValue*>(*outer.find("B"));
  constexpr char words[] = "the module is nested, and comes without the instance around it";
  EXPECT_TRUE(session.instantiate(nested).is_done());
  EXPECT_EQ(session.instantiate(ModuleValue{nested.code, nullptr}).words(), words);
  const Outcome other = session.instantiate("(module (module))");
  EXPECT_EQ(session.instantiate(ModuleValue{nested.code, &other.instance()}).words(), words);
  EXPECT_EQ(session.instantiate(ModuleValue{session.compile("(module)"), &other.instance()}).words(), words);
}

TEST(embedding_misuse, what_instances_export_is_of_the_store) {
  Session a, b;
  const ExternVal foreign = *b.exports("(module (func (export \"f\")))").find("f");
  const auto names = std::make_shared<const ExportNames>(std::vector<Name>{"f"});
  a.names["i"] = a.store.add(InstanceValue(names, {foreign}));
  EXPECT_EQ(a.instantiate("(module (import \"i\" \"f\" (func)))").words(),
            "incompatible import type: import \"i\" \"f\": expected (func), found something of another store");
  a.features.set(Feature::module_linking, false);
  EXPECT_EQ(a.instantiate("(module (import \"i\" \"f\" (func)) (import \"i\" \"f\" (func)))").words(),
            "supplied from another store: import \"i\" \"f\"");
}

// Its type says nothing in this store.
TEST(embedding_misuse, null_of_another_store_is_no_argument) {
  Session a, b;
  const InstanceValue& f = a.exports("(module (func (export \"f\") (param i32)))");
  std::string types;
  for (int i = 0; i < 100; ++i)
    types += "(type (struct (field i32) (field i" + std::string(i % 2 ? "32" : "64") + ")))";
  const InstanceValue& g =
      b.exports("(module " + types + "(type $t (struct)) (func (export \"g\") (result (ref null $t)) (ref.null $t)))");
  EXPECT_EQ(a.call(f, "f", b.call(g, "g").results()).words(), "wrong arguments: expected [i32], found [null]");
}

TEST(embedding_misuse, objects_that_there_is_no_room_for_collect_what_is_garbage) {
  ImplementationLimits limits;
  limits.heap_bytes = 400'000;
  Session session(limits);
  const InstanceValue& instance = session.exports(R"((module (type $a (array i8))
    (func (export "f") (drop (array.new_default $a (i32.const 300000))))))");
  const char* const makes = "(module (type $a (array i8)) (global (ref $a) (array.new_default $a (i32.const 200000))))";
  EXPECT_TRUE(session.call(instance, "f").is_done());
  EXPECT_TRUE(session.instantiate(makes).is_done());
  const Outcome full =
      session.instantiate("(module (type $a (array i8)) (elem (ref $a) (array.new_default $a (i32.const 300000))))");
  EXPECT_EQ(full.code(), "limit-heap-bytes") << full.words();
}

// One that is suspended may go on in another frame than it began in, and on another stack.
TEST(embedding_misuse, executions_that_go_on_may_call_back) {
  Session session;
  const FuncInst* inner = nullptr;
  session.names["h"] =
      func_alloc(session.store, {}, [&](Store& store, const Values&) { return func_invoke(store, *inner, {}); });
  const InstanceValue& instance = session.exports(R"((module (import "h" (func $h)) (memory 1 1 shared)
    (func (export "in"))
    (func (export "f") (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))) (call $h))))");
  inner = std::get<FuncInst*>(*instance.find("in"));
  for (const bool in_thread : {false, true}) {
    Outcome outcome = func_invoke(session.store, *std::get<FuncInst*>(*instance.find("f")), {}, Waiting::suspend);
    ASSERT_EQ(outcome.kind(), Kind::suspended);
    Machine& machine = engine_of(session.store).machine();
    if (in_thread) {
      std::thread([&] { outcome = machine.resume(); }).join();
    } else {
      outcome = machine.resume();
    }
    EXPECT_TRUE(outcome.is_done()) << outcome.words();
  }
}

TEST(embedding_misuse, stores_are_not_reset_while_an_observer_is_told) {
  struct Resetting : ExecutionObserver {
    bool at(const ExecutionPoint&) override { return false; }
    void invoked(const FuncInst&, const Values&) override { is_reset |= store->reset(); }
    void ended(const FuncInst&, const Outcome&) override { is_reset |= store->reset(); }
    Store* store = nullptr;
    bool is_reset = false;
  };
  Resetting observer;
  ExecutionOptions execution;
  execution.observation = {&observer, true};
  Session session({}, std::make_shared<TypeStore>(), execution);
  observer.store = &session.store;
  EXPECT_EQ(session.call_i32(session.exports("(module (func (export \"f\") (result i32) (i32.const 5)))"), "f"), 5u);
  EXPECT_FALSE(observer.is_reset);
}

TEST(embedding_misuse, stores_are_not_reset_while_something_is_instantiated) {
  Session session;
  const auto module = session.compile("(module (import \"a\" (func)))");
  bool is_reset = true;
  const auto import = [&](const Name&) -> std::optional<ExternVal> {
    is_reset = session.store.reset();
    return func_alloc(session.store, {}, [](Store&, const Values&) { return Values(); });
  };
  EXPECT_TRUE(module_instantiate(session.store, {module, nullptr}, import).is_done());
  EXPECT_FALSE(is_reset);
  session.store.interruption().request();
  EXPECT_TRUE(session.store.reset());
  EXPECT_TRUE(session.call(session.exports("(module (func (export \"f\")))"), "f").is_done());
}

TEST(embedding_misuse, handles_hold_nothing_of_another_store) {
  Session a, b;
  const InstanceValue& exports = b.exports(R"((module (type $s (struct (field i32)))
    (func (export "f") (result (ref $s)) (struct.new $s (i32.const 1)))))");
  const Ref object = b.call(exports, "f").results()[0].as_ref();
  RefHandle handle(a.store.heap(), object);
  EXPECT_TRUE(handle.get().is_null());
  handle.set(object);
  EXPECT_TRUE(handle.get().is_null());
  handle.set(Ref::host(1));
  EXPECT_TRUE(handle.get().is_host());
}

TEST(embedding_misuse, sizes_that_no_vector_has_are_no_growth) {
  ImplementationLimits limits;
  limits.table_elements = limits.store_bytes = UINT64_MAX;
  Session session(limits);
  TableInst* const table = table_alloc(session.store, {AddrType::i64, {1, std::nullopt}, funcref}, Ref::null());
  const std::uint64_t left = session.store.budget().left();
  EXPECT_FALSE(table_grow(session.store, *table, std::uint64_t{1} << 60, Ref::null()));
  EXPECT_EQ(session.store.budget().left(), left);
  EXPECT_EQ(table_size(*table), 1u);
}

TEST(embedding_misuse, globals_have_no_more_bits_than_their_type) {
  Session session;
  const Value dirty{ValKind::i32, 0x1'0000'0001};
  GlobalInst* const global = global_alloc(session.store, {true, ValKind::i32}, dirty);
  EXPECT_EQ(global_read(*global).low, 1u);
  EXPECT_TRUE(global_write(session.store, *global, dirty));
  EXPECT_EQ(global_read(*global).low, 1u);
}

}  // namespace
}  // namespace modlink
