// `--coverage` and `--coverage-report`: what they show and write, and what they do not go with.
#include "tools/spec-runner/coverage_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/files/files.h"
#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;

class coverage_options : public test::ProgramTest {
 protected:
  std::string script() {
    return write("a.wast", R"((module
  (func (export "f") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.const 1))
      (else (i32.const 2)))))
(assert_return (invoke "f" (i32.const 7)) (i32.const 1)))");
  }
};

TEST_F(coverage_options, shows_what_is_asked_for_before_the_last_line) {
  const auto lines = test::run("--coverage lines " + script());
  EXPECT_EQ(lines.status, 0);
  EXPECT_THAT(lines.output, AllOf(HasSubstr("2/3  66.7%"), HasSubstr("a.wast: not reached: 5\n"),
                                  EndsWith("  all\n2 passed, 0 failed\n")));
  const auto both = test::run("--coverage instructions --coverage rules " + script());
  EXPECT_THAT(both.output, AllOf(HasSubstr("3/4  75.0%        1/2  50.0%"), HasSubstr("definitions (valid/modules)")));
}

TEST_F(coverage_options, runs_of_several_files_and_threads_add_up) {
  const std::string file = script();
  const auto twice = test::run("-j2 --coverage lines " + file + " " + file);
  EXPECT_THAT(twice.output, HasSubstr("2/3  66.7%  all\n4 passed"));
}

TEST_F(coverage_options, writes_reports) {
  const std::string json = path("c.json");
  const std::string lcov = path("c.info");
  const auto result = test::run("--coverage-report json=" + json + " --coverage-report lcov=" + lcov + " " + script());
  EXPECT_EQ(result.output, "2 passed, 0 failed\n");
  EXPECT_THAT(cli::read_file(json), HasSubstr("\"ways\": {\n   \"all\": 2,\n   \"reached\": 1"));
  EXPECT_THAT(cli::read_file(lcov), HasSubstr("BRDA:3,0,0,1\nBRDA:3,0,1,0\n"));
}

TEST_F(coverage_options, modules_in_bytes_have_instructions_and_no_lines) {
  const std::string file = write("b.wast",
                                 "(module binary \"\\00asm\\01\\00\\00\\00\\01\\04\\01\\60\\00\\00\\03\\02\\01\\00"
                                 "\\08\\01\\00\\0a\\05\\01\\03\\00\\01\\0b\")");
  EXPECT_THAT(test::run("--coverage instructions " + file).output, HasSubstr("1/1 100.0%        1/1 100.0%"));
  EXPECT_THAT(test::run("--coverage lines " + file).output, HasSubstr("0/0 100.0%  all\n"));
}

// All quoted modules of a script have sources of one name.
TEST_F(coverage_options, modules_with_sources_of_their_own_stay_apart) {
  const std::string file = write("c.wast", R"wast((module quote "(func (export \"f\") nop nop)")
(invoke "f")
(module quote "(func (export \"f\") nop nop nop) (func nop)"))wast");
  EXPECT_THAT(test::run("--coverage instructions " + file).output,
              HasSubstr("      1/3  33.3%        2/6  33.3%        0/0 100.0%  all\n"));
  const std::string lcov = path("d.info");
  test::run("--coverage-report lcov=" + lcov + " " + file);
  EXPECT_EQ(cli::read_file(lcov), "TN:\n") << "they are no files";
}

TEST_F(coverage_options, refuses_what_it_does_not_go_with) {
  for (const char* other : {"--trace", "--engine cat", "--isolate", "--compare x"}) {
    const auto result = test::run(std::string("--coverage rules ") + other + " " + script());
    EXPECT_EQ(result.status, 2) << other;
    EXPECT_THAT(result.output, HasSubstr("--coverage: ")) << other;
  }
  EXPECT_THAT(test::run("--coverage-report xml=a " + script()).output, HasSubstr("expected json=FILE or lcov=FILE"));
  EXPECT_THAT(test::run("--coverage-report json= " + script()).output, HasSubstr("expected json=FILE or lcov=FILE"));
  EXPECT_EQ(test::run("--coverage-report json=/dev/null/x " + script()).status, 2);
}

}  // namespace
}  // namespace modlink::runner
