// Machines that wait, are resumed, and are abandoned. spec: the threads proposal, Wait and notify
#include "interpreter/exec/machine.h"

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

class machine : public ::testing::Test {
 protected:
  machine() { session.features.set(Feature::threads, true); }

  void load(const std::string& fields) {
    instance = &session.exports("(module (memory (export \"mem\") 1 1 shared) " + fields + ")");
  }
  const FuncInst& func(std::string_view name) { return *std::get<FuncInst*>(*instance_export(*instance, name)); }
  Outcome start(Machine& on, std::string_view name = "f", const Values& args = {}) {
    return on.invoke(func(name), args, Waiting::suspend);
  }
  static std::uint64_t value(const Outcome& outcome) { return outcome.results().at(0).low; }

  Session session;
  Machine& main = engine_of(session.store).machine();
  const InstanceValue* instance = nullptr;
};

// Adds 100 per result, below a call, with operands on both sides of the wait.
constexpr char twice[] = R"(
  (func $wait (param i64) (result i32) (memory.atomic.wait32 (i32.const 8) (i32.const 0) (local.get 0)))
  (func (export "f") (param i64) (result i32) (local $x i32)
    (local.set $x (i32.const 1000))
    (i32.add (i32.mul (i32.const 10) (call $wait (local.get 0)))
             (i32.add (call $wait (local.get 0)) (local.get $x))))
  (func (export "notify") (result i32) (memory.atomic.notify (i32.const 8) (i32.const 1))))";

TEST_F(machine, a_wait_suspends_and_resumes_where_it_was) {
  load(twice);
  Machine& other = engine_of(session.store).add_machine();
  EXPECT_EQ(start(other, "f", {Value::i64(50)}).kind(), Kind::suspended);
  ASSERT_NE(other.wait(), nullptr);
  EXPECT_EQ(other.wait()->address, 8u);
  EXPECT_EQ(other.wait()->timeout, 50);
  EXPECT_EQ(value(main.invoke(func("notify"), {})), 1u);
  EXPECT_TRUE(other.wait()->notified);
  EXPECT_EQ(other.resume().kind(), Kind::suspended);  // 0: notified
  EXPECT_FALSE(other.wait()->notified);
  EXPECT_EQ(value(other.resume()), 1002u);  // 2: timed out
  EXPECT_EQ(other.wait(), nullptr);
}

TEST_F(machine, a_suspended_one_does_nothing_else) {
  load(twice);
  EXPECT_EQ(start(main, "f", {Value::i64(-1)}).kind(), Kind::suspended);
  EXPECT_EQ(main.invoke(func("notify"), {}).kind(), Kind::limit);
  EXPECT_NE(main.wait(), nullptr);
  main.abandon();
  EXPECT_EQ(main.wait(), nullptr);
  EXPECT_EQ(value(main.invoke(func("notify"), {})), 0u);  // nobody waits any more
  EXPECT_EQ(start(main, "f", {Value::i64(0)}).results().at(0).low, 1022u);
}

TEST_F(machine, alone_a_wait_ends_at_once) {
  load(twice);
  EXPECT_EQ(value(main.invoke(func("f"), {Value::i64(1)})), 1022u);
  const Outcome deadlock = main.invoke(func("f"), {Value::i64(-1)});
  EXPECT_EQ(deadlock.kind(), Kind::limit);
  EXPECT_EQ(deadlock.message(), "deadlock: nothing can end this wait (in function $wait)");
}

// Nobody could resume a start function, nor what a host function called.
TEST_F(machine, waits_of_start_functions_end_at_once) {
  const auto wait = [](const char* timeout) {
    return std::string("(module (memory 1 1 shared) (func $main") +
           " (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const " + timeout + ")))) (start $main))";
  };
  EXPECT_EQ(session.instantiate(wait("1000000000000")).kind(), Outcome::Kind::done);
  const Outcome outcome = session.instantiate(wait("-1"));
  EXPECT_EQ(outcome.kind(), Outcome::Kind::limit);
  EXPECT_EQ(outcome.message(), "deadlock: nothing can end this wait (in function $main)");
}

TEST_F(machine, waits_below_a_host_function_end_at_once) {
  const FuncInst* inner = nullptr;
  const auto call_inner = [&inner](Store& store, const Values&) {
    const Outcome outcome = engine_of(store).machine().invoke(*inner, {}, Waiting::suspend);
    return Values{Value::i32(static_cast<std::uint32_t>(outcome.kind()))};
  };
  session.names["h"] = HostModule(session.store).func("h", {{}, {ValKind::i32}}, call_inner).instance();
  instance = &session.exports(R"((module (import "h" "h" (func $h (result i32))) (memory 1 1 shared)
    (func (export "inner") (drop (memory.atomic.wait64 (i32.const 0) (i64.const 0) (i64.const -1))))
    (func (export "f") (result i32) (call $h))))");
  inner = &func("inner");
  EXPECT_EQ(value(start(main)), static_cast<std::uint64_t>(Kind::limit));
}

// References in the slots of a suspended machine are roots of the collector.
TEST_F(machine, a_suspended_one_keeps_what_it_refers_to) {
  load(R"((type $s (struct (field i32)))
    (func (export "f") (result i32) (local $r (ref null $s))
      (local.set $r (struct.new $s (i32.const 77)))
      (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))
      (struct.get $s 0 (local.get $r)))
    (func (export "garbage") (local $n i32)
      (loop (drop (struct.new $s (i32.const 1)))
        (br_if 0 (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 3000000))))))");
  Machine& other = engine_of(session.store).add_machine();
  EXPECT_EQ(start(other).kind(), Kind::suspended);
  EXPECT_EQ(main.invoke(func("garbage"), {}).kind(), Kind::done);
  EXPECT_EQ(value(other.resume()), 77u);
}

TEST_F(machine, a_trap_after_a_wait_leaves_it_usable) {
  load(R"((func $f (export "f")
      (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))) unreachable)
    (func (export "g") (result i32) (i32.const 5)))");
  EXPECT_EQ(start(main).kind(), Kind::suspended);
  EXPECT_EQ(main.resume().message(), "unreachable (in function $f)");
  EXPECT_EQ(value(main.invoke(func("g"), {})), 5u);
}

}  // namespace
}  // namespace modlink
