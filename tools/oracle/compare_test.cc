// The example of docs/oracle.md that compares two engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tools/files/test_shell.h"

namespace modlink::oracle {
namespace {

using testing::HasSubstr;
using testing::Not;

class compare_example : public testing::Test {
 protected:
  void SetUp() override {
    if (cli::test::shell("python3 --version").status != 0) GTEST_SKIP() << "there is no python3";
  }
  // What is printed with these engines and modules, in a folder that has `sum.wasm`.
  static cli::test::ShellEnd compare(const std::string& arguments) {
    const std::string example = MODLINK_SOURCE_DIR "/examples/oracle/";
    return cli::test::shell(
        "folder=$(mktemp -d) && trap 'rm -r \"$folder\"' EXIT && cd \"$folder\" && modlink parse '" + example +
        "sum.wat' -o sum.wasm && python3 '" + example + "compare.py' " + arguments);
  }
};

constexpr char both[] = "'modlink oracle --batch' 'modlink oracle --batch' ";

TEST_F(compare_example, engines_that_are_the_same) {
  const cli::test::ShellEnd end = compare(both + std::string("sum.wasm"));
  EXPECT_EQ(end.status, 0);
  EXPECT_EQ(end.output, "sum.wasm: 13 the same\n");
}

TEST_F(compare_example, files_that_are_not_there) {
  const cli::test::ShellEnd end = compare(both + std::string("none.wasm"));
  EXPECT_EQ(end.status, 2);
  EXPECT_EQ(end.output, "none.wasm: No such file or directory\n");
}

TEST_F(compare_example, engines_that_are_none) {
  for (const std::string engine : {"true", "exec <&-; sleep 0.1", "read -r line", "no-such-engine"}) {
    const cli::test::ShellEnd end = compare("'modlink oracle --batch' '" + engine + "' sum.wasm");
    EXPECT_EQ(end.status, 2) << engine;
    EXPECT_THAT(end.output, HasSubstr("an engine ended at hello\n")) << engine;
    EXPECT_THAT(end.output, Not(HasSubstr("rror"))) << engine;
  }
  const cli::test::ShellEnd end = compare("'modlink oracle --batch' 'echo what' sum.wasm");
  EXPECT_EQ(end.status, 2);
  EXPECT_EQ(end.output, "an engine answered hello with something else: what\n");
}

}  // namespace
}  // namespace modlink::oracle
