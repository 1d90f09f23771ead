// Collection, and what keeps objects alive from outside of the store. spec: exec/runtime
#include "interpreter/runtime/heap.h"

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

const char* const lists = R"((module
  (type $node (struct (field (ref null $node))))
  (type $bytes (array (mut i8)))
  (func (export "list") (param $n i32) (result (ref null $node)) (local $head (ref null $node))
    (loop $next
      (local.set $head (struct.new $node (local.get $head)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $head))
  (func (export "bytes") (param $n i32) (result i32)
    (array.len (array.new $bytes (i32.const 1) (local.get $n))))))";

TEST(heap, collection_keeps_only_what_a_handle_holds) {
  Session session;
  const InstanceValue& exports = session.exports(lists);
  Heap& heap = session.store.heap();
  {
    const RefHandle handle(heap, session.call(exports, "list", {Value::i32(1000)}).results()[0].as_ref());
    EXPECT_TRUE(session.call(exports, "list", {Value::i32(10)}).is_done());
    EXPECT_EQ(heap.object_count(), 1010u);
    heap.collect();
    EXPECT_EQ(heap.object_count(), 1000u);
  }
  heap.collect();
  EXPECT_EQ(heap.object_count(), 0u);
  EXPECT_EQ(heap.bytes(), 0u);
}

// Of sizes around those that have lists of their own.
TEST(heap, what_was_garbage_is_zero_when_it_is_used_again) {
  Session session;
  const InstanceValue& exports = session.exports(R"((module (type $bytes (array (mut i8)))
    (func (export "dirty") (param $n i32) (drop (array.new $bytes (i32.const -1) (local.get $n))))
    (func (export "clean") (param $n i32) (result i32) (local $a (ref null $bytes)) (local $sum i32)
      (local.set $a (array.new_default $bytes (local.get $n)))
      (loop $next (if (local.get $n) (then
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (local.set $sum (i32.or (local.get $sum) (array.get_u $bytes (local.get $a) (local.get $n))))
        (br $next))))
      (local.get $sum))))");
  for (std::uint32_t n = 0; n < 150; ++n) {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(session.call(exports, "dirty", {Value::i32(n)}).is_done());
    session.store.heap().collect();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(session.call_i32(exports, "clean", {Value::i32(n)}), 0u) << n;
  }
}

TEST(heap, handles_go_in_any_order) {
  Store store(std::make_shared<TypeStore>());
  auto a = std::make_unique<RefHandle>(store.heap(), Ref::i31(1));
  auto b = std::make_unique<RefHandle>(store.heap(), Ref::i31(2));
  auto c = std::make_unique<RefHandle>(store.heap(), Ref::i31(3));
  b.reset();
  store.heap().collect();
  a.reset();
  store.heap().collect();
  EXPECT_EQ(c->get(), Ref::i31(3));
}

TEST(heap, too_large_an_array_is_a_limit) {
  Session session;
  const InstanceValue& exports = session.exports(lists);
  for (const std::uint32_t length : {0x8000'0000u, 0xffff'ffffu}) {
    const Outcome outcome = session.call(exports, "bytes", {Value::i32(length)});
    EXPECT_EQ(outcome.kind(), Outcome::Kind::limit);
    EXPECT_NE(outcome.words().find("out of memory"), std::string::npos);
  }
  EXPECT_EQ(session.call_i32(exports, "bytes", {Value::i32(1000)}), 1000u);
}

TEST(heap, live_objects_up_to_the_limit) {
  ImplementationLimits limits;
  limits.heap_bytes = 1'000'000;
  Session session(limits);
  const InstanceValue& exports = session.exports(lists);
  EXPECT_EQ(session.call(exports, "list", {Value::i32(1'000'000)}).kind(), Outcome::Kind::limit);
  EXPECT_EQ(session.call(exports, "list", {Value::i32(10'000)}).kind(), Outcome::Kind::done);
  EXPECT_LE(session.store.heap().bytes(), limits.heap_bytes);
}

TEST(heap, constant_expressions_have_the_limit_too) {
  Session session;
  const auto outcome = session.instantiate(R"((module
    (type $bytes (array i64))
    (global (ref $bytes) (array.new $bytes (i64.const 1) (i32.const -1)))))");
  EXPECT_EQ(outcome.kind(), Outcome::Kind::limit);
}

TEST(heap, globals_tables_and_segments_are_roots) {
  Session session;
  session.exports(R"((module
    (type $box (struct (field i32)))
    (global (ref $box) (struct.new $box (i32.const 1)))
    (table 3 (ref $box) (struct.new $box (i32.const 2)))
    (elem (ref $box) (struct.new $box (i32.const 3)) (struct.new $box (i32.const 4)))))");
  session.store.heap().collect();
  EXPECT_EQ(session.store.heap().object_count(), 4u);
}

TEST(heap, references_convert_to_their_own_bits) {
  EXPECT_EQ(Ref::i31(0xffff'ffff).i31_s(), 0xffff'ffffu);
  EXPECT_EQ(Ref::i31(0xffff'ffff).i31_u(), 0x7fff'ffffu);
  EXPECT_FALSE(Ref::i31(0).is_null());
  EXPECT_TRUE(Ref::host(0).is_host());
}

TEST(exceptions, pass_through_host_functions) {
  Session session;
  const InstanceValue* callbacks = nullptr;
  session.names["host"] = HostModule(session.store)
                              .func("forward", {},
                                    [&](Store& store, const Values&) {
                                      return func_invoke(store, *std::get<FuncInst*>(*callbacks->find("throw")), {});
                                    })
                              .instance();
  callbacks = &session.exports(R"((module
    (tag $t (param i32)) (func (export "throw") (throw $t (i32.const 42))) (export "t" (tag $t))))");
  session.names["callbacks"] = callbacks;
  const InstanceValue& exports = session.exports(R"((module
    (import "host" "forward" (func $forward))
    (import "callbacks" "t" (tag $t (param i32)))
    (func $tail (return_call $forward))
    (func (export "call") (result i32)
      (block $h (result i32) (try_table (catch $t $h) (call $forward)) (i32.const 0)))
    (func (export "tail_call") (result i32)
      (block $h (result i32) (try_table (catch $t $h) (call $tail)) (i32.const 0)))
    (func (export "uncaught") (call $tail))))");
  EXPECT_EQ(session.call_i32(exports, "call"), 42u);
  EXPECT_EQ(session.call_i32(exports, "tail_call"), 42u);
  EXPECT_EQ(session.call(exports, "uncaught").kind(), Outcome::Kind::exception);
}

TEST(exceptions, unwind_deep_stacks) {
  Session session;
  const InstanceValue& exports = session.exports(R"((module
    (tag $t)
    (func $deep (param $n i32)
      (if (i32.eqz (local.get $n)) (then (throw $t)))
      (call $deep (i32.sub (local.get $n) (i32.const 1))))
    (func (export "run") (result i32)
      (block $h (try_table (catch_all $h) (call $deep (i32.const 50000))) (unreachable))
      (i32.const 1))))");
  EXPECT_EQ(session.call_i32(exports, "run"), 1u);
}

}  // namespace
}  // namespace modlink
