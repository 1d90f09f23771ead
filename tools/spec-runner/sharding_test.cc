// Runs that share the scripts.
#include "tools/spec-runner/sharding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

TEST(shard, is_a_number_of_so_many) {
  EXPECT_EQ(parse_shard("2/3"), (Shard{2, 3}));
  for (const char* bad : {"", "/", "0/3", "4/3", "1", "1/", "/3", "-1/3", "1/3/3", "a/b", "1/0"}) {
    EXPECT_FALSE(parse_shard(bad)) << bad;
  }
}

TEST(shard, each_script_is_for_one) {
  std::set<std::uint64_t> used;
  for (int i = 0; i < 200; ++i) {
    const std::string name = "folder/" + std::to_string(i) + ".wast";
    int owners = 0;
    for (std::uint64_t index = 1; index <= 5; ++index) {
      if (!is_for({index, 5}, name)) continue;
      ++owners;
      used.insert(index);
    }
    EXPECT_EQ(owners, 1) << name;
  }
  EXPECT_EQ(used.size(), 5u);
}

// Others may run the other shards, with another version.
TEST(shard, which_one_never_changes) {
  std::string shards;
  for (const char* name : {"a.wast", "b.wast", "dir/a.wast", "call_indirect.wast"}) {
    for (std::uint64_t index = 1; index <= 9; ++index) {
      if (is_for({index, 9}, name)) shards += std::to_string(index);
    }
  }
  EXPECT_EQ(shards, "2393");
}

class sharding : public testing::Test {
 protected:
  sharding() {
    for (int i = 0; i < 12; ++i) folder_.write("suite/" + std::to_string(i) + ".wast", "(module)");
    folder_.write("suite/bad.wast", failing_script);
    whole_ = folder_.run("spec-runner --fuel 1000 suite --report json=whole.json");
  }
  ProgramEnd run(const std::string& line) const { return folder_.run(line); }
  // That the reports that match are all of the suite, when merged.
  void expect_whole(const std::string& reports) const {
    const ProgramEnd merged = run("spec-runner -q --merge " + reports + " --report json=merged.json");
    EXPECT_EQ(merged.status, 1);
    EXPECT_THAT(whole_.output, EndsWith(merged.output));
    EXPECT_THAT(run("spec-runner --compare whole.json merged.json").output,
                EndsWith("0 new failures, 0 mended, 0 with other messages, 17 as before\n"));
  }

  TestFolder folder_;
  ProgramEnd whole_;
};

TEST_F(sharding, the_union_is_the_whole) {
  run("for i in 1 2 3; do spec-runner --fuel 1000 suite --shard $i/3 --report json=s$i.json; done");
  expect_whole("s1.json s2.json s3.json");
  EXPECT_EQ(run("spec-runner --merge s1.json s3.json").output, "spec-runner: shard 2/3 is missing\n");
  EXPECT_EQ(run("spec-runner suite --shard 4/3").status, 2);
}

// Wherever the suite is.
TEST_F(sharding, depends_on_names_below_the_folder_only) {
  folder_.run("mkdir elsewhere; cp -r suite elsewhere/copy");
  const auto summary_of = [&](const std::string& suite) {
    return run("spec-runner -q " + suite + " --fuel 1000 --shard 1/4 | tail -n 1").output;
  };
  const std::string here = summary_of("suite");
  EXPECT_EQ(summary_of("./suite/"), here);
  EXPECT_EQ(summary_of("elsewhere/copy"), here);
  EXPECT_NE(here, "17 passed, 0 failed\n");
}

TEST_F(sharding, by_the_recipe_for_gnu_parallel) {
  if (run("command -v parallel").status != 0) GTEST_SKIP() << "parallel is missing";
  // docs/spec-runner.md, but for the hosts
  run("seq 4 | parallel '" + spec_runner_program + "' --fuel 1000 suite --shard {}/4 --report json=shard-{}.json");
  expect_whole("shard-*.json");
}

TEST_F(sharding, by_the_variables_of_bazel) {
  run("for i in 0 1 2; do TEST_TOTAL_SHARDS=3 TEST_SHARD_INDEX=$i TEST_SHARD_STATUS_FILE=status$i "
      "XML_OUTPUT_FILE=$i.xml "
      "spec-runner --fuel 1000 suite --report json=s$i.json; done");
  expect_whole("s0.json s1.json s2.json");
  for (const char* file : {"status0", "status1", "status2", "0.xml", "1.xml", "2.xml"})
    EXPECT_TRUE(folder_.has(file)) << file;
  EXPECT_THAT(folder_.read("0.xml"), HasSubstr("<testsuites"));
}

TEST_F(sharding, by_the_variables_of_googletest) {
  run("for i in 0 1; do GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$i GTEST_SHARD_STATUS_FILE=status$i "
      "spec-runner --fuel 1000 suite --isolate --report json=s$i.json; done");
  expect_whole("s0.json s1.json");
  EXPECT_TRUE(folder_.has("status1"));
}

TEST_F(sharding, variables_that_make_no_sense) {
  EXPECT_EQ(run("TEST_TOTAL_SHARDS=x spec-runner suite").output,
            "TEST_TOTAL_SHARDS: `x` is no natural number\nRun with --help for more information.\n");
  EXPECT_THAT(run("TEST_TOTAL_SHARDS=2 TEST_SHARD_INDEX=2 spec-runner suite").output,
              HasSubstr("TEST_SHARD_INDEX: 2 is too large: TEST_TOTAL_SHARDS is 2\n"));
  EXPECT_EQ(run("TEST_TOTAL_SHARDS=2 spec-runner suite").status, 2);
  EXPECT_EQ(run("TESTBRIDGE_TEST_ONLY='(' spec-runner suite").status, 2);
  EXPECT_EQ(run("TEST_TOTAL_SHARDS=2 TEST_SHARD_INDEX=0 TEST_SHARD_STATUS_FILE=none/x spec-runner suite").output,
            "spec-runner: none/x: No such file or directory\n");
  EXPECT_EQ(run("TEST_TOTAL_SHARDS=1 TEST_SHARD_INDEX=0 spec-runner -q --fuel 1000 suite").output,
            run("spec-runner -q --fuel 1000 suite").output);
}

TEST_F(sharding, the_filter_of_bazel) {
  for (const char* isolate : {"", "--isolate"}) {
    EXPECT_THAT(run("TESTBRIDGE_TEST_ONLY='bad.wast:3 ' spec-runner suite --fuel 1000 " + std::string(isolate)).output,
                EndsWith("1 passed, 0 failed, 16 skipped\n"));
  }
}

TEST_F(sharding, the_option_is_stronger_than_the_variables) {
  EXPECT_EQ(run("TEST_TOTAL_SHARDS=2 TEST_SHARD_INDEX=0 spec-runner -q --fuel 1000 suite --shard 1/1").output,
            run("spec-runner -q --fuel 1000 suite").output);
}

}  // namespace
}  // namespace modlink::runner
