// Ending executions from outside.
#include "interpreter/runtime/interruption.h"

#include <thread>

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

constexpr char endless[] = R"((module
  (import "h" "begin" (func $begin)) (type $t (func)) (table $table funcref (elem $indirect))
  (elem declare func $ref)
  (func (export "br") (call $begin) (loop (br 0)))
  (func (export "br_if") (local i32) (call $begin) (loop (br_if 0 (i32.lt_u (local.get 0) (i32.const 1)))))
  (func (export "increment") (local i32) (call $begin)
    (loop (br_if 0 (i32.ne (local.tee 0 (i32.add (local.get 0) (i32.const 2))) (i32.const 1)))))
  (func (export "br_table") (call $begin) (loop (br_table 0 0 (i32.const 1))))
  (func (export "value") (call $begin) (i32.const 0) (loop (param i32) (br 0)))
  (func (export "table_value") (call $begin) (i32.const 0) (loop (param i32) (br_table 0 0 (i32.const 0))))
  (func (export "call") (call $begin) (loop (call $done) (br 0)))
  (func $tail (call $done) (return_call $tail)) (func (export "return_call") (call $begin) (return_call $tail))
  (func $indirect (return_call_indirect (type $t) (i32.const 0)))
  (func (export "return_call_indirect") (call $begin) (call $indirect))
  (func $ref (return_call_ref $t (ref.func $ref))) (func (export "return_call_ref") (call $begin) (call $ref))
  (func $done (export "done"))))";

class interruption : public ::testing::Test {
 protected:
  interruption() {
    session.names["h"] = HostModule(session.store)
                             .func("begin", {},
                                   [this](Store&, const Values&) {
                                     begun = true;
                                     return Values{};
                                   })
                             .instance();
    instance = &session.exports(endless);
  }

  Session session;
  std::atomic<bool> begun = false;
  const InstanceValue* instance = nullptr;
};

TEST_F(interruption, ends_every_kind_of_execution_without_end) {
  for (const char* name : {"br", "br_if", "increment", "br_table", "value", "table_value", "call", "return_call",
                           "return_call_indirect", "return_call_ref"}) {
    begun = false;
    std::thread other([this] {
      while (!begun) std::this_thread::yield();
      session.store.interruption().request();
    });
    const Outcome outcome = session.call(*instance, name);
    other.join();
    EXPECT_EQ(outcome.kind(), Kind::interrupted) << name;
    EXPECT_NE(outcome.func(), nullptr) << name;
    EXPECT_EQ(session.call(*instance, "done").kind(), Kind::done) << name;
  }
}

TEST_F(interruption, before_an_execution_ends_it_and_no_other) {
  session.store.interruption().request();
  session.store.interruption().request();
  EXPECT_EQ(session.call(*instance, "done").message(), "interrupted");
  EXPECT_EQ(session.call(*instance, "done").kind(), Kind::done);
}

// The limit that was taken away from the outer one comes back, and the stack still has its end.
TEST_F(interruption, of_an_execution_below_a_host_function) {
  const FuncInst* inner = nullptr;
  session.names["i"] = HostModule(session.store)
                           .func("i", {},
                                 [&inner](Store& store, const Values&) {
                                   store.interruption().request();
                                   EXPECT_EQ(func_invoke(store, *inner, {}).kind(), Kind::interrupted);
                                   return Values{};
                                 })
                           .instance();
  const auto& outer = session.exports(R"((module (import "i" "i" (func $i)) (func (export "inner") (loop (br 0)))
    (func $f (call $f)) (func (export "outer") (call $i) (block (br 0))) (func (export "deep") (call $i) (call $f))))");
  inner = std::get<FuncInst*>(*instance_export(outer, "inner"));
  EXPECT_EQ(session.call(outer, "outer").kind(), Kind::done);
  EXPECT_EQ(session.call(outer, "deep").trap_code(), TrapCode::call_stack_exhausted);
}

// What a host function asks for comes true when it returns.
TEST_F(interruption, by_a_host_function) {
  session.names["i"] = HostModule(session.store)
                           .func("i", {},
                                 [](Store& store, const Values&) {
                                   store.interruption().request();
                                   return Values{};
                                 })
                           .instance();
  const auto& outer =
      session.exports(R"((module (import "i" "i" (func $i)) (func (export "f") (call $i) (loop (br 0)))))");
  EXPECT_EQ(session.call(outer, "f").kind(), Kind::interrupted);
}

}  // namespace
}  // namespace modlink
