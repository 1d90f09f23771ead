// Fuel: one unit for each instruction of the abstract syntax. spec: syntax/instructions
#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

class fuel : public ::testing::Test {
 protected:
  void load(const std::string& fields) {
    session.features.set(Feature::legacy_exceptions, true);
    instance = &session.exports("(module (global $g (export \"g\") (mut i32) (i32.const 0)) " + fields + ")");
  }
  Outcome run(std::uint64_t units) {
    global_write(session.store, global(), Value::i32(0));
    session.store.set_fuel(units);
    return session.call(*instance, "f");
  }
  // What a run takes that has enough.
  std::uint64_t cost() {
    const Outcome outcome = run(1'000'000);
    EXPECT_EQ(outcome.kind(), Kind::done) << outcome.message();
    return 1'000'000 - *session.store.fuel();
  }
  std::uint64_t cost(const std::string& fields) {
    load(fields);
    return cost();
  }
  GlobalInst& global() { return *std::get<GlobalInst*>(*instance_export(*instance, "g")); }
  std::uint64_t seen() { return global_read(global()).low; }

  Session session{{}, std::make_shared<TypeStore>(), {1'000'000}};
  const InstanceValue* instance = nullptr;
};

std::string f(const std::string& body) { return "(func $f (export \"f\") " + body + ")"; }

TEST_F(fuel, each_instruction_takes_one) {
  EXPECT_EQ(cost(f("")), 0u);
  EXPECT_EQ(cost(f("nop nop")), 2u);
  EXPECT_EQ(cost(f("(drop (i32.add (i32.const 1) (i32.const 2)))")), 4u);
  EXPECT_EQ(cost(f("(local i32) (local.set 0 (i32.add (local.get 0) (i32.const 2)))")), 4u);
  EXPECT_EQ(cost(f("(block (block))")), 2u);
  EXPECT_EQ(cost(f("(return)")), 1u);
  EXPECT_EQ(cost("(func $h (drop (i32.const 1)))" + f("(call $h) (call $h)")), 6u);
  EXPECT_EQ(cost("(func $h (param i32)) " + f("(return_call $h (i32.const 1))")), 2u);
  EXPECT_EQ(cost("(memory 1) " + f("(i32.store8 offset=3 (i32.const 1) (i32.const 2))")), 3u);
}

TEST_F(fuel, only_what_is_executed) {
  EXPECT_EQ(cost(f("(if (i32.const 1) (then nop) (else nop nop nop))")), 3u);
  EXPECT_EQ(cost(f("(if (i32.const 0) (then nop) (else nop nop nop))")), 5u);
  EXPECT_EQ(cost(f("(block (br 0) nop nop)")), 2u);
  EXPECT_EQ(cost(f("(block (br_table 0 0 (i32.const 7)) nop)")), 3u);
  EXPECT_EQ(cost("(tag $t) " + f("(block $h (try_table (catch $t $h) nop (throw $t) nop) nop)")), 4u);
  EXPECT_EQ(cost("(tag $t) " + f("(try (do nop (throw $t) nop) (catch $t nop nop))")), 5u);
}

// The continuation of its label is the loop itself. spec: exec/instructions, loop
TEST_F(fuel, a_loop_is_executed_again_each_time) {
  const char* counted = R"((local $i i32)
    (loop $l (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10)))))";
  EXPECT_EQ(cost(f(counted)), 10u * 8u);
}

TEST_F(fuel, host_functions_and_initialisation_take_none) {
  session.names["h"] =
      HostModule(session.store).func("h", {}, [](Store&, const Values&) { return Values{}; }).instance();
  const auto& other = session.exports(R"((module (import "h" "h" (func $h)) (memory 1) (data (i32.const 0) "x")
    (global i32 (i32.add (i32.const 1) (i32.const 2))) (func $s nop nop) (start $s) (func (export "f") (call $h))))");
  EXPECT_EQ(session.store.fuel(), 1'000'000u - 2);
  EXPECT_EQ(session.call(other, "f").kind(), Kind::done);
  EXPECT_EQ(session.store.fuel(), 1'000'000u - 3);
}

// Each of these sets the global to a number that says how many instructions were executed before that: with less, it is
// not set.
TEST_F(fuel, ends_exactly_before_what_there_is_none_for) {
  const char* bodies[] = {
      "(global.set $g (i32.const 1)) (global.set $g (i32.const 3)) (global.set $g (i32.const 5))",
      "(global.set $g (i32.const 1)) (call $h) (global.set $g (i32.const 6))",
      "(global.set $g (i32.const 1)) (block (br_if 0 (i32.const 1)) unreachable) (global.set $g (i32.const 6))",
      "(if (i32.load (i32.const 0)) (then unreachable) (else (global.set $g (i32.const 4))))",
  };
  for (const char* body : bodies) {
    load("(memory 1) (func $h (local i32) (local.set 0 (i32.const 3)))" + f(body));
    const std::uint64_t all = cost();
    std::uint64_t before = 0;
    for (std::uint64_t units = 0; units < all; ++units) {
      EXPECT_EQ(run(units).kind(), Kind::out_of_fuel) << body << " with " << units;
      EXPECT_EQ(session.store.fuel(), 0u);
      EXPECT_LT(seen(), units == 0 ? 1 : units) << body;
      EXPECT_GE(seen(), before) << body;
      before = seen();
    }
    EXPECT_EQ(run(all).kind(), Kind::done) << body;
    EXPECT_GT(seen(), before) << body;
    EXPECT_EQ(seen(), all - 1) << body;
  }
}

TEST_F(fuel, what_traps_is_paid_for) {
  load("(memory 1) " + f("nop (drop (i32.load (i32.const -1))) nop nop"));
  EXPECT_EQ(run(10).trap_code(), TrapCode::out_of_bounds_memory_access);
  EXPECT_EQ(session.store.fuel(), 7u);
  EXPECT_EQ(run(3).trap_code(), TrapCode::out_of_bounds_memory_access);
  EXPECT_EQ(run(2).kind(), Kind::out_of_fuel);
}

TEST_F(fuel, an_execution_without_end_ends) {
  load("(func $g (call $g)) (func $t (export \"t\") (return_call $t))" + f("(loop (br 0))"));
  EXPECT_EQ(run(1'000'000).message(), "out of fuel (in function $f)");
  session.store.set_fuel(1'000'000);
  EXPECT_EQ(session.call(*instance, "t").kind(), Kind::out_of_fuel);
}

TEST_F(fuel, none_is_counted_unless_the_store_is_metered) {
  Session plain;
  EXPECT_EQ(plain.store.fuel(), std::nullopt);
  EXPECT_EQ(plain.call_i32(plain.exports("(module (func (export \"f\") (result i32) (i32.const 3)))"), "f"), 3u);
}

}  // namespace
}  // namespace modlink
