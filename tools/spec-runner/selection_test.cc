// The program: which scripts and directives a run is about.
#include "tools/spec-runner/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class selection : public testing::Test {
 protected:
  selection() {
    folder_.write("a.wast", failing_script);
    folder_.write("b.wast", "(module)\n(invoke \"x\")\n");
  }
  std::string run(const std::string& line) const { return folder_.run("spec-runner --fuel 1000 " + line).output; }
  int status(const std::string& line) const { return folder_.run("spec-runner --fuel 1000 " + line).status; }

  // For as long as a loop takes.
  std::string told(const std::string& line) const { return folder_.run("spec-runner --timeout 0.3 " + line).output; }

  TestFolder folder_;
};

TEST_F(selection, filter_and_exclude) {
  EXPECT_THAT(run("a.wast --filter assert_return"), EndsWith("1 passed, 1 failed, 3 skipped\n"));
  EXPECT_THAT(run("a.wast --exclude assert_return"), EndsWith("1 passed, 2 failed, 2 skipped\n"));
  EXPECT_THAT(run("a.wast --exclude 'wast:[245] '"), EndsWith("2 passed, 0 failed, 3 skipped\n"));
  EXPECT_THAT(run("a.wast --filter assert --filter return --exclude 'wast:2 '"),
              EndsWith("1 passed, 0 failed, 4 skipped\n"));
  EXPECT_EQ(status("a.wast --exclude '('"), 2);
}

TEST_F(selection, something_has_to_be_left) {
  const std::string none = "spec-runner: no directive is left by --filter and --exclude\n";
  for (const char* nothing : {"--filter zzz", "--exclude .", "--filter assert --exclude assert"}) {
    EXPECT_EQ(run(std::string("a.wast b.wast ") + nothing), "0 passed, 0 failed, 7 skipped\n" + none) << nothing;
    EXPECT_EQ(status(std::string("a.wast b.wast ") + nothing), 2) << nothing;
  }
  EXPECT_EQ(status("a.wast b.wast --filter 'b.wast:1 '"), 0);
  EXPECT_EQ(status("a.wast b.wast --filter 'b.wast:1 ' --shard 1/2") + status("a.wast b.wast --filter zzz --shard 2/2"),
            0);
}

TEST_F(selection, line_checks_what_begins_there) {
  EXPECT_EQ(run("a.wast --line 3"), "1 passed, 0 failed, 4 skipped\n");
  EXPECT_THAT(run("a.wast --line 2"), EndsWith("0 passed, 1 failed, 4 skipped\n"));
  EXPECT_EQ(run("a.wast --line 99"), "a.wast: no directive begins on line 99\n0 passed, 0 failed, 5 skipped\n");
  EXPECT_EQ(status("a.wast --line 99"), 2);
  EXPECT_EQ(run("a.wast b.wast --line 3"), "spec-runner: --line: is for one script, and there are 2\n");
  EXPECT_EQ(status("a.wast --line x"), 2);
}

TEST_F(selection, line_is_one_of_the_script_itself) {
  folder_.write("outer.wast", "(input \"inner.wast\")\n(module)\n");
  folder_.write("inner.wast", "(module)\n(invoke \"x\")\n");
  EXPECT_EQ(run("outer.wast --line 2"), "1 passed, 0 failed, 3 skipped\n");
}

TEST_F(selection, fail_fast_stops_after_the_first_failure) {
  folder_.write("c.wast", "(module)");
  const std::string expected =
      "a.wast: 1 passed, 1 failed, 3 not run\nstopped after the first failure; 2 scripts not run at all\n"
      "1 passed, 1 failed, 3 not run\n";
  for (const char* jobs : {"-j1", "-j2", "-j3", "-j2 --isolate"}) {
    EXPECT_THAT(run(std::string(jobs) + " --fail-fast a.wast b.wast c.wast"), EndsWith(expected)) << jobs;
  }
  EXPECT_THAT(run("-j3 --fail-fast a.wast b.wast c.wast"), Not(HasSubstr("b.wast")));
  EXPECT_THAT(run("-j3 --fail-fast c.wast b.wast"), EndsWith("\n2 passed, 1 failed\n"));
  EXPECT_EQ(run("--fail-fast c.wast"), "1 passed, 0 failed\n");
  run("a.wast c.wast --fail-fast --report json=o.json");
  EXPECT_THAT(folder_.read("o.json"), HasSubstr("{\"path\":\"c.wast\",\"status\":\"not_run\""));
  EXPECT_THAT(folder_.read("o.json"),
              HasSubstr("\"line\":5,\"column\":1,\"keyword\":\"assert_invalid\",\"status\":\"not_run\""));
}

// Whether those behind the first failure have begun or not, nothing is told of them, nor written by them.
TEST_F(selection, fail_fast_leaves_nothing_of_what_is_behind) {
  folder_.write("1.wast", "(module (func (export \"f\") (loop (br 0)))) (invoke \"f\")");
  folder_.write("2.wast", ";;! nonsense = true\n(module)");
  folder_.write("3.wast", std::string("\0asm", 4));
  folder_.write("4.wast",
                "(module (func (export \"f\"))) (assert_return (invoke \"f\") (i32.const 1)) (output \"o.wat\")");
  const std::string blessed = folder_.read("4.wast");
  const std::string line = " --fail-fast --bless --allow-output 1.wast 2.wast 3.wast 4.wast";
  const std::string expected = told("-j1" + line);
  EXPECT_THAT(expected,
              EndsWith("1.wast: 1 passed, 1 failed\nstopped after the first failure; 3 scripts not run at all\n"
                       "1 passed, 1 failed\n"));
  for (const char* how : {"-j4", "-j4 --isolate"}) EXPECT_EQ(told(how + line), expected) << how;
  EXPECT_EQ(folder_.read("4.wast"), blessed);
  EXPECT_FALSE(folder_.has("o.wat"));
}

TEST_F(selection, complaints_stand_where_their_scripts_do) {
  folder_.write("1.wast", "(module (func (export \"f\") (loop (br 0)))) (invoke \"f\")");
  folder_.write("2.wast", ";;! nonsense = true\n(module)");
  folder_.write("3.wast", std::string("\0asm", 4));
  const std::string line = " 1.wast 2.wast 3.wast 2.wast";
  const std::string expected = told("-j1" + line);
  EXPECT_THAT(expected, HasSubstr(", 1.wast:1:35\n2.wast:1: warning: feature `nonsense` is not known here\n"));
  for (const char* how : {"-j4", "-j4 --isolate"}) EXPECT_EQ(told(how + line), expected) << how;
}

TEST_F(selection, fail_fast_stops_at_files_that_cannot_be_read) {
  EXPECT_THAT(run("-j1 --fail-fast none.wast a.wast"),
              EndsWith("stopped after the first failure; 1 script not run at all\n0 passed, 0 failed\n"));
}

TEST_F(selection, an_endless_loop_is_a_failed_directive_with_its_stack) {
  for (const char* bound : {"--timeout 0.05", "--fuel 100000"}) {
    const ProgramEnd end = folder_.run("spec-runner a.wast --line 4 " + std::string(bound));
    EXPECT_EQ(end.status, 1) << bound;
    EXPECT_THAT(end.output, HasSubstr("\n  at function 1 (export \"loop\"), a.wast:1:")) << bound;
    EXPECT_THAT(end.output, EndsWith("0 passed, 1 failed, 4 skipped\n")) << bound;
  }
}

TEST(selections, of_directives) {
  Selection everything;
  EXPECT_TRUE(everything.is_everything());
  EXPECT_TRUE(everything.selects("a.wast", 1, "module", true));
  Selection of_line;
  of_line.line = 3;
  EXPECT_FALSE(of_line.is_everything());
  EXPECT_TRUE(of_line.selects("a.wast", 3, "module", true));
  EXPECT_FALSE(of_line.selects("a.wast", 3, "module", false));
  EXPECT_FALSE(of_line.selects("a.wast", 4, "module", true));
}

}  // namespace
}  // namespace modlink::runner
