// `modlink smith`
#include <gmock/gmock.h>

#include "tools/modlink/test_program.h"

namespace modlink::command::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class smith_command : public ProgramTest {};

TEST_F(smith_command, makes_the_same_valid_module_each_time) {
  EXPECT_EQ(run("smith --seed 7 -o a.wasm && cmp a.wasm b.wasm", "cp /dev/null b.wasm;").status, 1);
  EXPECT_EQ(run("smith --seed 7 -o b.wasm").status, 0);
  EXPECT_EQ(run("validate a.wasm", "cmp a.wasm b.wasm &&").status, 0);
  EXPECT_EQ(run("smith --seed 8 -o b.wasm").status, 0);
  EXPECT_EQ(run("validate b.wasm", "! cmp -s a.wasm b.wasm &&").status, 0);
}

TEST_F(smith_command, is_steered_by_bytes) {
  write("one", "abc");
  write("two", "abd");
  const std::string one = run("smith --bytes one --text").output;
  EXPECT_THAT(one, StartsWith("(module"));
  EXPECT_EQ(run("smith --bytes one --text").output, one);
  EXPECT_NE(run("smith --bytes two --text").output, one);
  EXPECT_EQ(run("smith --bytes none").status, 2);
  write("empty", "");
  EXPECT_EQ(run("smith --bytes empty --text").output, run("smith --text").output);
}

TEST_F(smith_command, keeps_to_features) {
  for (const char* const seed : {"1", "2", "3"}) {
    const std::string mvp = run(std::string("smith --text --features none --seed ") + seed).output;
    EXPECT_THAT(mvp, AllOf(StartsWith("(module"), Not(HasSubstr("v128")), Not(HasSubstr("(instance")),
                           Not(HasSubstr("ref.")), Not(HasSubstr("(tag"))));
    EXPECT_THAT(run(std::string("smith --text --graph --seed ") + seed).output, HasSubstr("(instance"));
    EXPECT_THAT(run(std::string("smith --text --deterministic --seed ") + seed).output, Not(HasSubstr("relaxed")));
    EXPECT_EQ(run(std::string("smith --swarm -o s.wasm --seed ") + seed).status, 0);
  }
}

// In a text that nobody has there is no position.
TEST_F(smith_command, keeps_to_limits_or_says_so) {
  const Result end = run("smith --graph --seed 3 --limit locals=3 -o a.wasm");
  EXPECT_EQ(end.status, 1);
  EXPECT_EQ(end.output,
            "modlink smith: the module of seed 3 exceeds a limit: too many locals: more than 3 (--limit locals) "
            "[limit-locals]\n");
  EXPECT_FALSE(std::filesystem::exists(path("a.wasm")));
  for (const char* const limit : {"functions", "params", "types", "body_size", "source_bytes", "type_nodes"}) {
    const Result other = run(std::string("smith --seed 3 -o a.wasm --limit ") + limit + "=1");
    EXPECT_EQ(other.status, 1) << limit;
    EXPECT_THAT(other.output, AllOf(StartsWith("modlink smith: the module of seed 3 exceeds a limit: "),
                                    HasSubstr(std::string("(--limit ") + limit + ")"), Not(HasSubstr("smith.wat"))));
  }
  for (const char* const limit : {"module_nesting", "modules", "instances"}) {
    EXPECT_EQ(run(std::string("smith --graph --seed 3 -o a.wasm --limit ") + limit + "=0").status, 0) << limit;
  }
}

TEST_F(smith_command, causes_are_disregarded_where_an_engine_is_asked) {
  write("m.wat", "(module)");
  EXPECT_THAT(run("oracle --shrink true --disregard nan m.wat").output, HasSubstr("means nothing without --engine"));
  EXPECT_THAT(run("oracle --engine true --disregard sleep m.wat").output, HasSubstr("--disregard"));
}

}  // namespace
}  // namespace modlink::command::test
