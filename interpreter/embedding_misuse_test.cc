// What an embedder can do wrong is an outcome.
#include <pthread.h>

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

}  // namespace
}  // namespace modlink
