// Running of scripts: what each kind of failure says, and what counts.
#include "tools/spec-runner/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace modlink::runner {
namespace {

using testing::HasSubstr;

struct Result {
  Counts counts;
  std::string text;
};

Result run(std::string script, const Settings& settings = {}, FileExpectations expected = {}) {
  Result result;
  Report report({}, std::move(expected), [&result](std::string_view text) { result.text += text; });
  Runner(settings, report).run(std::make_shared<const Source>("test.wast", std::move(script), Source::Kind::text));
  report.finish();
  result.counts = report.counts();
  return result;
}

// The report of a script with one failure.
std::string failure(std::string script) {
  const Result result = run(std::move(script));
  EXPECT_EQ(result.counts.failed, 1u) << result.text;
  return result.text;
}

void expect_passed(std::string script, std::uint64_t count) {
  const Result result = run(std::move(script));
  EXPECT_EQ(summary(result.counts), std::to_string(count) + " passed, 0 failed") << result.text;
  EXPECT_EQ(result.text, "");
}

constexpr const char* one = "(module $M (func (export \"f\") (result i32) (i32.const 1)))\n";

TEST(runner, a_failed_assertion_shows_place_expected_and_found) {
  EXPECT_EQ(failure(std::string(one) + "  (assert_return (invoke \"f\") (i32.const 2))"),
            "test.wast:2:3: assert_return failed: wrong result\n"
            " 2 |   (assert_return (invoke \"f\") (i32.const 2))\n"
            "   |   ^\n"
            "  expected: i32:2\n"
            "  found:    i32:1\n");
}

TEST(runner, number_of_results_counts) {
  EXPECT_THAT(failure(std::string(one) + "(assert_return (invoke \"f\"))"),
              HasSubstr("  expected: nothing\n  found:    i32:1\n"));
}

// Each action and each instantiation has so much, however many there are.
TEST(runner, fuel_and_timeouts_fail_what_takes_more) {
  const std::string script = R"((module (func (export "f") (loop (br 0))) (func (export "g") nop nop nop))
(invoke "g") (invoke "g")
(assert_trap (invoke "f") "x")
(invoke "g"))";
  Settings settings;
  settings.allowance.fuel = 4;
  EXPECT_THAT(run(script, settings).text, HasSubstr("  found:    out of fuel (in function 0)\n  code:     "
                                                    "out-of-fuel\n  at function 0 (export \"f\"), test.wast:1:29\n"));
  settings.allowance = {std::nullopt, std::chrono::milliseconds(20)};
  const Result result = run(script, settings);
  EXPECT_THAT(result.text, HasSubstr("  found:    interrupted (in function 0)\n"));
  EXPECT_EQ(summary(result.counts), "4 passed, 1 failed");
}

// However often it waits, and goes on.
TEST(runner, fuel_and_timeouts_are_for_all_of_an_action) {
  const std::string script = R"((module (memory 1 1 shared) (func (export "f")
  (loop (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 1))) (br 0))))
(invoke "f"))";
  Settings settings;
  settings.language.features.set(Feature::threads, true);
  settings.allowance.fuel = 1000;
  EXPECT_THAT(run(script, settings).text, HasSubstr("invoke failed: out of fuel (in function 0)\n"));
  settings.allowance = {std::nullopt, std::chrono::milliseconds(20)};
  EXPECT_THAT(run(script, settings).text, HasSubstr("invoke failed: interrupted"));
}

TEST(runner, traps) {
  const std::string module = "(module (func (export \"f\") unreachable))";
  expect_passed(module + "(assert_trap (invoke \"f\") \"unreach\")", 2);
  EXPECT_THAT(failure(module + "(assert_trap (invoke \"f\") \"integer\")"),
              HasSubstr("  expected: trap \"integer\"\n  found:    trap \"unreachable (in function 0)\"\n"));
  EXPECT_THAT(failure(module + "(assert_return (invoke \"f\"))"),
              HasSubstr("  found:    trap \"unreachable (in function 0)\"\n"));
  EXPECT_THAT(failure(module + "(invoke \"f\")"), HasSubstr("invoke failed: trap \"unreachable (in function 0)\"\n"));
  EXPECT_THAT(failure(std::string(one) + "(assert_trap (invoke \"f\") \"\")"),
              HasSubstr("assert_trap failed: no trap"));
  expect_passed("(assert_trap (module (func unreachable) (start 0)) \"unreachable\")", 1);
}

// The instance gets no name, and the last one stays the last one.
TEST(runner, assertions_about_a_module_instance) {
  const std::string definitions = R"((module $I (func (export "f")))
      (module definition $T (func unreachable) (start 0))
      (module definition $U (import "no" "thing" (func))))";
  expect_passed(definitions + R"((assert_trap (module instance $I $T) "unreachable")
                                 (assert_unlinkable (module instance $U) "unknown import")
                                 (assert_unlinkable (module instance) "unknown import")
                                 (invoke "f") (invoke $I "f"))",
                8);
  EXPECT_THAT(failure("(module definition $M) (assert_trap (module instance $M) \"unreachable\")"),
              HasSubstr("assert_trap failed: no trap"));
  EXPECT_THAT(failure("(module definition $M) (assert_unlinkable (module instance $N) \"\")"),
              HasSubstr("unknown module $N"));
}

TEST(runner, stacks_have_the_names_of_the_script) {
  EXPECT_THAT(failure("(module $A (func (export \"f\") unreachable))\n(invoke $A \"f\")"),
              HasSubstr("  at function 0 (export \"f\"), test.wast:1:31, instance $A\n"));
  EXPECT_THAT(
      failure("(module definition $M (func (export \"f\") unreachable))\n(module instance $B $M)\n(invoke $B \"f\")"),
      HasSubstr(", instance $B\n"));
  EXPECT_THAT(
      failure("(module $A (memory $m 1)\n(data (i32.const 65536) \"a\"))"),
      testing::AllOf(HasSubstr("trap: out of bounds memory access: 1 byte at 65536 of 65536 (in data segment 0)\n"),
                     HasSubstr("  at data segment 0, test.wast:2:1, instance $A\n")));
  EXPECT_THAT(failure("(module $A (memory $m 1)\n(table 0xffff_ffff funcref))"),
              HasSubstr("  at table 0, test.wast:2:1, instance $A\n"));
}

TEST(runner, exhaustion) {
  const std::string module = "(module (func $f (export \"f\") (call $f)) (func (export \"g\") unreachable))";
  expect_passed(module + "(assert_exhaustion (invoke \"f\") \"call stack exhausted\")", 2);
  EXPECT_THAT(failure(module + "(assert_exhaustion (invoke \"g\") \"unreachable\")"),
              HasSubstr("the call stack was not exhausted"));
}

// A resource limit is neither a trap nor unlinkable.
TEST(runner, limits_are_an_outcome_of_their_own) {
  const std::string module = "(module (table 0xffff_ffff funcref))";
  EXPECT_THAT(failure(module), HasSubstr("module failed: limit: "));
  EXPECT_THAT(failure("(assert_trap " + module + " \"\")"), HasSubstr("  found:    limit \""));
  EXPECT_THAT(failure("(assert_unlinkable " + module + " \"\")"), HasSubstr("  found:    limit \""));
  expect_passed("(assert_limit " + module + " \"more than 20000000 elements\")", 1);
  EXPECT_THAT(failure("(assert_limit " + module + " \"memory\")"), HasSubstr("wrong message"));
  EXPECT_THAT(failure("(assert_limit (module) \"\")"), HasSubstr("  found:    instantiated\n"));
  EXPECT_THAT(failure(std::string(one) + "(assert_limit (invoke \"f\") \"\")"),
              HasSubstr("assert_limit failed: no limit was exceeded"));
}

TEST(runner, exceptions_end_actions_and_instantiations) {
  const std::string module = "(module (tag $e) (func $f (export \"f\") (throw $e))";
  expect_passed(module + ") (assert_exception (invoke \"f\"))", 2);
  expect_passed("(assert_exception " + module + " (start $f)))", 1);
  EXPECT_THAT(failure("(assert_exception (module))"), HasSubstr("assert_exception failed: no exception"));
}

TEST(runner, stages_are_exact) {
  const std::string malformed = "(module quote \"(func\")";
  const std::string invalid = "(module (func (result i32)))";
  const std::string unlinkable = "(module (import \"a\" \"b\" (func)))";
  expect_passed("(assert_malformed " + malformed + " \"unexpected\")", 1);
  expect_passed("(assert_invalid " + invalid + " \"type mismatch\")", 1);
  expect_passed("(assert_unlinkable " + unlinkable + " \"unknown import\")", 1);
  EXPECT_THAT(failure("(assert_malformed " + invalid + " \"\")"), HasSubstr("the module is not malformed"));
  EXPECT_THAT(failure("(assert_invalid " + malformed + " \"\")"), HasSubstr("  found:    malformed \""));
  EXPECT_THAT(failure("(assert_invalid " + unlinkable + " \"\")"), HasSubstr("  found:    valid\n"));
  EXPECT_THAT(failure("(assert_unlinkable " + invalid + " \"\")"), HasSubstr("  found:    invalid \""));
  EXPECT_THAT(failure("(assert_unlinkable (module) \"\")"), HasSubstr("  found:    instantiated\n"));
  EXPECT_THAT(failure("(assert_invalid " + invalid + " \"unknown\")"), HasSubstr("wrong message"));
}

TEST(runner, errors_in_modules_are_shown_at_their_place) {
  EXPECT_THAT(failure("(module\n  (func (result i32) (i64.const 1) (nop)))"),
              testing::AllOf(HasSubstr("test.wast:2:"), HasSubstr("module failed: invalid: type mismatch"),
                             HasSubstr("\n  in the module at test.wast:1:1\n")));
  EXPECT_THAT(failure("(module binary \"\\00asm\\01\\00\\00\\00\\01\")"),
              testing::AllOf(HasSubstr("test.wast:1:1: module failed: malformed: unexpected end"),
                             HasSubstr("\ntest.wast (binary module):0x9: malformed")));
}

TEST(runner, a_module_that_failed_is_not_replaced_by_an_older_one) {
  const Result result =
      run(std::string(one) + "(module $M (func (result i32)))\n(invoke \"f\")\n(invoke $M \"f\")\n(register \"m\" $M)");
  EXPECT_EQ(result.counts.failed, 4u);
  EXPECT_THAT(result.text, HasSubstr("the last instance could not be made"));
  EXPECT_THAT(result.text, HasSubstr("instance $M could not be made"));
}

TEST(runner, actions_that_name_nothing) {
  EXPECT_THAT(failure("(invoke \"f\")"), HasSubstr("there is no instance yet"));
  EXPECT_THAT(failure("(invoke $N \"f\")"), HasSubstr("unknown instance $N"));
  EXPECT_THAT(failure(std::string(one) + "(invoke \"g\")"), HasSubstr("unknown export \"g\""));
  EXPECT_THAT(failure(std::string(one) + "(get \"f\")"), HasSubstr("export \"f\" is no global"));
  EXPECT_THAT(failure(std::string(one) + "(invoke \"f\" \"g\")"), HasSubstr("there is nothing inside a function"));
  EXPECT_THAT(failure(std::string(one) + "(invoke \"f\" (i32.const 1))"), HasSubstr("wrong number of arguments"));
  EXPECT_THAT(failure("(module (func (export \"f\") (param i32))) (invoke \"f\" (i64.const 1))"),
              HasSubstr("wrong type of argument 1\n"));
}

TEST(runner, D20_instances_and_modules_have_separate_names) {
  expect_passed(R"((module definition $M (global (export "g") (mut i32) (i32.const 0))
                     (func (export "inc") (global.set 0 (i32.add (global.get 0) (i32.const 1)))))
                   (module instance $I $M) (module instance $J $M)
                   (invoke $I "inc")
                   (assert_return (get $I "g") (i32.const 1))
                   (assert_return (get $J "g") (i32.const 0)))",
                6);
}

TEST(runner, D20_register_of_instances_modules_and_items) {
  const std::string module = R"((module $M (func (export "f") (result i32) (i32.const 7))))";
  const std::string of_module = R"((module (import "m" (module (export "f" (func (result i32)))))))";
  expect_passed(module + "(register \"m\")" +
                    R"((module (import "m" "f" (func $f (result i32))) (export "g" (func $f)))
                       (assert_return (invoke "g") (i32.const 7)))",
                4);
  expect_passed(module + R"((register "m" (module $M)))" + of_module, 3);
  expect_passed(module + R"((register "x" (func $M "f")) (module (import "x" (func (result i32)))))", 3);
  EXPECT_THAT(failure(module + R"((register "x" (global $M "f")))"), HasSubstr("wrong kind"));
  expect_passed(
      R"((module definition $D (func (export "f") (result i32) (i32.const 7))) (register "m" $D))" + of_module, 3);
}

TEST(runner, D20_actions_take_paths) {
  expect_passed(R"((module $M
                     (module $N (func (export "f") (result i32) (i32.const 3)) (global (export "g") i64 (i64.const 4)))
                     (instance $n (export "n") (instantiate $N)))
                   (assert_return (invoke "n" "f") (i32.const 3))
                   (assert_return (get $M "n" "g") (i64.const 4))
                   (register "m" (instance $M "n"))
                   (module (import "m" "f" (func (result i32)))))",
                5);
}

TEST(runner, spectest_is_there) {
  expect_passed(
      R"((module (import "spectest" "print_i32" (func (param i32))) (import "spectest" "memory" (memory 1))))", 1);
}

TEST(runner, bad_directives_are_failures_of_the_script) {
  const Result result = run("(foo) (module)");
  EXPECT_EQ(summary(result.counts), "1 passed, 1 failed");
  EXPECT_EQ(result.counts.status, Status::usage);
  EXPECT_THAT(result.text, HasSubstr("test.wast:1:2: unknown directive foo\n"));
}

TEST(runner, scripts_in_scripts_count_each_directive) { expect_passed("(script (module) (module))", 3); }

TEST(runner, files_of_scripts) {
  EXPECT_THAT(failure("(input \"no/such/file.wast\")"), HasSubstr("No such file"));
  EXPECT_THAT(failure("(module) (output \"file.wat\")"), HasSubstr("--allow-output"));
  EXPECT_THAT(run("(module (memory 1)) (output)").text, HasSubstr("(memory"));
}

TEST(runner, a_script_that_reads_itself_ends) {
  const std::string path = testing::TempDir() + "/modlink_runner_test.wast";
  const std::string script = "(input \"" + path + "\")";
  std::FILE* file = std::fopen(path.c_str(), "w");
  ASSERT_TRUE(file);
  std::fputs(script.c_str(), file);
  std::fclose(file);
  Settings settings;
  settings.allow_outside = true;
  EXPECT_THAT(run(script, settings).text, HasSubstr("this script is being read already"));
  std::remove(path.c_str());
}

TEST(runner, expected_failures) {
  const std::string script = std::string(one) + "(assert_return (invoke \"f\") (i32.const 2))\n(module)";
  const Result good = run(script, {}, {"test.wast", {{2, {"why", false, false}}}});
  EXPECT_EQ(summary(good.counts), "3 passed, 0 failed");
  EXPECT_EQ(good.counts.expected_failures, 1u);
  const Result bad = run(script, {}, {"test.wast", {{2, {"why", false, false}}, {3, {"not so", false, false}}}});
  EXPECT_EQ(summary(bad.counts), "2 passed, 1 failed");
  EXPECT_THAT(bad.text, HasSubstr("test.wast:3: passed, although it is listed as an expected failure (not so)"));
}

TEST(runner, not_every_failure_is_shown) {
  std::string script;
  for (unsigned i = 0; i < 1500; ++i) script += "(get \"g\")\n";
  const Result result = run(script);
  EXPECT_EQ(result.counts.failed, 1500u);
  EXPECT_THAT(result.text, HasSubstr("500 more failures are not shown"));
}

}  // namespace
}  // namespace modlink::runner
