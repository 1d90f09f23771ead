// Tests of scripts in JavaScript, run on node.
#include "tools/convert/js.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "tools/convert/test_input.h"
#include "tools/differential/other_engine.h"

namespace modlink::convert {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

class js_script : public test::FolderTest {
 protected:
  void SetUp() override {
    node_ = differential::find_node();
    if (!node_) GTEST_SKIP() << "node is not installed";
  }

  test::Run run_all(const std::vector<Input>& inputs) const {
    write(to_js(inputs, "script.js"));
    return test::shell("'" + *node_ + "' '" + (folder() / "script.js").string() + "'");
  }
  test::Run run_script(const std::string& text) const { return run_all({test::make_input(text)}); }
  void expect_output(const std::string& text, const std::string& output) const {
    const test::Run run = run_script(text);
    EXPECT_EQ(run.output, output);
    EXPECT_EQ(run.status, output.find(" 0 failed") == std::string::npos ? 1 : 0);
  }

 private:
  std::optional<std::string> node_;
};

TEST_F(js_script, directives_are_carried_out) {
  expect_output(R"(
    (module $M (func (export "f") (param i32 i64) (result i64 i32) (local.get 1) (local.get 0))
      (func $r (export "r") (call $r)) (func (export "t") unreachable)
      (tag $e) (func (export "x") (throw $e)) (global (export "g") f32 (f32.const 0.1)))
    (register "m" $M)
    (assert_return (invoke "f" (i32.const -1) (i64.const -2)) (i64.const -2) (i32.const -1))
    (assert_return (get $M "g") (f32.const 0.1))
    (assert_trap (invoke "t") "unreachable")
    (assert_exhaustion (invoke "r") "call stack exhausted")
    (assert_exception (invoke "x"))
    (module definition $D (import "m" "t" (func)) (import "spectest" "print_i32" (func (param i32))))
    (module instance $I $D)
    (module definition $T (func $s unreachable) (start $s))
    (module definition $U (import "no" "x" (func)))
    (assert_trap (module instance $I $T) "unreachable")
    (assert_unlinkable (module instance $U) "unknown import")
    (invoke $M "f" (i32.const 1) (i64.const 2))
    (assert_malformed (module binary "\00asm\02\00\00\00") "unknown binary version")
    (assert_invalid (module (func (result i32))) "type mismatch")
    (assert_unlinkable (module (import "no" "x" (func))) "unknown import")
    (assert_trap (module (func $s unreachable) (start $s)) "unreachable"))",
                "18 passed, 0 failed\n");
}

// JavaScript has them flat: what is exported in instances, and imported by one name, has a place there.
TEST_F(js_script, modules_that_link_are_flattened) {
  expect_output(R"((module $P
      (module $C (global $g (mut i32) (i32.const 0))
        (func (export "next") (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g))
        (func (export "v") (result v128) (v128.const i64x2 1 2)))
      (instance $a (instantiate $C)) (instance $b (instantiate $C))
      (export "a" (instance $a)) (export "b" (instance $b)))
    (assert_return (invoke "a" "next") (i32.const 1))
    (assert_return (invoke "a" "next") (i32.const 2))
    (assert_return (invoke $P "b" "next") (i32.const 1))
    (assert_return (invoke $P "b" "v") (v128.const i64x2 1 2))
    (register "next" (func $P "b" "next"))
    (module (import "next" (func $next (result i32))) (func (export "f") (result i32) (call $next)))
    (assert_return (invoke "f") (i32.const 2))
    (register "P" $P)
    (module (import "P" (instance $p (export "a" (instance (export "next" (func (result i32)))))))
      (func (export "g") (result i32) (call (func $p "a" "next"))))
    (assert_return (invoke "g") (i32.const 3))
    (assert_unlinkable (module (import "P" (instance (export "c" (func))))) "unknown import")
    (assert_unlinkable (module (import "" "next" (func (result i32)))) "unknown import")
    (module definition binary "\00asm\01\00\00\00" "\0e\01\00")
    (register "next" $P)
    (assert_unlinkable (module (import "next" (func (result i32)))) "incompatible import type"))",
                "16 passed, 0 failed\n");
}

// What core modules import by two names, the first of them empty, has nothing to do with imports by one name.
TEST_F(js_script, imports_by_one_name_are_none_by_an_empty_one) {
  expect_output(R"((module $A (func (export "x") (result i32) (i32.const 1)))
    (register "x" (func $A "x"))
    (assert_unlinkable (module (import "" "x" (func (result i32)))) "unknown import")
    (module $B (func (export "x") (result i32) (i32.const 2)))
    (register "" $B)
    (module (import "" "x" (func $f (result i32))) (func (export "f") (result i32) (call $f)))
    (assert_return (invoke "f") (i32.const 2))
    (module (import "" (instance $b (export "x" (func (result i32)))))
      (func (export "f") (result i32) (call (func $b "x"))))
    (assert_return (invoke "f") (i32.const 2))
    (module (import "x" (func $f (result i32))) (func (export "f") (result i32) (call $f)))
    (assert_return (invoke "f") (i32.const 1)))",
                "11 passed, 0 failed\n");
}

TEST_F(js_script, identifiers_are_names_of_imports_where_a_dialect_says_so) {
  Input input = test::make_input(R"((module $a (func (export "one") (result i32) (i32.const 1)))
    (module (import "a" "one" (func $f (result i32))) (func (export "f") (result i32) (call $f)))
    (assert_return (invoke "f") (i32.const 1))
    (module definition $a (func (export "one") (result i32) (i32.const 2)))
    (module (import "a" "one" (func (result i32))))
    (module instance $a $a)
    (module (import "a" "one" (func (result i32)))))");
  input.language.scripts.name_imports = true;
  EXPECT_EQ(run_all({input}).output, "skipped 1: imports of what was left out\n6 passed, 0 failed, 1 skipped\n");
}

// Each is counted, and what depends on it.
TEST_F(js_script, what_flat_modules_cannot_do_is_left_out) {
  expect_output(R"((module $C (global $g (mut i32) (i32.const 0))
      (func (export "next") (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))
    (register "C" $C)
    (module $D (func (export "one") (result i32) (i32.const 1)))
    (register "D" $D)
    (module (import "m" (module)) (import "C" "next" (func $f (result i32))) (import "D" "one" (func (result i32)))
      (func $s (drop (call $f))) (start $s))
    (assert_return (invoke $C "next") (i32.const 2))
    (assert_return (invoke $D "one") (i32.const 1))
    (register "D" (module $D))
    (module (import "D" "one" (func (result i32))))
    (module $P (module (func (export "f"))) (instance $i (instantiate 0)) (export "i" (instance $i)))
    (register "i" (instance $P "i"))
    (assert_unlinkable (module (import "x" (instance))) "unknown import")
    (assert_invalid (module (import "x" (instance)) (func (result i32))) "type mismatch"))",
                "skipped 1: modules that cannot be flattened\n"
                "skipped 1: instances that what was left out may have changed\n"
                "skipped 1: modules that are registered\n"
                "skipped 1: imports of what was left out\n"
                "skipped 1: instances and modules in instances\n"
                "skipped 1: imports of instances without exports\n"
                "skipped 1: invalid modules with module linking\n"
                "6 passed, 0 failed, 7 skipped\n");
}

TEST_F(js_script, flat_modules_have_room_together) {
  std::string module = "(module (module $C (memory 1) (data (i32.const 0) \"" + std::string(60'000, 'x') + "\"))";
  for (int i = 0; i < 200; ++i) module += "(instance (instantiate $C))";
  const Conversion js = to_js({test::make_input(module + ") " + module + ") (module)")}, "x");
  EXPECT_EQ(js.left_out.text(), "modules that are too large together once they are flat (1)");
}

TEST_F(js_script, what_only_module_linking_makes_invalid_is_left_out) {
  Input input =
      test::make_input("(assert_invalid (module (import \"a\" \"b\" (func)) (import \"a\" \"b\" (func))) \"x\")");
  input.language.features.dialect.duplicate_imports = DuplicateImports::forbid_linked;
  EXPECT_EQ(run_all({input}).output,
            "skipped 1: what only module linking makes invalid\n0 passed, 0 failed, 1 skipped\n");
}

// What all objects of JavaScript have is no export of anything.
TEST_F(js_script, nothing_is_inherited) {
  std::string script = "(module $M (func (export \"f\"))) (register \"m\" $M)\n";
  int directives = 2;
  for (const std::string name : {"toString", "constructor", "hasOwnProperty", "__proto__", "__defineGetter__"}) {
    for (const std::string module : {"spectest", "m", name.c_str()}) {
      for (const std::string kind : {"(func)", "(global externref)"}) {
        script += "(assert_unlinkable (module (import \"" + module + "\" \"" + name + "\" " + kind +
                  ")) \"unknown import\")\n";
        ++directives;
      }
    }
    script += "(module (func (export \"" + name + "\"))) (register \"" + name +
              "\")\n"
              "(module (import \"" +
              name + "\" \"" + name + "\" (func)))\n(invoke $" + "M \"f\")\n";
    directives += 4;
  }
  expect_output(script, std::to_string(directives) + " passed, 0 failed\n");
}

TEST_F(js_script, each_assertion_can_fail) {
  const test::Run run = run_script(R"((module $M
      (func (export "f") (result i32) (i32.const 1)) (func (export "t") unreachable)
      (func (export "v") (result v128) (v128.const i32x4 1 2 3 4)))
(assert_return (invoke "f") (i32.const 2))
(assert_return (invoke "t"))
(assert_trap (invoke "f") "unreachable")
(assert_exhaustion (invoke "f") "call stack exhausted")
(assert_exception (invoke "t"))
(assert_return (invoke "v") (v128.const i32x4 1 2 3 5))
(assert_invalid (module) "m")
(assert_malformed (module binary "\00asm\01\00\00\00") "m")
(assert_unlinkable (module) "unknown import")
(assert_trap (module) "unreachable")
(module (import "no" "f" (func)))
(module instance $I $M))");
  EXPECT_EQ(run.status, 1);
  for (int line = 4; line <= 14; ++line) EXPECT_THAT(run.output, HasSubstr("t.wast:" + std::to_string(line) + ": "));
  EXPECT_THAT(run.output, HasSubstr("t.wast:4: assert_return failed: expected i32:2, found 1\n"));
  EXPECT_THAT(run.output, HasSubstr("the results are not (v128.const i32x4 1 2 3 5)\n"));
  EXPECT_THAT(run.output, EndsWith("\n2 passed, 11 failed\n"));
}

// What JavaScript has no value of is compared in WebAssembly.
TEST_F(js_script, vectors_nans_exceptions_and_kinds_of_references_are_compared) {
  const std::string module = R"((module
    (tag $e)
    (func (export "v") (param v128) (result v128) (local.get 0))
    (func (export "n") (param f32) (result f32) (local.get 0))
    (func (export "x") (result exnref) (block (result exnref) (try_table (catch_all_ref 0) (throw $e)) unreachable))
    (func (export "y") (param exnref) (result i32) (ref.is_null (local.get 0)))
    (func (export "s") (result anyref) (struct.new $s)) (type $s (struct))
    (func (export "i") (result anyref) (ref.i31 (i32.const 1)))
    (func (export "t") (param v128) unreachable)
    (global (export "g") v128 (v128.const i64x2 1 2)) (global (export "h") (mut f64) (f64.const nan:0x1))) )";
  expect_output(module + R"(
    (assert_return (invoke "v" (v128.const i64x2 -1 2)) (v128.const i64x2 -1 2))
    (assert_return (invoke "v" (v128.const f32x4 nan 1 nan:0x500000 3)) (v128.const f32x4 nan:canonical 1 nan:arithmetic 3))
    (assert_return (invoke "n" (f32.const nan:0x200000)) (f32.const nan:0x200000))
    (assert_return (invoke "n" (f32.const -nan)) (f32.const nan:canonical))
    (assert_return (invoke "n" (f32.const 1)) (either (f32.const nan:canonical) (f32.const 1)))
    (assert_return (invoke "x") (ref.exn))
    (assert_return (invoke "y" (ref.null exn)) (i32.const 1))
    (assert_return (invoke "s") (ref.struct))
    (assert_return (invoke "i") (ref.i31))
    (assert_return (invoke "i") (ref.eq))
    (assert_trap (invoke "t" (v128.const i64x2 0 0)) "unreachable")
    (invoke "v" (v128.const i64x2 0 0))
    (assert_return (get "g") (v128.const i64x2 1 2))
    (assert_return (get "h") (f64.const nan:0x1)))",
                "15 passed, 0 failed\n");
  const test::Run run = run_script(module + R"(
    (assert_return (invoke "v" (v128.const f32x4 0 1 nan:0x300000 3)) (v128.const f32x4 0 1 nan:arithmetic 3))
    (assert_return (invoke "n" (f32.const nan:0x200000)) (f32.const nan:canonical))
    (assert_return (invoke "n" (f32.const nan:0x200000)) (f32.const nan:arithmetic))
    (assert_return (invoke "n" (f32.const 2)) (either (f32.const nan:canonical) (f32.const 1)))
    (assert_return (invoke "s") (ref.array))
    (assert_return (invoke "s") (ref.i31))
    (assert_return (get "h") (f64.const nan:0x2)))");
  EXPECT_THAT(run.output, EndsWith("\n1 passed, 7 failed\n"));
}

TEST_F(js_script, references_of_the_host_are_themselves) {
  expect_output(R"((module (func (export "e") (param externref) (result externref) (local.get 0))
      (func (export "a") (param anyref) (result anyref) (local.get 0))
      (func (export "f") (result funcref) (ref.func 0)))
    (assert_return (invoke "e" (ref.extern 1)) (ref.extern 1))
    (assert_return (invoke "e" (ref.extern 1)) (ref.extern))
    (assert_return (invoke "e" (ref.null extern)) (ref.null extern))
    (assert_return (invoke "a" (ref.host 2)) (ref.host 2))
    (assert_return (invoke "f") (ref.func)))",
                "6 passed, 0 failed\n");
}

TEST_F(js_script, what_javascript_cannot_say_is_counted_and_said) {
  const std::string text = R"((assert_malformed (module quote "(fun") "m") (assert_limit (module) "m")
    (module $L (module)) (invoke $L "f") (thread $t) (wait $t) (register "m" (module $L))
    (assert_malformed_custom (module) "m") (assert_invalid_custom (module) "m") (input "x") (output "x"))";
  EXPECT_EQ(to_js({test::make_input(text)}, "x").left_out.count(), 10u);
  const test::Run run = run_script(text);
  EXPECT_EQ(run.status, 0);
  EXPECT_THAT(run.output, HasSubstr("skipped 1: text that is malformed\n"));
  EXPECT_THAT(run.output, HasSubstr("skipped 2: threads\n"));
  EXPECT_THAT(run.output, EndsWith("\n1 passed, 0 failed, 10 skipped\n"));
}

TEST_F(js_script, scripts_know_nothing_of_each_other) {
  const test::Run run =
      run_all({test::make_input("(module $M) (register \"m\")", "a"),
               test::make_input("(assert_unlinkable (module (import \"m\" \"x\" (func))) \"u\")", "b")});
  EXPECT_EQ(run.output, "3 passed, 0 failed\n");
}

TEST_F(js_script, no_name_gets_out_of_its_string) {
  const std::string text =
      R"((module $"');process.exit(9)//" (func (export "\");process.exit(8)//\u{2028}") (export "__proto__")))
         (invoke $"');process.exit(9)//" "\");process.exit(8)//\u{2028}") (register "__proto__") (invoke "__proto__")
         (module (import "__proto__" "__proto__" (func))))";
  expect_output(text, "5 passed, 0 failed\n");
}

std::set<std::string> failures(const std::string& output) {
  std::set<std::string> result;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t failed = line.find(" failed: ");
    if (failed != std::string::npos) result.insert(line.substr(0, line.find(": ")));
  }
  return result;
}

// docs/convert.md says why these fail.
const std::set<std::string> known_failures{
    "memory64.wast:8",
    "memory64.wast:9",
    "proposals/threads/imports.wast:309",
    "proposals/threads/imports.wast:313",
    "proposals/threads/imports.wast:317",
    "proposals/threads/imports.wast:404",
    "proposals/threads/imports.wast:408",
    "proposals/threads/imports.wast:412",
    "proposals/threads/memory.wast:14",
    "proposals/threads/memory.wast:15",
    "proposals/wide-arithmetic/wide-arithmetic.wast:326",
    "table.wast:9",
    "table64.wast:9",
};

TEST_F(js_script, the_official_suite_passes_but_for_what_is_listed) {
  const std::vector<Input> suite = test::official_suite();
  if (suite.empty()) GTEST_SKIP() << "the official suite is not there";
  const test::Run run = run_all(suite);
  EXPECT_EQ(failures(run.output), known_failures) << run.output;
  EXPECT_THAT(run.output, HasSubstr("\n6")) << "as many passed as there are";
}

}  // namespace
}  // namespace modlink::convert
