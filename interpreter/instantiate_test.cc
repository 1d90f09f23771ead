#include "interpreter/instantiate.h"

#include <chrono>

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

// A module that takes another and exports a nested one which closes over it (D15).
const std::string capturing = R"((module $P
  (import "M" (module $M (export "f" (func (result i32)))))
  (module $N
    (alias outer $P $M (module $M))
    (instance $m (instantiate $M))
    (alias $m "f" (func $f))
    (func (export "f") (result i32) (call $f)))
  (export "N" (module $N))))";

const std::string two_modules = R"(
  (module $A (func (export "f") (result i32) (i32.const 1)))
  (module $B (func (export "f") (result i32) (i32.const 2))))";

TEST(instantiate, captures_of_one_nested_module_stay_apart) {
  Session session;
  const InstanceValue& instance = session.exports("(module " + two_modules + capturing + R"(
    (instance $a (instantiate $P (import "M" (module $A))))
    (instance $b (instantiate $P (import "M" (module $B))))
    (alias $a "N" (module $NA))
    (alias $b "N" (module $NB))
    (instance $nb (instantiate $NB))
    (instance $na (instantiate $NA))
    (alias $na "f" (func $fa))
    (alias $nb "f" (func $fb))
    (export "a" (func $fa))
    (export "b" (func $fb))))");
  EXPECT_EQ(session.call_i32(instance, "a"), 1u);
  EXPECT_EQ(session.call_i32(instance, "b"), 2u);
}

// The same through the host: module values are exported, passed on and instantiated later.
TEST(instantiate, captures_survive_the_host) {
  Session session;
  const InstanceValue& modules =
      session.exports("(module" + two_modules + R"((export "A" (module $A)) (export "B" (module $B))))");
  session.names["M"] = *modules.find("A");
  const ExternVal of_a = *session.exports(capturing).find("N");
  session.names["M"] = *modules.find("B");
  const ExternVal of_b = *session.exports(capturing).find("N");
  const Outcome a = session.instantiate(*std::get<const ModuleValue*>(of_a));
  const Outcome b = session.instantiate(*std::get<const ModuleValue*>(of_b));
  EXPECT_EQ(session.call_i32(*a.instance().exports, "f"), 1u);
  EXPECT_EQ(session.call_i32(*b.instance().exports, "f"), 2u);
}

TEST(instantiate, outer_aliases_reach_through_levels) {
  Session session;
  const InstanceValue& instance = session.exports(R"((module $TOP
    (module $LEAF (func (export "f") (result i32) (i32.const 5)))
    (module $L1
      (module $L2
        (module $L3
          (alias outer $TOP $LEAF (module $M))
          (instance $m (instantiate $M))
          (alias $m "f" (func $f))
          (export "f" (func $f)))
        (instance $l3 (instantiate $L3))
        (export $l3))
      (instance $l2 (instantiate $L2))
      (export $l2))
    (instance $l1 (instantiate $L1))
    (export $l1)))");
  EXPECT_EQ(session.call_i32(instance, "f"), 5u);
}

TEST(instantiate, each_instance_has_its_own_state) {
  Session session;
  const InstanceValue& instance = session.exports(R"((module
    (module $COUNTER
      (global $n (mut i32) (i32.const 0))
      (func (export "next") (result i32)
        (global.set $n (i32.add (global.get $n) (i32.const 1)))
        (global.get $n)))
    (instance $a (instantiate $COUNTER))
    (instance $b (instantiate $COUNTER))
    (alias $a "next" (func $a))
    (alias $b "next" (func $b))
    (export "a" (func $a))
    (export "b" (func $b))))");
  EXPECT_EQ(session.call_i32(instance, "a"), 1u);
  EXPECT_EQ(session.call_i32(instance, "a"), 2u);
  EXPECT_EQ(session.call_i32(instance, "b"), 1u);
}

// The subtype's export is found by name, not by the supertype's position (D17).
TEST(instantiate, lookup_after_subsumption_is_by_name) {
  Session session;
  const InstanceValue& modules = session.exports(R"((module
    (module $M
      (func (export "x") (result i32) (i32.const 10))
      (func (export "third") (result i32) (i32.const 3))
      (func (export "more") (result i32) (i32.const 99))
      (func (export "y") (result i32) (i32.const 20)))
    (export "M" (module $M))))");
  session.names["M"] = *modules.find("M");
  const InstanceValue& instance = session.exports(R"((module
    (import "M" (module $M
      (export "y" (func (result i32)))
      (export "x" (func (result i32)))
      (export "third" (func (result i32)))))
    (instance $m (instantiate $M))
    (export $m)))");
  EXPECT_EQ(session.call_i32(instance, "third"), 3u);
  EXPECT_EQ(session.call_i32(instance, "y"), 20u);
  EXPECT_EQ(session.call_i32(instance, "x"), 10u);
}

// Arguments bind by name, in any order; superfluous ones are ignored (D2).
TEST(instantiate, arguments_are_named) {
  Session session;
  const InstanceValue& instance = session.exports(R"((module
    (module $ONE (func (export "f") (result i32) (i32.const 1)))
    (module $TWO (func (export "f") (result i32) (i32.const 2)))
    (module $SUB
      (import "a" (func $a (result i32)))
      (import "b" (func $b (result i32)))
      (func (export "sub") (result i32) (i32.sub (call $a) (call $b))))
    (instance $one (instantiate $ONE))
    (instance $two (instantiate $TWO))
    (alias $one "f" (func $f1))
    (alias $two "f" (func $f2))
    (instance $sub (instantiate $SUB
      (import "b" (func $f1)) (import "none" (instance $one)) (import "a" (func $f2))))
    (export $sub)))");
  EXPECT_EQ(session.call_i32(instance, "sub"), 1u);
}

// A host memory that instances write to, to see what ran and in which order.
struct Trace {
  explicit Trace(Session& session) : memory(memory_alloc(session.store, {AddrType::i32, {1, {}}})) {
    session.names["mem"] = memory;
  }
  std::string text() const { return reinterpret_cast<const char*>(memory->memory.base()); }

  MemoryInst* memory;
};

// Adds a letter at the end of the trace, in its start function.
std::string tracer(const std::string& name, const std::string& letter, const std::string& more = "") {
  return "(module " + name + R"((import "mem" (memory 1))
    (func $start (local $i i32)
      (loop $l
        (if (i32.load8_u (local.get $i))
          (then (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $l))))
      (i32.store8 (local.get $i) (i32.const )" +
         letter + ")) " + more + ") (start $start))";
}

// Depth first, each complete before the next; the parent's own definitions come last (D13).
TEST(instantiate, order_is_depth_first) {
  Session session;
  const Trace trace(session);
  session.exports(R"((module (import "mem" (memory $mem 1)))" + tracer("$A", "0x61") + tracer("$B", "0x62") + R"(
    (module $PAIR
      (import "mem" (memory $mem 1))
      )" + tracer("$C", "0x63") +
                  tracer("$D", "0x64") + R"(
      (instance (instantiate $C (import "mem" (memory $mem))))
      (instance (instantiate $D (import "mem" (memory $mem))))
      (data (i32.const 3) "P"))
    (instance (instantiate $A (import "mem" (memory $mem))))
    (instance (instantiate $PAIR (import "mem" (memory $mem))))
    (instance (instantiate $B (import "mem" (memory $mem))))
    (data (i32.const 0) "X")))");
  EXPECT_EQ(trace.text(), "XcdPb");
}

// A trap stops there; what was written stays (D13).
TEST(instantiate, trap_half_way_keeps_what_was_written) {
  Session session;
  const Trace trace(session);
  const Outcome outcome = session.instantiate(R"((module (import "mem" (memory $mem 1)))" + tracer("$A", "0x61") +
                                              tracer("$B", "0x62", "(unreachable)") + tracer("$C", "0x63") + R"(
    (instance (instantiate $A (import "mem" (memory $mem))))
    (instance (instantiate $B (import "mem" (memory $mem))))
    (instance (instantiate $C (import "mem" (memory $mem))))
    (data (i32.const 10) "X")))");
  EXPECT_EQ(outcome.kind(), Outcome::Kind::trap);
  EXPECT_EQ(outcome.trap_code(), TrapCode::unreachable);
  EXPECT_EQ(outcome.message(), "unreachable (in function $start)");
  EXPECT_EQ(trace.text(), "ab");
  EXPECT_EQ(trace.memory->memory.base()[10], 0);
}

TEST(instantiate, ten_levels) {
  std::string inner = R"((func (export "f") (result i32) (i32.const 42)))";
  for (int i = 0; i < 10; ++i) inner = "(module $M " + inner + ") (instance $m (instantiate $M)) (export $m)";
  Session session;
  EXPECT_EQ(session.call_i32(session.exports("(module " + inner + ")"), "f"), 42u);
}

// `levels` modules beside each other, each of which instantiates the one before it `times` times.
std::string tower(int levels, int times) {
  std::string wat = "(module $TOP (module $M0)";
  for (int i = 1; i <= levels; ++i) {
    const std::string before = "$M" + std::to_string(i - 1);
    wat += "(module $M" + std::to_string(i) + " (alias outer $TOP " + before + " (module $M))";
    for (int j = 0; j < times; ++j) wat += "(instance (instantiate $M))";
    wat += ")";
  }
  return wat + "(instance (instantiate $M" + std::to_string(levels) + ")))";
}

TEST(instantiate, exponential_instances_are_a_limit) {
  Session session;
  const auto begin = std::chrono::steady_clock::now();
  const Outcome outcome = session.instantiate(tower(40, 2));
  EXPECT_EQ(outcome.kind(), Outcome::Kind::limit);
  EXPECT_EQ(outcome.message(), "more than 100000 instances created by one instantiation (--limit instantiations)");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

// Instances nest deeper than the text does, and do not use up the native stack.
TEST(instantiate, instances_nest_thousands_deep) {
  Session session;
  EXPECT_EQ(session.instantiate(tower(9000, 1)).kind(), Outcome::Kind::done);
}

TEST(instantiate, large_modules_cannot_be_multiplied) {
  ImplementationLimits limits;
  limits.instantiated_definitions = 1000;
  Session session(limits);
  std::string module = "(module $M";
  for (int i = 0; i < 100; ++i) module += "(func)";
  std::string wat = "(module " + module + ")";
  for (int i = 0; i < 20; ++i) wat += "(instance (instantiate $M))";
  const Outcome outcome = session.instantiate(wat + ")");
  EXPECT_EQ(outcome.kind(), Outcome::Kind::limit);
  EXPECT_EQ(
      outcome.message(),
      "more than 1000 definitions of the instances created by one instantiation (--limit instantiated_definitions)");
}

// What is said about a module that holds `inner` and instantiates it three times.
std::string three_times(const ImplementationLimits& limits, const std::string& inner) {
  Session session(limits);
  const std::string instance = "(instance (instantiate $M))";
  const Outcome outcome =
      session.instantiate("(module (module $M " + inner + ")" + instance + instance + instance + ")");
  EXPECT_EQ(outcome.kind(), Outcome::Kind::limit);
  return outcome.message();
}

TEST(instantiate, memories_elements_and_bytes_cannot_be_multiplied) {
  ImplementationLimits limits;
  limits.instantiated_memories = 2;
  EXPECT_EQ(three_times(limits, "(memory 1)"),
            "more than 2 memories created by one instantiation (--limit instantiated_memories)");
  limits = {};
  limits.instantiated_elements = 25;
  limits.instantiated_bytes = 25;
  EXPECT_EQ(
      three_times(limits, "(table 10 funcref)"),
      "more than 25 elements of the tables and segments created by one instantiation (--limit instantiated_elements)");
  EXPECT_EQ(three_times(limits, R"((memory 1) (data (i32.const 0) "0123456789"))"),
            "more than 25 bytes that the data segments of one instantiation write (--limit instantiated_bytes)");
}

TEST(instantiate, constant_expressions_cannot_be_multiplied) {
  ImplementationLimits limits;
  limits.instantiated_constants = 17;
  const std::string message =
      "more than 17 instructions of constant expressions that one instantiation runs (--limit instantiated_constants)";
  const std::string sum = "(i32.add (i32.const 1) (i32.add (i32.const 2) (i32.const 3)))";
  EXPECT_EQ(three_times(limits, "(global i32 " + sum + ") (global i32 (i32.const 1))"), message);
  EXPECT_EQ(three_times(limits, "(memory 1) (data (offset " + sum + "))"), message);
  EXPECT_EQ(three_times(limits, "(table 1 i31ref) (elem (i32.const 0) i31ref (item (ref.i31 " + sum + ")))"), message);
  // So are the bytes of what they make.
  EXPECT_EQ(three_times(limits, "(type $a (array i64)) (global (ref $a) (array.new_default $a (i32.const 50)))"),
            message);
  Session session(limits);
  EXPECT_EQ(session.instantiate("(module (global i32 " + sum + ") (global i32 " + sum + "))").kind(),
            Outcome::Kind::done);
}

std::string sum_of(int terms, const std::string& term) {
  std::string result = term;
  for (int i = 1; i < terms; ++i) result = "(i32.add " + result + " " + term + ")";
  return result;
}

TEST(instantiate, long_constants_that_cannot_differ_are_computed_once) {
  ImplementationLimits limits;
  limits.instantiated_constants = 100;
  const std::string sum = sum_of(40, "(i32.const 2)");
  const std::string instance = "(instance (instantiate $M))";
  Session session(limits);
  const InstanceValue& exports = session.exports(
      "(module (module $M (global (export \"g\") i32 " + sum + ") (memory 1) (data (offset " +
      sum_of(3, "(i32.const 1)") + ")))" + instance + instance +
      "(instance $i (instantiate $M)) (func (export \"f\") (result i32) (global.get (global $i \"g\"))))");
  EXPECT_EQ(session.call_i32(exports, "f"), 80u);
}

TEST(instantiate, constants_of_what_an_instance_has_are_computed_for_each) {
  const std::string sum = sum_of(40, "(global.get 0)");
  Session session;
  const InstanceValue& exports = session.exports(R"((module
    (module $N (global (export "n") i32 (i32.const 1)))
    (module $P (global (export "n") i32 (i32.const 3)))
    (module $M (import "n" (global i32)) (global (export "g") i32 )" +
                                                 sum + R"())
    (instance $n (instantiate $N))
    (instance $p (instantiate $P))
    (instance $a (instantiate $M (import "n" (global $n "n"))))
    (instance $b (instantiate $M (import "n" (global $p "n"))))
    (func (export "a") (result i32) (global.get (global $a "g")))
    (func (export "b") (result i32) (global.get (global $b "g")))))");
  EXPECT_EQ(session.call_i32(exports, "a"), 40u);
  EXPECT_EQ(session.call_i32(exports, "b"), 120u);
  ImplementationLimits limits;
  limits.instantiated_constants = 200;
  EXPECT_EQ(three_times(limits, "(global i32 (i32.const 1)) (global i32 " + sum + ")"),
            "more than 200 instructions of constant expressions that one instantiation runs (--limit "
            "instantiated_constants)");
}

}  // namespace
}  // namespace modlink
