// `--bless`.
#include "tools/spec-runner/blessing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;

class blessing : public test::ProgramTest {
 protected:
  // Runs a script, whose module comes first, and gives what becomes of the rest.
  std::string blessed(const std::string& module, const std::string& rest, const std::string& options = {}) const {
    const auto result = test::run("--bless " + options + " " + write("a.wast", module + rest));
    output_ = result.output;
    EXPECT_EQ(read("a.wast").substr(0, module.size()), module);
    again_ = test::run("-q " + options + " " + path("a.wast"));
    EXPECT_EQ(test::run("-q --bless " + options + " " + path("a.wast")).output, again_.output) << "twice";
    return read("a.wast").substr(module.size());
  }
  const std::string& output() const { return output_; }
  // What the script comes to afterwards.
  const test::Run& again() const { return again_; }

 private:
  mutable std::string output_;
  mutable test::Run again_;
};

constexpr const char* module = R"(;; a script
(module (func (export "i") (result i32 i64) (i32.const -1) (i64.const 2))
  (func (export "n") (result f32 f64 f32) (f32.const nan) (f64.const -nan:0x8000000000001) (f32.const nan:0x1))
  (func (export "v") (result v128) (v128.const i8x16 -1 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15))
  (func (export "r") (result funcref funcref externref anyref)
    (ref.null func) (ref.func 0) (ref.null extern) (ref.i31 (i32.const 1)))
  (func (export "e") (param externref) (result externref) (local.get 0))
  (func (export "t") unreachable)
  (func (export "z") (result i32) (i32.div_s (i32.const 1) (i32.const 0))))
)";

TEST_F(blessing, results_are_replaced_and_nothing_else) {
  EXPECT_EQ(blessed(module,
                    "(assert_return  (invoke \"i\")\n  (i32.const 0) ;; minus one\n (i64.const 0x2) )\n(invoke \"i\")"),
            "(assert_return  (invoke \"i\")\n  (i32.const -1) ;; minus one\n (i64.const 0x2) )\n(invoke \"i\")");
  EXPECT_THAT(output(), EndsWith("a.wast: 1 expectation blessed\n3 passed, 0 failed\n"));
}

TEST_F(blessing, as_many_results_are_written_as_there_are) {
  EXPECT_EQ(blessed(module, "(assert_return (invoke \"i\"))\n"),
            "(assert_return (invoke \"i\") (i32.const -1) (i64.const 2))\n");
  EXPECT_EQ(blessed(module, "(assert_return (invoke \"e\" (ref.extern 3)) (i32.const 1) (i32.const 2))\n"),
            "(assert_return (invoke \"e\" (ref.extern 3)) (ref.extern 3))\n");
}

TEST_F(blessing, values_are_written_as_patterns) {
  EXPECT_EQ(blessed(module, "(assert_return (invoke \"n\") (f32.const 0) (f64.const 0) (f32.const 0))"),
            "(assert_return (invoke \"n\") (f32.const nan:canonical) (f64.const nan:arithmetic) (f32.const nan:0x1))");
  EXPECT_EQ(blessed(module, "(assert_return (invoke \"v\") (v128.const i16x8 0 0 0 0 0 0 0 0))"),
            "(assert_return (invoke \"v\") (v128.const i16x8 511 770 1284 1798 2312 2826 3340 3854))");
  EXPECT_EQ(blessed(module, "(assert_return (invoke \"r\"))"),
            "(assert_return (invoke \"r\") (ref.null func) (ref.func) (ref.null extern) (ref.i31))");
}

TEST_F(blessing, messages_are_replaced) {
  EXPECT_EQ(
      blessed(module, "(assert_trap (invoke \"z\") \"overflow\")(assert_invalid (module (func (param $x foo))) \"x\")"),
      "(assert_trap (invoke \"z\") \"integer divide by zero\")(assert_invalid (module (func (param $x foo))) \"x\")");
  EXPECT_THAT(output(), HasSubstr("2 passed, 1 failed"));
  EXPECT_THAT(blessed(module, "(assert_unlinkable (module (import \"a\" \"b\" (func))) \"x\")"),
              HasSubstr(") \"unknown import"));
}

TEST_F(blessing, only_exhaustion_is_blessed_as_exhaustion) {
  const std::string deep =
      std::string(module) + "(module (func $f (export \"f\") (call $f)) (func (export \"t\") unreachable))\n";
  EXPECT_EQ(blessed(deep, "(assert_exhaustion (invoke \"f\") \"x\")"),
            "(assert_exhaustion (invoke \"f\") \"call stack exhausted\")");
  EXPECT_THAT(again().output, EndsWith("3 passed, 0 failed\n"));
  EXPECT_EQ(blessed(deep, "(assert_exhaustion (invoke \"t\") \"x\")"), "(assert_exhaustion (invoke \"t\") \"x\")");
  EXPECT_THAT(output(), AllOf(HasSubstr("the call stack was not exhausted"), EndsWith("2 passed, 1 failed\n")));
}

// Whatever is found is compared in the same way when the script is run again, which then passes.
TEST_F(blessing, messages_are_written_as_the_dialect_compares_them) {
  const std::string rest = R"wast((assert_trap (invoke "z") "over.flow")
(assert_malformed (module quote "(func (result i32) i32.const 1 i32.addd)") "(unclosed")
(assert_malformed (module quote "(import \"\" \"\" (func)) (memory (data \"a)") "no+")
(assert_exhaustion (invoke "d") "no[t]")
(assert_unlinkable (module (import "spectest" "none" (func))) "x\\d")
(assert_invalid (module (func (result i32))) "x"))wast";
  const std::string deep = std::string(module) +
                           "(module (func $f (export \"d\") (call $f)) "
                           "(func (export \"z\") (drop (i32.div_s (i32.const 1) (i32.const 0)))))\n";
  for (const std::string options : {"--messages=prefix", "--messages=contains", "--messages=regex"}) {
    const std::string text = blessed(deep, rest, options);
    EXPECT_THAT(output(), EndsWith("a.wast: 6 expectations blessed\n8 passed, 0 failed\n")) << options;
    EXPECT_EQ(again().output, "8 passed, 0 failed\n") << options;
    EXPECT_THAT(text, HasSubstr("\"integer divide by zero\")")) << options;
  }
  EXPECT_EQ(blessed(deep, rest, "--messages=ignore"), rest);
  EXPECT_THAT(output(), testing::StrEq("8 passed, 0 failed\n"));
}

TEST_F(blessing, what_ends_otherwise_is_reported_and_stays) {
  for (const std::string directive :
       {"(assert_return (invoke \"t\"))", "(assert_trap (invoke \"i\") \"x\")", "(assert_exception (invoke \"t\"))",
        "(assert_invalid (module) \"x\")", "(assert_return (invoke \"none\"))", "(invoke \"t\")",
        "(assert_return_canonical_nan (invoke \"i\"))"}) {
    EXPECT_EQ(blessed(module, directive), directive);
    EXPECT_THAT(output(), EndsWith("1 passed, 1 failed\n")) << directive;
  }
}

TEST_F(blessing, only_what_is_checked_is_blessed) {
  const std::string rest = "(assert_trap (invoke \"t\") \"x\")\n(assert_trap (invoke \"t\") \"y\")\n";
  EXPECT_EQ(blessed(module, rest, "--filter 'wast:11 '"),
            "(assert_trap (invoke \"t\") \"x\")\n(assert_trap (invoke \"t\") \"unreachable\")\n");
  EXPECT_EQ(blessed(module, rest, "--expected-failures " + write("list", "a.wast:10  # known\n")),
            "(assert_trap (invoke \"t\") \"x\")\n(assert_trap (invoke \"t\") \"unreachable\")\n");
}

TEST_F(blessing, other_files_and_standard_input_are_left_alone) {
  const std::string inner =
      "(module (func (export \"f\") (result i32) (i32.const 1)))\n(assert_return (invoke \"f\"))\n";
  write("below/b.wast", inner);
  const std::string outer = "(input \"" + path("below/b.wast") + "\")";
  EXPECT_EQ(blessed("", outer), outer);
  EXPECT_EQ(read("below/b.wast"), inner);
  EXPECT_EQ(test::run("--bless -", "echo '(module)' | ").status, 2);
}

TEST_F(blessing, nothing_is_written_without_need_or_without_the_option) {
  const std::string file =
      write("a.wast", "(module (func (export \"f\")))\n(assert_return (invoke \"f\") (i32.const 1))\n");
  EXPECT_EQ(test::run(file).status, 1);
  EXPECT_THAT(read("a.wast"), HasSubstr("(i32.const 1)"));
  write("b.wast", "(module)");
  EXPECT_EQ(test::run("--bless " + path("b.wast")).output, "1 passed, 0 failed\n");
}

}  // namespace
}  // namespace modlink::runner
