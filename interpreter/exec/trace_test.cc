// Where executions stopped. spec: exec/runtime, Activation Frames
#include "interpreter/exec/trace.h"

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

class trace : public ::testing::Test {
 protected:
  trace() {
    for (const Feature feature : available_features()) session.features.set(feature, true);
  }
  std::string stack(const std::string& wat) { return describe(session.call(session.exports(wat), "f").stack()); }

  Session session;
};

TEST_F(trace, names_functions_places_and_instances) {
  EXPECT_EQ(stack(R"((module $top
  (module $M
    (module $N (func $n (export "n")
      unreachable))
    (instance $inner (instantiate $N))
    (alias $inner "n" (func $n))
    (func (export "m") (call $n)))
  (instance $libc (instantiate $M))
  (alias $libc "m" (func $m))
  (func $f (export "f")
    (drop (i32.const 0))
    (call $m))))"),
            "\n  at function 0 $n, test.wat:4:7, instance $libc/$inner"
            "\n  at function 1 (export \"m\"), test.wat:7:25, instance $libc"
            "\n  at function 1 $f, test.wat:12:6");
}

// Whatever instructions became one operation.
TEST_F(trace, finds_the_instruction) {
  const auto place = [&](const std::string& body) {
    const std::string text =
        stack("(module (memory 1) (table 1 funcref) (func $f (export \"f\") (local i32 i64)\n" + body + "))");
    return text.substr(text.find("wat:") + 4);
  };
  EXPECT_EQ(place("local.get 0\ni32.const 4\ni32.add\ni32.load8_u offset=65535\ndrop"), "5:1");
  EXPECT_EQ(place("i32.const 1\ni32.const 0\ni32.div_u\nlocal.set 0"), "4:1");
  EXPECT_EQ(place("(if (i32.eqz (local.get 0)) (then\nunreachable))"), "3:1");
  EXPECT_EQ(place("(loop (local.set 0 (i32.add (local.get 0) (i32.const 1)))\n"
                  "(br_if 0 (i32.ne (local.get 0) (i32.const 9)))\n(call_indirect (local.get 0)))"),
            "4:2");
  EXPECT_EQ(place("(i64.store offset=65530 (local.get 0)\n(local.get 1))"), "2:2");
}

TEST_F(trace, goes_on_above_host_functions) {
  session.names["h"] = HostModule(session.store)
                           .func("h", {},
                                 [](Store& store, const Values&) {
                                   const ModuleInst* const caller = engine_of(store).machine().caller();
                                   const FuncInst* const inner =
                                       std::get<FuncInst*>(*instance_export(*caller->exports, "inner"));
                                   return func_invoke(store, *inner, {});
                                 })
                           .instance();
  EXPECT_EQ(stack(R"((module (import "h" "h" (func $h)) (func $inner (export "inner") unreachable)
    (func $f (export "f") (call $h))))"),
            "\n  at function 1 $inner, test.wat:1:66\n  at function 2 $f, test.wat:2:28");
}

TEST_F(trace, of_exceptions_is_where_they_were_thrown) {
  EXPECT_EQ(stack(R"((module (tag $e) (tag $other) (func $g (throw $e))
    (func $f (export "f") (block $l (try_table (catch $other $l) (call $g))))))"),
            "\n  at function 0 $g, test.wat:1:41\n  at function 1 $f, test.wat:2:67");
}

TEST_F(trace, of_deep_stacks_has_an_end) {
  const auto& instance = session.exports("(module (func $f (export \"f\") (call $f)))");
  const Outcome outcome = session.call(instance, "f");
  EXPECT_EQ(outcome.stack().frames.size(), StackTrace::most_frames);
  EXPECT_EQ(outcome.stack().outermost.size(), StackTrace::most_outermost);
  EXPECT_EQ(outcome.stack().left_out, 100'001u - StackTrace::most_frames - StackTrace::most_outermost);
  EXPECT_EQ(
      describe(outcome.stack()),
      "\n  at function 0 $f, test.wat:1:32 (32 times)\n  … 99961 more\n  at function 0 $f, test.wat:1:32 (8 times)");
}

// The function that began it all is there, however deep the stack is below it.
TEST_F(trace, of_deep_stacks_has_the_outermost) {
  for (const int depth : {30, 31, 38, 39, 100}) {
    const std::string begin =
        "(module (func $f (param i32) (if (i32.eqz (local.get 0)) (then (unreachable)))\n"
        "(call $f (i32.sub (local.get 0) (i32.const 1))))\n(func (export \"f\") (call $f (i32.const ";
    const std::string text = stack(begin + std::to_string(depth) + "))))");
    const std::string end = "\n  at function 1 (export \"f\"), test.wat:3:21";
    EXPECT_EQ(text.substr(text.size() - end.size()), end) << depth;
    const std::string folded = "\n  at function 0 $f, test.wat:1:65\n  at function 0 $f, test.wat:2:2 (";
    const std::string rest = depth < 39 ? std::to_string(depth) + " times)"
                                        : "31 times)\n  … " + std::to_string(depth - 38) +
                                              " more\n  at function 0 $f, test.wat:2:2 (7 times)";
    EXPECT_EQ(text, folded + rest + end);
  }
}

// A program that recurses several times, one recursion below the other, through the host.
TEST_F(trace, of_deep_stacks_counts_frames_above_host_functions) {
  session.names["h"] = HostModule(session.store)
                           .func("h", {},
                                 [](Store& store, const Values&) {
                                   const ModuleInst* const caller = engine_of(store).machine().caller();
                                   return func_invoke(store, *std::get<FuncInst*>(*caller->exports->find("deep")),
                                                      {Value::i32(0), Value::i32(50)});
                                 })
                           .instance();
  const auto& instance = session.exports(R"((module (import "h" "h" (func $h))
    (func $deep (export "deep") (param $again i32) (param i32)
      (if (i32.eqz (local.get 1)) (then (if (local.get $again) (then (call $h))) (unreachable)))
      (call $deep (local.get $again) (i32.sub (local.get 1) (i32.const 1))))
    (func (export "f") (call $deep (i32.const 1) (i32.const 50)))))");
  const Outcome outcome = session.call(instance, "f");
  EXPECT_EQ(outcome.stack().frames.size() + outcome.stack().left_out + outcome.stack().outermost.size(), 103u);
  EXPECT_EQ(describe(outcome.stack()).substr(describe(outcome.stack()).rfind("\n")),
            "\n  at function 2 (export \"f\"), test.wat:5:25");
}

TEST_F(trace, folds_functions_that_call_each_other) {
  EXPECT_EQ(stack(R"((module
  (func $even (call $odd))
  (func $odd (call $even))
  (func $f (export "f") (call $even))))"),
            "\n  at function 1 $odd, test.wat:3:15\n  at function 0 $even, test.wat:2:16 (these 2 frames 16 times)"
            "\n  … 99961 more"
            "\n  at function 0 $even, test.wat:2:16\n  at function 1 $odd, test.wat:3:15 (these 2 frames 3 times)"
            "\n  at function 0 $even, test.wat:2:16\n  at function 2 $f, test.wat:4:26");
}

TEST_F(trace, says_which_instance_of_the_host) {
  const ModuleValue module{session.compile(R"((module
    (module $M (func (export "f") unreachable)) (instance $m (instantiate $M))
    (alias $m "f" (func $f)) (func (export "f") (call $f))))")};
  const Outcome outcome = module_instantiate(
      session.store, module, [](const Name&) { return std::nullopt; }, "$A");
  EXPECT_EQ(describe(session.call(*outcome.instance().exports, "f").stack()),
            "\n  at function 0 (export \"f\"), test.wat:2:35, instance $A/$m"
            "\n  at function 1 (export \"f\"), test.wat:3:50, instance $A");
}

// What instantiation does outside of functions.
TEST_F(trace, of_instantiation_has_the_definition) {
  const auto ending = [](const std::string& wat, ImplementationLimits limits = {}) {
    Session limited(limits);
    const Outcome outcome = limited.instantiate(wat);
    return outcome.message() + describe(outcome.stack());
  };
  EXPECT_EQ(ending("(module (memory 1)\n(data \"\")\n(data $greeting (i32.const 65534) \"hello\"))"),
            "out of bounds memory access: 5 bytes at 65534 of 65536 (in data segment $greeting)"
            "\n  at data segment 1 $greeting, test.wat:3:1");
  EXPECT_EQ(ending("(module (module $M (table 3 funcref)\n(elem (i32.const 4) func))\n(instance $m (instantiate $M)))"),
            "out of bounds table access: 0 elements at 4 of 3 (in elem segment 0)"
            "\n  at elem segment 0, test.wat:2:1, instance $m");
  ImplementationLimits limits;
  limits.table_elements = 9;
  EXPECT_EQ(ending("(module (table 1 funcref)\n(table (export \"t\") 10 funcref))", limits),
            "table of 10 elements: at most 9 (--limit table_elements)\n  at table 1 (export \"t\"), test.wat:2:1");
  limits.memory_bytes = 65536;
  EXPECT_EQ(ending("(module (module $M\n(memory $big 2))\n(instance (instantiate $M)))", limits),
            "memory of 2 pages: out of memory, or more than 65536 bytes (--limit memory_bytes)"
            "\n  at memory 0 $big, test.wat:2:1, instance 0");
  limits.instantiated_memories = 1;
  EXPECT_EQ(
      ending("(module (module $M\n(memory 1)) (instance $a (instantiate $M)) (instance $b (instantiate $M)))", limits),
      "more than 1 memories created by one instantiation (--limit instantiated_memories)"
      "\n  at memory 0, test.wat:2:1, instance $b");
  limits.instantiations = 2;
  EXPECT_EQ(
      ending("(module (module $M) (instance $a (instantiate $M))\n(instance $b (instantiate $M)))", limits),
      "more than 2 instances created by one instantiation (--limit instantiations)\n  at instance 1 $b, test.wat:2:1");
}

TEST_F(trace, of_what_had_no_fuel_is_the_instruction_it_had_none_for) {
  Session metered({}, std::make_shared<TypeStore>(), {100});
  const auto& instance = metered.exports("(module (func $f (export \"f\")\nnop\nnop\n(drop\n(i32.const 1))\nnop))");
  const char* places[] = {"2:1", "3:1", "5:2", "4:2", "6:1"};
  for (std::uint64_t units = 0; units < std::size(places); ++units) {
    metered.store.set_fuel(units);
    const Outcome outcome = metered.call(instance, "f");
    ASSERT_EQ(outcome.kind(), Kind::out_of_fuel);
    EXPECT_EQ(describe(outcome.stack()), std::string("\n  at function 0 $f, test.wat:") + places[units]) << units;
  }
}

TEST_F(trace, of_too_large_a_frame_has_its_function) {
  std::string locals;
  for (int i = 0; i < 40'000; ++i) locals += " v128";
  const auto& instance = session.exports("(module (func $g (local" + locals + ")) (func (export \"f\") (call $g)))");
  const Outcome outcome = session.call(instance, "f");
  ASSERT_EQ(outcome.stack().frames.size(), 2u);
  EXPECT_EQ(outcome.message(), "a frame of more than 65535 slots (in function $g)");
}

// Of each form that an access may have: the bytes or elements, the first of them, and how many there are.
TEST_F(trace, of_accesses_out_of_bounds_has_the_bounds) {
  struct {
    const char* body;
    Access access;
  } rows[] = {
      {"(drop (i32.load (i32.const 65533)))", {65533, 4, 65536}},
      {"(drop (i64.load16_s offset=2 (local.get $p)))", {65536, 2, 65536}},
      {"(drop (i32.load offset=70000 (local.get $p)))", {135534, 4, 65536}},
      {"(drop (i32.load8_u (i32.add (local.get $p) (i32.const 3))))", {65537, 1, 65536}},
      {"(drop (i32.load8_u $b (local.get $p)))", {65534, 1, 0}},
      {"(i64.store (local.get $p) (i64.const 1))", {65534, 8, 65536}},
      {"(i64.store offset=1 (local.get $p) (local.get $q))", {65535, 8, 65536}},
      {"(i64.store32 offset=70000 (local.get $p) (local.get $q))", {135534, 4, 65536}},
      {"(i64.store (i32.const 65530) (local.get $q))", {65530, 8, 65536}},
      {"(i64.store (i32.add (local.get $p) (i32.const 3)) (local.get $q))", {65537, 8, 65536}},
      {"(i64.store offset=2 (i32.add (local.get $p) (i32.const 3)) (i64.const 1))", {65539, 8, 65536}},
      {"(i32.store8 $b (local.get $p) (i32.const 1))", {65534, 1, 0}},
      {"(drop (v128.load32_splat offset=3 (local.get $p)))", {65537, 4, 65536}},
      {"(v128.store (local.get $p) (v128.const i64x2 0 0))", {65534, 16, 65536}},
      {"(drop (i32.atomic.load offset=2 (local.get $p)))", {65536, 4, 65536}},
      {"(drop (memory.atomic.notify offset=2 (local.get $p) (i32.const 1)))", {65536, 4, 65536}},
      {"(memory.fill (local.get $p) (i32.const 0) (i32.const 3))", {65534, 3, 65536}},
      {"(memory.copy (i32.const 0) (local.get $p) (i32.const 3))", {65534, 3, 65536}},
      {"(memory.copy (local.get $p) (i32.const 0) (i32.const 4))", {65534, 4, 65536}},
      {"(memory.init $d (i32.const 0) (i32.const 1) (i32.const 2))", {1, 2, 2}},
      {"(drop (table.get (local.get $p)))", {65534, 1, 3}},
      {"(table.set (i32.const 3) (ref.null func))", {3, 1, 3}},
      {"(table.fill (i32.const 2) (ref.null func) (i32.const 2))", {2, 2, 3}},
      {"(table.copy (i32.const 0) (i32.const 4) (i32.const 1))", {4, 1, 3}},
      {"(table.init $e (i32.const 0) (i32.const 1) (i32.const 1))", {1, 1, 1}},
  };
  for (const auto& [body, access] : rows) {
    const auto& instance = session.exports(std::string(R"((module (memory 1) (memory $b 0) (table 3 funcref)
      (data $d "ab") (elem $e func $f) (func $f (export "f") (local $p i32) (local $q i64)
        (local.set $p (i32.const 65534)))") +
                                           body + "))");
    const Outcome outcome = session.call(instance, "f");
    ASSERT_TRUE(outcome.access()) << body << ": " << outcome.message();
    EXPECT_EQ(outcome.access()->address, access.address) << body;
    EXPECT_EQ(outcome.access()->count, access.count) << body;
    EXPECT_EQ(outcome.access()->bound, access.bound) << body;
  }
}

TEST_F(trace, messages_have_the_bounds) {
  const auto& instance = session.exports(R"((module (memory 1) (table 3 funcref)
    (func (export "m") (drop (i32.load8_u (i32.const 65536)))) (func (export "t") (drop (table.get (i32.const 3))))))");
  EXPECT_EQ(session.call(instance, "m").words(), "out of bounds memory access: 1 byte at 65536 of 65536");
  EXPECT_EQ(session.call(instance, "t").words(), "out of bounds table access: 1 element at 3 of 3");
}

}  // namespace
}  // namespace modlink
