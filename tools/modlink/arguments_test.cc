// What stands behind `--`.
#include <gmock/gmock.h>

#include "tools/modlink/test_program.h"

namespace modlink::command::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class arguments_behind_dashes : public ProgramTest {
 protected:
  void SetUp() override {
    write("-x.wat", R"((module (func (export "one") (result i32) (i32.const 1))))");
    write("y.wat", R"((module (import "-x" "one" (func (result i32))) (export "y" (func 0))))");
  }
};

TEST_F(arguments_behind_dashes, are_files_however_they_look) {
  for (const std::string words : {"validate", "print", "parse", "lint", "types", "graph --after", "objdump -h",
                                  "bundle", "flatten -o out.wasm", "split --plan", "run --list"}) {
    EXPECT_EQ(run(words + " -- -x.wat").status, 0) << words;
    EXPECT_EQ(run(words + " ./-x.wat --").status, 0) << words;
  }
  EXPECT_EQ(run("subtype y.wat -- -x.wat").output.substr(0, 3), "no\n");
  EXPECT_EQ(run("merge y=y.wat -o out.wasm --hide one -- -x=-x.wat").output, "");
  EXPECT_EQ(run("run --invoke one -- -x.wat").output, "one() => i32:1\n");
}

TEST_F(arguments_behind_dashes, are_named_where_there_are_too_many) {
  EXPECT_THAT(run("print -- -x.wat --features").output, StartsWith("unexpected argument `--features`\n"));
  EXPECT_THAT(run("flatten -- -x.wat -o out.wasm").output, StartsWith("unexpected argument `-o`\n"));
  EXPECT_EQ(run("-- validate ./-x.wat").status, 0);
  EXPECT_THAT(run("oracle --").output, HasSubstr("--batch, --shrink or --engine is required"));
}

}  // namespace
}  // namespace modlink::command::test
