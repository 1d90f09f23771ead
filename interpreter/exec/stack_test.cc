// The value stack while it is small, and where it moves. spec: exec/runtime, Stack
#include "interpreter/exec/stack.h"

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

// Adds up the numbers down from its parameter, a call for each.
constexpr char sum[] = R"((func $sum (export "sum") (param i32) (result i32)
  (if (result i32) (local.get 0)
    (then (i32.add (local.get 0) (call $sum (i32.sub (local.get 0) (i32.const 1)))))
    (else (i32.const 0)))))";

// Calls `sum` in the same store.
HostFunc call_sum(const InstanceValue*& self) {
  return [&self](Store& store, const Values& args) {
    return func_invoke(store, *std::get<FuncInst*>(*instance_export(*self, "sum")), args);
  };
}

std::string repeat(const std::string& text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

TEST(stack, moves_when_calls_are_many) {
  Session session;
  const auto& instance = session.exports(std::string("(module ") + sum + ")");
  for (const std::uint32_t n : {10u, 31u, 32u, 33u, 63u, 64u, 65u, 1000u, 10u}) {
    EXPECT_EQ(session.call_i32(instance, "sum", {Value::i32(n)}), n * (n + 1) / 2);
  }
}

// What the caller has in its frame is still there.
TEST(stack, moves_for_a_large_frame) {
  Session session;
  const auto& instance = session.exports(R"((module
    (func $wide (param i32) (result i32) (local )" +
                                         repeat("i32 ", 300) + R"()
      (local.set 300 (local.get 0)) (i32.add (local.get 300) (i32.add (local.get 299) (local.get 1))))
    (func $unset (param i32) (result i32) (local )" +
                                         repeat("v128 ", 100) + R"()
      (i32.add (local.get 0) (i32x4.extract_lane 3 (local.get 77))))
    (func (export "f") (param i32) (result i32) (local i32)
      (local.set 1 (i32.const 1000))
      (i32.add (i32.mul (i32.const 2) (call $wide (local.get 0)))
               (i32.add (call $unset (i32.const 500)) (i32.add (local.get 0) (local.get 1)))))))");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(session.call_i32(instance, "f", {Value::i32(7)}), 1521u);
}

TEST(stack, moves_below_a_host_function) {
  Session session;
  const InstanceValue* self = nullptr;
  session.names["host"] = func_alloc(session.store, {{ValKind::i32}, {ValKind::i32}}, call_sum(self));
  self = &session.exports(std::string("(module (import \"host\" (func $host (param i32) (result i32)))") + sum + R"(
    (func $inner (param i32) (result i32) (local i32) (local.set 1 (i32.const 4))
      (i32.add (i32.mul (i32.const 3) (call $host (local.get 0))) (local.get 1)))
    (func (export "f") (param i32) (result i32) (local i32) (local.set 1 (i32.const 9))
      (i32.add (i32.add (local.get 0) (call $inner (local.get 0))) (local.get 1)))))");
  EXPECT_EQ(session.call_i32(*self, "f", {Value::i32(100)}), 100u + 3 * 5050 + 4 + 9);
}

TEST(stack, moves_below_a_host_function_that_is_called_last) {
  Session session;
  const InstanceValue* self = nullptr;
  session.names["host"] = func_alloc(session.store, {{ValKind::i32}, {ValKind::i32}}, call_sum(self));
  self = &session.exports(std::string("(module (import \"host\" (func $host (param i32) (result i32)))") + sum + R"(
    (func (export "f") (param i32) (result i32) (i32.add (i32.const 1) (call $tail (local.get 0))))
    (func $tail (param i32) (result i32) (return_call $host (local.get 0)))))");
  EXPECT_EQ(session.call_i32(*self, "f", {Value::i32(200)}), 20101u);
}

// The handler is below the calls that made it move.
TEST(stack, exceptions_find_their_handlers_where_it_is_now) {
  Session session;
  const InstanceValue* self = nullptr;
  session.names["host"] = func_alloc(session.store, {{ValKind::i32}, {ValKind::i32}}, call_sum(self));
  self = &session.exports(R"((module (import "host" (func $host (param i32) (result i32))) (tag $e (param i32))
    (func $sum (export "sum") (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (throw $e (i32.const 5))))
      (call $sum (i32.sub (local.get 0) (i32.const 1))))
    (func (export "f") (param i32) (result i32) (local i32) (local.set 1 (i32.const 20))
      (block $caught (result i32) (try_table (catch $e $caught) (drop (call $host (local.get 0)))) (unreachable))
      (i32.add (local.get 1)))
    (func (export "g") (param i32) (result i32) (call $host (local.get 0)))))");
  EXPECT_EQ(session.call_i32(*self, "f", {Value::i32(300)}), 25u);
  EXPECT_EQ(session.call(*self, "g", {Value::i32(3)}).kind(), Kind::exception);
}

TEST(stack, uncaught_exceptions_end_the_execution_that_made_it_move) {
  Session session;
  const InstanceValue* self = nullptr;
  session.names["host"] = func_alloc(session.store, {{ValKind::i32}, {ValKind::i32}}, call_sum(self));
  self = &session.exports(R"((module (import "host" (func $host (param i32) (result i32))) (tag $e)
    (func $sum (export "sum") (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (throw $e)))
      (call $sum (i32.sub (local.get 0) (i32.const 1))))
    (func (export "f") (param i32) (result i32) (call $host (local.get 0)))))");
  EXPECT_EQ(session.call(*self, "f", {Value::i32(300)}).kind(), Kind::exception);
}

TEST(stack, has_room_for_many_parameters_and_results) {
  constexpr int count = 300;
  Session session;
  const ResultType many(count, ValKind::i32);
  session.names["host"] = func_alloc(session.store, {many, many}, [](Store&, const Values& args) { return args; });
  const std::string types = "(param " + repeat("i32 ", count) + ") (result " + repeat("i32 ", count) + ")";
  std::string gets;
  for (int i = 0; i < count; ++i) gets += "(local.get " + std::to_string(i) + ")";
  const auto& instance = session.exports("(module (import \"host\" (func $host " + types + "))" +
                                         "(func (export \"f\") " + types + " (return_call $host " + gets + "))" +
                                         "(func (export \"g\") " + types + gets + ") (export \"host\" (func $host)))");
  Values args;
  for (std::uint32_t i = 0; i < count; ++i) args.push_back(Value::i32(i));
  for (const char* name : {"host", "f", "g"}) {
    EXPECT_EQ(session.call(instance, name, args).results(), args) << name;
  }
}

TEST(stack, keeps_to_limits_that_are_smaller_than_it_is_at_first) {
  for (const std::uint64_t activations : {1u, 5u, 40u}) {
    ImplementationLimits limits;
    limits.activations = activations;
    Session session(limits);
    const auto& instance = session.exports(std::string("(module ") + sum + ")");
    const auto calls = static_cast<std::uint32_t>(activations);
    EXPECT_EQ(session.call_i32(instance, "sum", {Value::i32(calls)}), calls * (calls + 1) / 2);
    EXPECT_EQ(session.call(instance, "sum", {Value::i32(calls + 1)}).trap_code(), TrapCode::call_stack_exhausted);
  }
  ImplementationLimits limits;
  limits.stack_slots = 8;
  Session session(limits);
  const auto& instance = session.exports(std::string("(module ") + sum + ")");
  EXPECT_EQ(session.call_i32(instance, "sum", {Value::i32(2)}), 3u);
  EXPECT_EQ(session.call(instance, "sum", {Value::i32(30)}).trap_code(), TrapCode::call_stack_exhausted);
}

TEST(stack, says_when_there_is_no_address_space_for_more) {
  ImplementationLimits limits;
  limits.stack_slots = std::uint64_t{1} << 45;
  Session session(limits);
  const auto& instance = session.exports(std::string("(module ") + sum + ")");
  EXPECT_EQ(session.call_i32(instance, "sum", {Value::i32(10)}), 55u);
  const Outcome outcome = session.call(instance, "sum", {Value::i32(1000)});
  EXPECT_EQ(outcome.kind(), Kind::limit);
  EXPECT_EQ(outcome.words(), "no memory for the stack");
}

// It waits below enough calls for that, in both.
TEST(stack, moves_before_and_after_a_wait) {
  Session session;
  session.features.set(Feature::threads, true);
  const auto& instance = session.exports(R"((module (memory 1 1 shared)
    (func $deep (param i32) (result i32)
      (if (result i32) (local.get 0)
        (then (i32.add (i32.const 1) (call $deep (i32.sub (local.get 0) (i32.const 1)))))
        (else (memory.atomic.wait32 (i32.const 8) (i32.const 0) (i64.const 1)))))
    (func (export "f") (param i32 i32) (result i32)
      (i32.add (call $deep (local.get 0)) (call $deep (local.get 1))))))");
  for (const std::uint32_t before : {2u, 100u}) {
    Machine& machine = engine_of(session.store).add_machine();
    const FuncInst& func = *std::get<FuncInst*>(*instance_export(instance, "f"));
    Outcome outcome = machine.invoke(func, {Value::i32(before), Value::i32(200)}, Waiting::suspend);
    EXPECT_EQ(outcome.kind(), Kind::suspended);
    outcome = machine.resume();
    EXPECT_EQ(outcome.kind(), Kind::suspended);
    outcome = machine.resume();
    ASSERT_EQ(outcome.kind(), Kind::done);
    EXPECT_EQ(outcome.results().at(0).low, before + 200 + 2 * 2);  // 2: timed out
  }
}

}  // namespace
}  // namespace modlink
