// Execution: what runs, what traps, and how calls cross instances and hosts.
#include <stdexcept>

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

std::uint32_t run(const std::string& wat, const Values& args = {}) {
  Session session;
  return session.call_i32(session.exports(wat), "f", args);
}

TrapCode trap_of(const std::string& wat, const Values& args = {}) {
  Session session;
  const Outcome outcome = session.call(session.exports(wat), "f", args);
  EXPECT_EQ(outcome.kind(), Kind::trap);
  return outcome.trap_code();
}

TEST(execute, recursion) {
  EXPECT_EQ(run(R"((module (func $fib (export "f") (param i32) (result i32)
    (if (result i32) (i32.lt_s (local.get 0) (i32.const 2)) (then (local.get 0))
      (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1)))
                     (call $fib (i32.sub (local.get 0) (i32.const 2)))))))))",
                {Value::i32(20)}),
            6765u);
}

// What a call before left in the slots must not be seen.
TEST(execute, locals_begin_as_zero) {
  EXPECT_EQ(run(R"((module
    (func $dirty (result i32) (local i32 i32 i32)
      (local.set 0 (i32.const -1)) (local.set 1 (i32.const -1)) (local.set 2 (i32.const -1))
      (i32.or (local.get 0) (i32.or (local.get 1) (local.get 2))))
    (func $clean (param i32) (result i32) (local i32 i32)
      (if (local.get 0) (then (local.set 1 (i32.const 4))))
      (loop (if (i32.eqz (local.get 2)) (then (local.set 2 (i32.const 1)) (br 1))))
      (i32.add (local.get 1) (local.get 2)))
    (func (export "f") (result i32) (drop (call $dirty)) (call $clean (i32.const 0)))))"),
            1u);
}

TEST(execute, unbounded_recursion_exhausts_the_stack) {
  const char* narrow = R"((module (func $f (export "f") (call $f))))";
  const char* wide = R"((module (func $f (export "f") (param i64 i64 i64 i64)
    (call $f (local.get 0) (local.get 1) (local.get 2) (local.get 3)))))";
  EXPECT_EQ(trap_of(narrow), TrapCode::call_stack_exhausted);
  EXPECT_EQ(trap_of(wide, Values(4, Value::i64(1))), TrapCode::call_stack_exhausted);
}

TEST(execute, machine_is_usable_after_a_trap) {
  Session session;
  const auto& instance = session.exports(R"((module (func $f (export "f") (call $f))
    (func (export "g") (result i32) (i32.const 5))))");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(session.call(instance, "f").trap_code(), TrapCode::call_stack_exhausted);
    EXPECT_EQ(session.call_i32(instance, "g"), 5u);
  }
}

// The function where it stopped, by its name, whatever called it and however.
TEST(execute, outcomes_name_the_function) {
  const auto message = [](const std::string& fields) {
    Session session;
    session.names["h"] = HostModule(session.store)
                             .func("h", {}, [](Store&, const Values&) { return Outcome::trap(TrapCode::host_trap); })
                             .instance();
    const auto& instance =
        session.exports("(module (import \"h\" \"h\" (func $h)) (tag $e) (table $t 1 funcref) " + fields + ")");
    return session.call(instance, "f").message();
  };
  EXPECT_EQ(message("(func $g unreachable) (func $f (export \"f\") (call $g))"), "unreachable (in function $g)");
  EXPECT_EQ(message("(func $g) (func $f (export \"f\") (call $g) unreachable)"), "unreachable (in function $f)");
  EXPECT_EQ(message("(func unreachable) (func (export \"f\") (return_call 1))"), "unreachable (in function 1)");
  EXPECT_EQ(message("(func $f (export \"f\") (call $f))"), "call stack exhausted (in function $f)");
  EXPECT_EQ(message("(func $f (export \"f\") (call_indirect $t (i32.const 0)))"),
            "uninitialized element 0 (in function $f)");
  EXPECT_EQ(message("(func $f (export \"f\") (call $h))"), "host trap (in function $f)");
  EXPECT_EQ(message("(func $g (return_call $h)) (func $f (export \"f\") (call $g))"), "host trap (in function $g)");
  EXPECT_EQ(message("(func $g (throw $e)) (func $f (export \"f\") (call $g))"), "uncaught exception (in function $g)");
  EXPECT_EQ(message(R"((module $M (func $n (export "n") unreachable)) (instance $i (instantiate $M))
                       (func (export "f") (call (func $i "n"))))"),
            "unreachable (in function $n)");
  EXPECT_EQ(message("(export \"f\" (func $h))"), "host trap");
}

TEST(execute, starting_names_the_function) {
  Session session;
  EXPECT_EQ(session.instantiate("(module (func $main unreachable) (start $main))").message(),
            "unreachable (in function $main)");
}

TEST(execute, tail_calls_take_no_stack) {
  EXPECT_EQ(run(R"((module
    (table funcref (elem $odd $even))
    (func $even (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
      (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
    (func $odd (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
      (return_call_indirect (param i32) (result i32) (i32.sub (local.get 0) (i32.const 1)) (i32.const 1)))
    (func (export "f") (result i32) (call $even (i32.const 120001)))))"),
            0u);
}

TEST(execute, tail_calls_between_instances_take_no_stack) {
  Session session;
  session.names["a"] = &session.exports(R"((module (memory 1) (table (export "t") 1 funcref)
    (func (export "f") (param i32 i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
      (return_call_indirect (param i32 i32) (result i32)
        (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 2)) (i32.const 0)))))");
  const auto& b = session.exports(R"((module
    (import "a" "f" (func $f (param i32 i32) (result i32))) (import "a" "t" (table 1 funcref)) (memory 2)
    (elem (i32.const 0) $g)
    (func $g (export "g") (param i32 i32) (result i32)
      (return_call $f (local.get 0) (i32.add (local.get 1) (memory.size))))))");
  EXPECT_EQ(session.call_i32(b, "g", {Value::i32(110'000), Value::i32(0)}), 440'002u);
}

TEST(execute, call_indirect_checks_the_element_then_the_type) {
  const std::string wat = R"((module (table 3 funcref) (elem (i32.const 1) $h)
    (func $h (param i64)) (func (export "f") (param i32) (call_indirect (local.get 0)))))";
  Session session;
  const auto& instance = session.exports(wat);
  const auto call = [&](std::uint32_t i) { return session.call(instance, "f", {Value::i32(i)}); };
  EXPECT_EQ(call(0).words(), "uninitialized element 0");
  EXPECT_EQ(call(1).trap_code(), TrapCode::indirect_call_type_mismatch);
  EXPECT_EQ(call(3).words(), "undefined element 3");
}

TEST(execute, memory_is_looked_at_again_after_a_call_elsewhere) {
  Session session;
  session.names["m"] = &session.exports(R"((module (memory (export "m") 0)
    (func (export "grow") (drop (memory.grow (i32.const 1))))))");
  const auto& instance = session.exports(R"((module
    (import "m" "m" (memory 0)) (import "m" "grow" (func $grow))
    (func (export "f") (result i32)
      (call $grow) (i32.store8 (i32.const 65535) (i32.const 7)) (i32.load8_u (i32.const 65535)))))");
  EXPECT_EQ(session.call_i32(instance, "f"), 7u);
}

TEST(execute, accesses_end_at_the_end_of_memory) {
  const std::string module = R"((module (memory 1) (func (export "f") (param i32) )";
  EXPECT_EQ(trap_of(module + "(drop (i32.load (local.get 0)))))", {Value::i32(65'533)}),
            TrapCode::out_of_bounds_memory_access);
  EXPECT_EQ(trap_of(module + "(drop (i32.load offset=65536 (local.get 0)))))", {Value::i32(0xffffffff)}),
            TrapCode::out_of_bounds_memory_access);
  EXPECT_EQ(trap_of(module + "(i64.store offset=0xffffffff (i32.const -1) (i64.const 1))))", {Value::i32(0)}),
            TrapCode::out_of_bounds_memory_access);
  EXPECT_EQ(trap_of(module + "(i32.store8 (local.get 0) (i32.const 1))))", {Value::i32(65'536)}),
            TrapCode::out_of_bounds_memory_access);
}

TEST(execute, several_memories) {
  EXPECT_EQ(run(R"((module (memory 1) (memory $b 1) (data (memory $b) (i32.const 8) "\2a")
    (func (export "f") (result i32)
      (memory.copy 0 $b (i32.const 1) (i32.const 8) (i32.const 1))
      (i32.store8 $b (i32.const 0) (i32.const 1))
      (i32.add (i32.load8_u (i32.const 1)) (i32.load8_u $b (i32.const 0))))))"),
            43u);
}

TEST(execute, several_results) {
  EXPECT_EQ(run(R"((module
    (func $swap (param i32 i32) (result i32 i32) (local.get 1) (local.get 0))
    (func (export "f") (result i32) (i32.sub (call $swap (i32.const 3) (i32.const 10))))))"),
            7u);
}

TEST(execute, br_table_takes_values_along) {
  const std::string wat = R"((module (func (export "f") (param i32) (result i32)
    (block (result i32) (block (result i32)
      (br_table 0 1 2 (i32.const 10) (local.get 0)))
      (i32.add (i32.const 1)))
    (i32.mul (i32.const 2)))))";
  EXPECT_EQ(run(wat, {Value::i32(0)}), 22u);
  EXPECT_EQ(run(wat, {Value::i32(1)}), 20u);
  EXPECT_EQ(run(wat, {Value::i32(9)}), 10u);
}

TEST(execute, partial_operators_trap) {
  EXPECT_EQ(trap_of(R"((module (func (export "f") (param i32) (drop (i32.div_s (i32.const 1) (local.get 0))))))",
                    {Value::i32(0)}),
            TrapCode::integer_divide_by_zero);
  EXPECT_EQ(trap_of(R"((module (func (export "f") (drop (i32.trunc_f32_s (f32.const nan))))))"),
            TrapCode::invalid_conversion_to_integer);
}

TEST(execute, deeply_nested_blocks) {
  std::string body = "(module (func (export \"f\") (param i32) (result i32) local.get 0";
  for (int i = 0; i < 20'000; ++i) body += " block (param i32) (result i32)";
  for (int i = 0; i < 20'000; ++i) body += " i32.const 1 i32.add local.get 0 br_if 0 end";
  EXPECT_EQ(run(body + "))", {Value::i32(0)}), 20'000u);
  EXPECT_EQ(run(body + "))", {Value::i32(5)}), 20'005u);
}

TEST(execute, frame_beyond_the_limit_is_reported_at_the_call) {
  std::string locals;
  for (int i = 0; i < 40'000; ++i) locals += " v128";
  Session session;
  session.features.set(Feature::simd, true);
  const auto& instance = session.exports("(module (func (export \"f\") (local" + locals + ")))");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(session.call(instance, "f").kind(), Kind::limit);
}

// Host functions

TEST(host_call, values_cross) {
  Session session;
  session.names["sub"] =
      func_alloc(session.store, {{ValKind::i32, ValKind::i32}, {ValKind::i32}}, [](Store&, const Values& args) {
        return Values{Value::i32(static_cast<std::uint32_t>(args[0].low - args[1].low))};
      });
  const auto& instance = session.exports(R"((module
    (import "sub" (func $sub (param i32 i32) (result i32)))
    (func (export "f") (result i32) (i32.add (i32.const 100) (call $sub (i32.const 9) (i32.const 2))))
    (func (export "tail") (result i32) (return_call $sub (i32.const 9) (i32.const 2)))))");
  EXPECT_EQ(session.call_i32(instance, "f"), 107u);
  EXPECT_EQ(session.call_i32(instance, "tail"), 7u);
}

TEST(host_call, traps_stop_the_caller) {
  Session session;
  session.names["stop"] = func_alloc(
      session.store, {}, [](Store&, const Values&) { return Outcome::trap(TrapCode::host_trap, "stopped"); });
  const auto& instance = session.exports("(module (import \"stop\" (func $stop)) (func (export \"f\") (call $stop)))");
  const Outcome outcome = session.call(instance, "f");
  EXPECT_EQ(outcome.kind(), Kind::trap);
  EXPECT_EQ(outcome.trap_code(), TrapCode::host_trap);
  EXPECT_EQ(outcome.words(), "stopped");
}

TEST(host_call, results_of_wrong_types_trap) {
  Session session;
  session.names["h"] =
      func_alloc(session.store, {{}, {ValKind::i32}}, [](Store&, const Values&) { return Values{Value::i64(1)}; });
  const auto& instance =
      session.exports("(module (import \"h\" (func $h (result i32))) (func (export \"f\") (drop (call $h))))");
  EXPECT_EQ(session.call(instance, "f").trap_code(), TrapCode::host_trap);
}

// A host function that calls back leaves the operands of its caller alone.
TEST(host_call, may_call_back) {
  Session session;
  const InstanceValue* self = nullptr;
  session.names["again"] =
      func_alloc(session.store, {{ValKind::i32}, {ValKind::i32}}, [&self](Store& store, const Values& args) {
        const FuncInst& f = *std::get<FuncInst*>(*instance_export(*self, "f"));
        return func_invoke(store, f, args);
      });
  self = &session.exports(R"((module (import "again" (func $again (param i32) (result i32)))
    (func (export "f") (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
      (i32.add (local.get 0) (call $again (i32.sub (local.get 0) (i32.const 1)))))))");
  EXPECT_EQ(session.call_i32(*self, "f", {Value::i32(8)}), 36u);
}

TEST(host_call, recursion_through_hosts_is_bounded) {
  Session session;
  const InstanceValue* self = nullptr;
  session.names["again"] = func_alloc(session.store, {}, [&self](Store& store, const Values&) {
    const FuncInst& f = *std::get<FuncInst*>(*instance_export(*self, "f"));
    return func_invoke(store, f, {});
  });
  self = &session.exports("(module (import \"again\" (func $again)) (func (export \"f\") (call $again)))");
  EXPECT_EQ(session.call(*self, "f").kind(), Kind::limit);
  EXPECT_EQ(session.call(*self, "f").code(), "limit-nested-executions");
}

// Each execution but the last one begins another.
TEST(host_call, nests_as_deep_as_is_allowed) {
  for (const std::uint64_t most : {0u, 1u, 5u}) {
    ImplementationLimits limits;
    limits.nested_executions = most;
    Session session(limits);
    const InstanceValue* self = nullptr;
    session.names["again"] =
        func_alloc(session.store, {{ValKind::i32}, {ValKind::i32}}, [&self](Store& store, const Values& args) {
          return func_invoke(store, *std::get<FuncInst*>(*instance_export(*self, "f")), args);
        });
    self = &session.exports(R"((module (import "again" (func $again (param i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (call $again (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 7))))))");
    const auto executions = static_cast<std::uint32_t>(most);
    if (most > 0) {
      EXPECT_EQ(session.call_i32(*self, "f", {Value::i32(executions - 1)}), 7u);
    }
    const Outcome outcome = session.call(*self, "f", {Value::i32(executions)});
    EXPECT_EQ(outcome.kind(), Kind::limit);
    EXPECT_EQ(outcome.words(),
              "too many executions in each other: more than " + std::to_string(most) + " (--limit nested_executions)");
  }
}

// The stack is put back where a host function throws.
TEST(host_call, exceptions_of_the_host_pass_through) {
  Session session;
  session.names["throw"] =
      func_alloc(session.store, {}, [](Store&, const Values&) -> Outcome { throw std::runtime_error("host"); });
  const auto& instance = session.exports(
      "(module (import \"throw\" (func $t)) (func (export \"f\") (call $t)) (func (export \"g\") (result i32) "
      "(i32.const 3)))");
  for (int i = 0; i < 300; ++i) EXPECT_THROW((void)session.call(instance, "f"), std::runtime_error);
  EXPECT_EQ(session.call_i32(instance, "g"), 3u);
}

}  // namespace
}  // namespace modlink
