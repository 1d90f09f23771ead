// Scripts in the manner of each dialect, and each switch by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/spec-runner/test_program.h"

namespace {

using modlink::runner::test::run;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class dialects : public modlink::runner::test::ProgramTest {
 protected:
  // A script that passes with the options, and does not without them.
  void expect_needed(const std::string& options, const std::string& script) const {
    const std::string file = write("a.wast", script);
    const auto with = run(options + " " + file);
    EXPECT_EQ(with.status, 0) << options << "\n" << with.output;
    EXPECT_NE(run(file).status, 0) << options;
  }
};

constexpr const char* failing_module = R"((module (func (export "f") unreachable)) )";

TEST_F(dialects, messages) {
  const std::string invalid = "(assert_invalid (module (func (result i32))) ";
  expect_needed("--messages=contains", invalid + "\"mismatch\")");
  expect_needed("--messages=regex", invalid + R"("type .*atch"))");
  expect_needed("--messages=ignore", invalid + "\"some other words\")");
  expect_needed("--messages=contains", failing_module + std::string(R"((assert_trap (invoke "f") "reachable"))"));
  const std::string script = write("a.wast", invalid + "\"mismatch\")");
  EXPECT_EQ(run("--messages=contains --messages=prefix " + script).status, 1);
  EXPECT_EQ(run("--messages=ignore --messages=regex " + script).status, 0);
  EXPECT_THAT(run("--messages=regex " + write("b.wast", invalid + "\"(\")")).output,
              HasSubstr("the expected message is no pattern: missing )"));
  const auto refused = run("--messages=suffix " + script);
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.output, HasSubstr("`suffix` is none of prefix|contains|regex|ignore"));
}

TEST_F(dialects, stages) {
  expect_needed("--stages=lenient", "(assert_malformed (module (func (result i32))) \"type mismatch\")");
  expect_needed("--stages=lenient", "(assert_invalid (module quote \"(func\") \"unexpected\")");
  const std::string trap = R"((module (memory 1) (data (i32.const 65536) "x")))";
  expect_needed("--stages=lenient", "(assert_unlinkable " + trap + " \"out of bounds\")");
  expect_needed("--stages=lenient", R"((assert_trap (module (import "a" "b" (func))) "unknown import"))");
  expect_needed("--stages=lenient", R"x((assert_malformed (module quote "(@name 5)") "@name"))x");
  EXPECT_EQ(run("--stages=lenient " + write("c.wast", "(module (@name 5))")).status, 0);
  const std::string unlinkable = write("a.wast", "(assert_invalid (module (import \"a\" \"b\" (func))) \"\")");
  EXPECT_EQ(run("--stages=lenient " + unlinkable).status, 1);
  const std::string invalid = write("b.wast", "(assert_malformed (module (func (result i32))) \"\")");
  EXPECT_EQ(run("--stages=lenient --stages=strict " + invalid).status, 1);
}

TEST_F(dialects, name_imports) {
  const std::string exporting = R"((module $M (func (export "f") (result i32) (i32.const 1))) )";
  const std::string importing = R"((module (import "M" "f" (func (result i32)))) )";
  expect_needed("--name-imports", exporting + importing);
  expect_needed(
      "--name-imports",
      R"((module definition $D (func (export "f") (result i32) (i32.const 1))) (module instance $M $D) )" + importing);
  const std::string file = write("a.wast", exporting + importing);
  EXPECT_EQ(run("--name-imports --no-name-imports " + file).status, 1);
  EXPECT_EQ(run("--dialect=wasmtime --no-name-imports " + file).status, 1);
}

TEST_F(dialects, modules_that_are_only_validated) {
  const std::string importing = R"((module $M (import "nowhere" "f" (func)) (func (export "g"))))";
  expect_needed("--modules=validate", importing);
  const auto result = run("--modules=validate " + write("a.wast", importing + R"(
(invoke "g")
(assert_return (invoke $M "g"))
(register "m")
(module (func (result i32)))
(assert_unlinkable (module (import "nowhere" "f" (func))) "unknown import"))"));
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output,
              AllOf(HasSubstr("a.wast:2:1: invoke failed: the last instance was only validated (--modules=validate)\n"),
                    HasSubstr("a.wast:3:1: assert_return failed: instance $M was only validated"),
                    HasSubstr("a.wast:4:1: register failed: the last instance was only validated"),
                    HasSubstr("module failed: invalid: type mismatch"), HasSubstr("2 passed, 4 failed\n")));
  EXPECT_EQ(run("--modules=validate --modules=instantiate " + write("b.wast", importing)).status, 1);
}

TEST_F(dialects, actions_that_are_skipped) {
  const std::string script = write("a.wast", R"((module $M (func (export "f") (result i32) (i32.const 1)))
(invoke "f") (get "g") (assert_return (invoke "f") (i32.const 2)) (assert_trap (invoke "f") "")
(assert_exhaustion (invoke "f") "") (assert_exception (invoke "f")) (assert_limit (invoke "f") "")
(register "m" $N) (module instance $I $D) (thread $t (shared (module $N)) (invoke "f")) (wait $t)
(assert_trap (module (func $f unreachable) (start $f)) "unreachable")
(assert_invalid (module (func (result i32))) "type mismatch"))");
  EXPECT_EQ(run("--actions=skip " + script).output, "5 passed, 0 failed, 10 skipped\n");
  EXPECT_EQ(run(script).status, 1);
  EXPECT_EQ(run("--actions=skip --actions=perform " + script).status, 1);
}

TEST_F(dialects, plain_operands) {
  expect_needed("--plain-operands", R"((module (func (export "f") (result i32)
      (i32.add i32.const 1 (i32.mul (i32.const 2) i32.const 3)))
    (func (export "g") (result i32) (i32.add block (result i32) i32.const 1 end i32.const 3)))
  (assert_return (invoke "f") (i32.const 7)) (assert_return (invoke "g") (i32.const 4)))");
  for (const std::string body : {"(i32.eqz end)", "(i32.eqz else)", "(if i32.const 1 (then))", "(i32.eqz block)"}) {
    const std::string script = write("a.wast", "(assert_malformed (module (func " + body + ")) \"unexpected token\")");
    EXPECT_EQ(run("--plain-operands " + script).status, 0) << body;
  }
  EXPECT_EQ(
      run("--plain-operands --no-plain-operands " + write("c.wast", "(module (func (i32.eqz i32.const 0)))")).status,
      1);
  EXPECT_EQ(run("--plain-operands --dialect=spec " + write("b.wast", "(module (func (i32.eqz i32.const 0)))")).status,
            1);
}

TEST_F(dialects, registered_files) {
  const std::string host = write("host.wat", R"((module (func (export "one") (result i32) (i32.const 1))))");
  const std::string other = write("other.wat", R"((module (import "host" "one" (func $one (result i32)))
    (global $calls (mut i32) (i32.const 0))
    (func (export "count") (result i32)
      (global.set $calls (i32.add (global.get $calls) (call $one)))
      (global.get $calls))))");
  const std::string script = write("a.wast", R"((module (import "other" "count" (func $f (result i32)))
    (func (export "f") (result i32) (call $f)))
  (assert_return (invoke "f") (i32.const 1)))");
  const std::string both = "--register host=" + host + " --register other=" + other + " ";
  EXPECT_EQ(run(script).status, 1);
  EXPECT_EQ(run(both + script + " " + script).output, "4 passed, 0 failed\n");
  const auto without = run("--register other=" + other + " " + script);
  EXPECT_EQ(without.status, 2);
  EXPECT_THAT(without.output, AllOf(HasSubstr("--register: \n"), HasSubstr("other.wat:1:9: unlinkable"),
                                    HasSubstr("unknown import \"host\""), Not(HasSubstr("passed"))));
}

TEST_F(dialects, registered_files_may_be_binaries_and_take_the_place_of_spectest) {
  const std::string binary = write("host.wasm", std::string("\0asm\1\0\0\0", 8));
  const std::string script = write("a.wast", R"((module (import "spectest" "print" (func))))");
  EXPECT_EQ(run("--register host=" + binary + " " + script).status, 0);
  EXPECT_THAT(run("--register spectest=" + binary + " " + script).output, HasSubstr("unknown import"));
}

TEST_F(dialects, registered_files_are_seen_by_threads_and_give_way_to_scripts) {
  const std::string host = write("host.wat", R"((module (global (export "g") i32 (i32.const 1))))");
  const std::string thread = write("a.wast", R"((thread $t (module (import "host" "g" (global i32)))) (wait $t))");
  EXPECT_EQ(run(thread).status, 1);
  EXPECT_EQ(run("--register host=" + host + " " + thread).status, 0);
  const std::string own = write("b.wast", R"((module (global (export "g") i64 (i64.const 1))) (register "host")
    (module (import "host" "g" (global i64))))");
  EXPECT_EQ(run("--register host=" + host + " " + own).status, 0);
}

TEST_F(dialects, switches_hold_for_other_engines) {
  const std::string engine = "--engine '" MODLINK_BINARY_DIR "/bin/wabt-engine' ";
  const std::string host = write("host.wat", R"((module (func (export "one") (result i32) (i32.const 1))))");
  const std::string script = write("a.wast", R"((module (import "host" "one" (func $f (result i32)))
    (func (export "f") (result i32) (call $f)))
  (assert_return (invoke "f") (i32.const 1)))");
  EXPECT_EQ(run(engine + script).status, 1);
  EXPECT_EQ(run(engine + "--register host=" + host + " " + script).output, "2 passed, 0 failed\n");
  EXPECT_EQ(run(engine + "--modules=validate --actions=skip " + script).output, "1 passed, 0 failed, 1 skipped\n");
}

// What a script switches off its hosts may have.
TEST_F(dialects, registered_files_are_read_with_the_features_of_the_command_line) {
  const std::string host = write("host.wat", "(module (func (export \"f\") (drop (i32.extend8_s (i32.const 0)))))");
  const std::string script =
      write("a.wast", ";; options: --disable sign-extension\n(module (import \"host\" \"f\" (func)))");
  EXPECT_EQ(run("--register host=" + host + " " + script).status, 0);
  const auto refused = run("--register host=" + host + " --disable sign-extension " + script);
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.output, AllOf(HasSubstr("host.wat:1:"), HasSubstr("sign-extension")));
}

TEST_F(dialects, files_that_cannot_be_registered) {
  const std::string script = write("a.wast", "(module)");
  const auto refused = [&](const std::string& value, const std::string& words) {
    const auto result = run("--register '" + value + "' " + script);
    EXPECT_EQ(result.status, 2) << value;
    EXPECT_THAT(result.output, HasSubstr(words));
    EXPECT_THAT(result.output, Not(HasSubstr("\x1b")));
  };
  refused("host", "--register: expected NAME=FILE");
  refused("=x", "--register: expected NAME=FILE");
  refused("host=" + path("none\x1b.wat"), "none\\1b.wat: No such file or directory");
  refused("host=" + write("bad.wat", "(module\n  (func (bad)))"), "bad.wat:2:10: malformed: ");
  refused("host=" + write("invalid.wat", "(module (func (result i32)))"), "invalid: type mismatch");
  refused("host=" + write("trap.wat", "(module (func $f unreachable) (start $f))"),
          "trap.wat: trap: unreachable (in function $f)\n");
  refused("host=" + write("script.wat", "(assert_return (invoke \"f\"))"), "script.wat:1:2: malformed: ");
}

TEST_F(dialects, keys_of_a_script) {
  const std::string wide = "(module (func (param i64 i64) (result i64 i64) local.get 0 local.get 1 i64.mul_wide_u))";
  const std::string file = write("a.wast", ";;! simd = true\n;;!  wide_arithmetic=true  # why\n" + wide);
  EXPECT_EQ(run(file).output, "1 passed, 0 failed\n");
  EXPECT_EQ(run("--ignore-script-options " + file).status, 1);
  EXPECT_EQ(run(write("b.wast", "\n;;! wide_arithmetic = true\n" + wide)).status, 1);
  EXPECT_EQ(run(write("c.wast", ";;! simd = false\r\n(module (func (param v128)))")).status, 1);
  EXPECT_EQ(run(write("d.wast", ";;! spec_test = true\n(assert_invalid (module (func (result i32))) \"x\")")).status,
            0);
  EXPECT_EQ(run(write("e.wast", ";;! hogs_memory = true\n;;! nan_canonicalization = true\n;;!\n(module)")).output,
            "1 passed, 0 failed\n");
}

TEST_F(dialects, keys_that_are_not_known_are_warnings) {
  const auto warns = [&](const std::string& line, const std::string& words) {
    const auto result = run(write("a.wast", ";;! simd = true\n" + line + "\n(module)"));
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output, AllOf(HasSubstr("a.wast:2: warning: " + words), HasSubstr("1 passed, 0 failed\n")));
  };
  warns(";;! non\x1bsense = true", "feature `non\\1bsense` is not known here\n");
  warns(";;! stack_switching = true", "feature `stack_switching` is not known here\n");
  warns(";;! simd", "expected `key = true` or `key = false`, not `simd`\n");
  warns(";;! simd = 1", "expected `key = true` or `key = false`, not `simd = 1`\n");
  warns(";;! = true", "expected `key = true` or `key = false`, not `= true`\n");
  std::string many;
  for (int i = 0; i < 100; ++i) many += ";;! a = true\n";
  const std::string output = run(write("b.wast", many + "(module)")).output;
  EXPECT_THAT(output, AllOf(HasSubstr("b.wast:20: warning: feature `a` is not known here (no more of these are shown)"),
                            Not(HasSubstr("b.wast:21:"))));
}

TEST_F(dialects, run_lines) {
  const std::string simd =
      "(assert_invalid (module binary \"\\00asm\\01\\00\\00\\00\\01\\05\\01\\60\\01\\7b\\00\") \"\")";
  const auto both = [&](const std::string& head) {
    const std::string file = write("a.wast", head + "\n" + simd);
    EXPECT_EQ(run("--run-lines --stages=lenient " + file).status, 0) << head;
    EXPECT_EQ(run("--stages=lenient " + file).status, 1) << head;
  };
  both(";; RUN: wast --assert default --features=wasm1,-simd %");
  both(";; RUN: wast % -f wasm1");
  both(";; RUN: wast % -f=-simd");
  both(
      ";; about\n\n;; RUN: validate %\n;; RUN[name]: wast \\\n;;   --assert default \\\n;;   --features mvp \\\n;;   "
      "%");
  EXPECT_EQ(run("--run-lines --no-run-lines --stages=lenient " + path("a.wast")).status, 1);
  const std::string later = write("b.wast", "(module)\n;; RUN: wast --features=mvp %\n" + simd);
  EXPECT_EQ(run("--run-lines --stages=lenient " + later).status, 1);
  const std::string words = write("c.wast",
                                  ";; RUN: wast --ignore-error-messages %\n"
                                  "(assert_invalid (module (func (result i32))) \"some words\")");
  EXPECT_EQ(run("--run-lines " + words).status, 0);
  EXPECT_EQ(run(words).status, 1);
  const auto unknown = run("--run-lines " + write("d.wast", ";; RUN: wast % -f wasm3,nonsense\n(module)"));
  EXPECT_EQ(unknown.status, 0);
  EXPECT_THAT(unknown.output, HasSubstr("d.wast:1: warning: feature `nonsense` is not known here\n"));
}

TEST_F(dialects, wasmtime) {
  expect_needed("--dialect=wasmtime", R"(;;! multi_memory = true
(module $lib (memory 1) (func (export "f") (drop (i32.load (i32.const -1)))))
(module (import "lib" "f" (func $f)) (func (export "g") (call $f) (drop (i32.eqz i32.const 0))))
(assert_trap (invoke "g") "out of bounds")
(module (func $f) (elem declare func $f) (func (export "h") (result funcref) (ref.func $f)))
(assert_return (invoke "h") (ref.func 0))
(assert_return (invoke "h") (ref.func 7))
(assert_malformed (module (func (result i32))) "mismatch"))");
  const std::string host = write("wasmtime.wat", "(module (func (export \"gc\")))");
  expect_needed("--dialect=wasmtime --register wasmtime=" + host, R"((module (import "wasmtime" "gc" (func))))");
}

TEST_F(dialects, wasm_tools) {
  expect_needed("--dialect=wasm-tools", R"(;; RUN: wast --assert default --snapshot tests/snapshots % -f wasm3
(module (import "nowhere" "f" (func)) (func (export "g") (drop (i32.eqz i32.const 0))))
(assert_return (invoke "g") (i32.const 1))
(assert_invalid (module (func (result i32))) "expected i32 but nothing on stack")
(assert_malformed (module (func (call 1))) "function index out of bounds"))");
  const std::string old = write("a.wast", ";; RUN: wast % -f mvp\n(module (func (param v128)))");
  EXPECT_EQ(run("--dialect=wasm-tools " + old).status, 1);
  EXPECT_EQ(run("--dialect=wasm-tools --ignore-script-options " + old).status, 0);
  EXPECT_EQ(run("--dialect=wasm-tools " + write("b.wast", "(module (import \"a\" (func)))")).status, 1);
}

TEST_F(dialects, wabt) {
  expect_needed("--dialect=wabt", failing_module + std::string(R"((assert_trap (invoke "f") "unreachable executed")
(assert_malformed (module (func (result i32))) "error: type mismatch in implicit return"))"));
}

TEST_F(dialects, of_2021) {
  expect_needed("--dialect=2021", R"((module $M (func (export "f")))
(module (module) (import "M" "f" (func)))
(assert_malformed (module (func (result i32))) "anything"))");
}

TEST_F(dialects, later_options_override_a_dialect) {
  const std::string other_words = write("a.wast", "(assert_invalid (module (func (result i32))) \"mismatch\")");
  EXPECT_EQ(run("--dialect=wasmtime " + other_words).status, 0);
  EXPECT_EQ(run("--dialect=wasmtime --messages=prefix " + other_words).status, 1);
  EXPECT_EQ(run("--messages=prefix --dialect=wasmtime " + other_words).status, 0);
  EXPECT_EQ(run("--dialect=wasmtime --dialect=spec " + other_words).status, 1);
  const std::string linking = write("b.wast", "(module (import \"spectest\" (instance)))");
  EXPECT_EQ(run("--dialect=wasmtime " + linking).status, 1);
  EXPECT_EQ(run("--dialect=wasmtime --enable module-linking " + linking).status, 0);
  EXPECT_EQ(run("--dialect=wasm " + linking).status, 2);
}

TEST_F(dialects, scripts_may_ask_for_switches) {
  const std::string rest = "\n(assert_malformed (module (func (result i32))) \"mismatch\")";
  for (const std::string options : {"--messages=contains --stages=lenient", "--dialect=wasmtime"}) {
    const std::string file = write("a.wast", ";; options: " + options + rest);
    EXPECT_EQ(run(file).status, 0) << options;
    EXPECT_EQ(run("--ignore-script-options " + file).status, 1) << options;
  }
  EXPECT_EQ(run(write("b.wast", ";; options: --register a=b.wat" + rest)).status, 2);
}

TEST_F(dialects, lists_of_expected_failures_are_written) {
  const std::string script = write("a.wast", "(module)\n(invoke \"f\")\n(invoke \"g\") (invoke \"h\")\n(module)");
  write("below/b.wast", "(module (func (bad)))");
  const std::string list = path("list");
  const auto first = run("-q --write-expected " + list + " a.wast ./below", "cd " + path("") + "; ");
  EXPECT_EQ(first.status, 1);
  EXPECT_EQ(read("list"),
            "# Directives that fail, for spec-runner --expected-failures.\n"
            "a.wast:2  # invoke: unknown export \"f\" of the instance, which has none\n"
            "a.wast:3  # invoke: unknown export \"g\" of the instance, which has none\n"
            "below/b.wast:1  # module: malformed: unknown operator bad\n");
  EXPECT_EQ(run("--expected-failures " + list + " " + script + " " + path("below")).status, 0);
  write("known", "a.wast:3  # known\nbelow/b.wast:1\na.wast:4 # passes\n");
  const auto second = run("-q --expected-failures " + path("known") + " --write-expected " + list + " a.wast below",
                          "cd " + path("") + "; ");
  EXPECT_EQ(second.status, 1);
  EXPECT_EQ(read("list"),
            "# Directives that fail, for spec-runner --expected-failures.\n"
            "a.wast:2  # invoke: unknown export \"f\" of the instance, which has none\n"
            "a.wast:3  # known\n"
            "below/b.wast:1\n");
}

TEST_F(dialects, what_cannot_be_listed_is_counted) {
  write("a.wast", "(what) (invoke \"f\")");
  write("b#.wast", "(invoke \"f\")");
  const auto result = run("-q --write-expected list a.wast 'b#.wast'", "cd " + path("") + "; ");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("--write-expected: 2 failures cannot be listed"));
  EXPECT_THAT(read("list"), AllOf(HasSubstr("a.wast:1  # invoke: "), Not(HasSubstr("b#"))));
  const auto lost = run("--write-expected a.wast/list a.wast", "cd " + path("") + "; ");
  EXPECT_EQ(lost.status, 2);
  EXPECT_THAT(lost.output, HasSubstr("spec-runner: a.wast: File exists\n"));
  EXPECT_EQ(run("-q --write-expected below/new/list a.wast", "cd " + path("") + "; ").status, 2);
  EXPECT_THAT(read("below/new/list"), HasSubstr("a.wast:1"));
}

}  // namespace
