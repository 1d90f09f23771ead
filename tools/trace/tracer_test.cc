// What a store executes, as lines of text.
#include "tools/trace/tracer.h"

#include <gtest/gtest.h>

#include "interpreter/host.h"
#include "interpreter/test_support.h"
#include "validator/match.h"

namespace modlink::trace {
namespace {

std::string print(const Value& value, const TypeStore& types) {
  return modlink::to_string(types, value.type) + ":" + std::to_string(value.low);
}

// The trace of a module with the title $A, and of a call of its export `f` if it has one.
std::string traced(const std::string& wat, Mode mode = Mode::instructions, std::optional<std::uint64_t> fuel = {}) {
  std::string text;
  Tracer tracer(mode, print, [&text](std::string_view line) { text += line; });
  const auto types = std::make_shared<TypeStore>();
  Store store(types, {}, {.fuel = fuel, .observation = tracer.observation()});
  ExternVal const log = func_alloc(store, {{ValKind::i32}, {}}, [](Store&, const Values&) { return Values(); });
  const Outcome made = module_instantiate(
      store, {compile(wat, types), nullptr}, [log](const Name&) { return log; }, "$A");
  EXPECT_TRUE(made.is_done()) << made.message();
  if (!made.is_done()) return text;
  const auto found = instance_export(*made.instance().exports, "f");
  if (found) (void)func_invoke(store, *std::get<FuncInst*>(*found), {});
  return text;
}

TEST(tracer, writes_each_instruction_with_operands_and_results) {
  EXPECT_EQ(traced("(module\n"
                   " (func $add (param $x i32) (param i32) (result i32)\n"
                   "  local.get $x\n"
                   "  local.get 1\n"
                   "  i32.add)\n"
                   " (func (export \"f\") (result i32)\n"
                   "  i32.const 1\n"
                   "  i32.const 2\n"
                   "  call $add))"),
            "test.wat $A: instantiate\n"
            "test.wat $A: instantiated\n"
            "test.wat:6:2 $A.f: called\n"
            "  test.wat:7:3 $A.f: i32.const 1 → i32:1\n"
            "  test.wat:8:3 $A.f: i32.const 2 → i32:2\n"
            "  test.wat:9:3 $A.f: call $add (i32:1 i32:2)\n"
            "  test.wat:2:2 $A.$add: called (i32:1 i32:2)\n"
            "    test.wat:3:3 $A.$add: local.get $x → i32:1\n"
            "    test.wat:4:3 $A.$add: local.get 1 → i32:2\n"
            "    test.wat:5:3 $A.$add: i32.add (i32:1 i32:2) → i32:3\n"
            "  test.wat:2:2 $A.$add returns i32:3\n"
            "test.wat:6:2 $A.f returns i32:3\n");
}

TEST(tracer, says_what_ended_an_execution) {
  EXPECT_EQ(traced("(module\n(func (export \"f\") (result i32)\n(i32.div_u\n(i32.const 1)\n(i32.const 0))))"),
            "test.wat $A: instantiate\n"
            "test.wat $A: instantiated\n"
            "test.wat:2:1 $A.f: called\n"
            "  test.wat:4:2 $A.f: i32.const 1 → i32:1\n"
            "  test.wat:5:2 $A.f: i32.const 0 → i32:0\n"
            "  test.wat:3:2 $A.f: i32.div_u (i32:1 i32:0)\n"
            "  $A.f: trap: integer divide by zero\n");
  EXPECT_NE(traced("(module (func (export \"f\") (loop (br 0))))", Mode::instructions, 9).find("$A.f: out of fuel\n"),
            std::string::npos);
}

TEST(tracer, says_where_exceptions_are_caught) {
  EXPECT_EQ(traced("(module (tag $e (param i32))\n(func (export \"f\")\n(block (result i32)\n(try_table (catch $e 0)\n"
                   "(throw $e\n(i32.const 5)))\nunreachable)\ndrop))"),
            "test.wat $A: instantiate\n"
            "test.wat $A: instantiated\n"
            "test.wat:2:1 $A.f: called\n"
            "  test.wat:3:2 $A.f: block (result i32)\n"
            "  test.wat:4:2 $A.f: try_table (catch $e 0)\n"
            "  test.wat:6:2 $A.f: i32.const 5 → i32:5\n"
            "  test.wat:5:2 $A.f: throw $e (i32:5)\n"
            "  test.wat:8:1 $A.f: caught\n"
            "  test.wat:8:1 $A.f: drop (i32:5)\n"
            "test.wat:2:1 $A.f returns\n");
}

constexpr const char* nested = R"((module
  (import "log" (func $log (param i32)))
  (module $N
    (import "log" (func $log (param i32)))
    (func $own (param i32) (call $log (local.get 0)))
    (func (export "play") (param i32) (result i32) (call $own (local.get 0)) (i32.const 8)))
  (instance $child (instantiate $N (import "log" (func $log))))
  (func (export "f") (drop (call (func $child "play") (i32.const 7))))))";

TEST(tracer, writes_only_calls_between_instances) {
  EXPECT_EQ(traced(nested, Mode::calls),
            "test.wat:8:3 $A.f: called by the host\n"
            "  test.wat:6:5 $A/$child.play: called by $A (i32:7)\n"
            "    host function $log of $A/$child: called (i32:7)\n"
            "    host function returns\n"
            "  test.wat:6:5 $A/$child.play returns i32:8\n"
            "test.wat:8:3 $A.f returns\n");
}

TEST(tracer, writes_the_steps_of_instantiations) {
  const std::string text = traced(nested);
  EXPECT_EQ(text.substr(0, text.find("test.wat:8:3 ")),
            "test.wat $A: instantiate\n"
            "  test.wat:2:3 $A: import \"log\" is function $log\n"
            "  test.wat:3:3 $A: nested module is module $N\n"
            "  test.wat:7:3 $A/$child: instantiate\n"
            "    test.wat:4:5 $A/$child: import \"log\" is function $log\n"
            "  test.wat $A/$child: instantiated\n"
            "  test.wat:8:34 $A: alias \"play\" of instance $child is function 1\n"
            "test.wat $A: instantiated\n");
}

TEST(tracer, calls_that_were_thrown_out_of_are_not_under_way) {
  EXPECT_EQ(traced(R"((module
  (module $T (tag (export "e")))
  (instance $t (instantiate $T))
  (alias $t "e" (tag $e))
  (module $N (import "e" (tag $e)) (func (export "throw") (throw $e)) (func (export "nothing")))
  (instance $n (instantiate $N (import "e" (tag $e))))
  (func (export "f")
    (block (try_table (catch $e 0) (call (func $n "throw"))))
    (call (func $n "nothing")))))",
                   Mode::calls),
            "test.wat:7:3 $A.f: called by the host\n"
            "  test.wat:5:36 $A/$n.throw: called by $A\n"
            "  test.wat:5:71 $A/$n.nothing: called by $A\n"
            "  test.wat:5:71 $A/$n.nothing returns\n"
            "test.wat:7:3 $A.f returns\n");
}

TEST(tracer, names_are_escaped) {
  const std::string text = traced("(module (func (export \"f\") (call $\"\\1b[2J\")) (func $\"\\1b[2J\"))");
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
  EXPECT_NE(text.find("call $\"\\1b[2J\"\n"), std::string::npos) << text;
}

TEST(tracer, deep_calls_are_indented_so_far_only) {
  const std::string text = traced(R"((module (func $g (param i32)
    (if (local.get 0) (then (call $g (i32.sub (local.get 0) (i32.const 1))))))
    (func (export "f") (call $g (i32.const 100)))))");
  EXPECT_NE(text.find(std::string(64, ' ') + "test.wat"), std::string::npos);
  EXPECT_EQ(text.find(std::string(65, ' ')), std::string::npos);
}

}  // namespace
}  // namespace modlink::trace
