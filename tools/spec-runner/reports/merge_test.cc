// Reports as one, and what changed between two.
#include "tools/spec-runner/reports/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/spec-runner/reports/compare.h"
#include "tools/spec-runner/reports/test_runs.h"

namespace modlink::runner {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

RunResult run_of(const std::vector<std::string>& paths, std::optional<Shard> shard = {}) {
  RunResult run;
  run.shard = shard;
  for (const std::string& path : paths) {
    ScriptResult script(path);
    add_directive(script, 1, "module", Verdict::passed);
    finish_script(run, std::move(script));
  }
  return run;
}

std::vector<NamedRun> named(RunResult a, RunResult b) {
  std::vector<NamedRun> runs;
  runs.push_back({"a.json", std::move(a)});
  runs.push_back({"b.json", std::move(b)});
  return runs;
}

std::string merge_refusal(RunResult a, RunResult b) {
  try {
    merge(named(std::move(a), std::move(b)));
    return "it was done";
  } catch (const cli::Failure& failure) {
    return failure.text();
  }
}

TEST(merge, is_the_union_by_path) {
  const RunResult run = merge(named(run_of({"c", "a"}), run_of({"b"})));
  std::vector<std::string> paths;
  for (const ScriptResult& script : run.scripts) paths.push_back(script.path);
  EXPECT_THAT(paths, ElementsAre("a", "b", "c"));
  EXPECT_EQ(summary(run.total), "3 passed, 0 failed");
}

TEST(merge, of_shards_is_whole) {
  const RunResult run = merge(named(run_of({"a"}, Shard{2, 2}), run_of({"b"}, Shard{1, 2})));
  EXPECT_FALSE(run.shard);
  EXPECT_EQ(merge_refusal(run_of({"a"}, Shard{3, 3}), run_of({"b"}, Shard{1, 3})), "shard 2/3 is missing");
  EXPECT_EQ(merge_refusal(run_of({"a"}, Shard{1, 2}), run_of({}, Shard{1, 2})), "b.json: shard 1/2 is there twice");
  EXPECT_EQ(merge_refusal(run_of({"a"}, Shard{1, 2}), run_of({"b"}, Shard{2, 3})),
            "b.json: shard 2/3, while others are of 2 shards");
  EXPECT_EQ(merge_refusal(run_of({"a"}, Shard{1, 2}), run_of({"b"})),
            "b.json: the report of a whole run, while others are of 2 shards");
}

TEST(merge, a_script_is_in_one_report) {
  EXPECT_EQ(merge_refusal(run_of({"a", "b"}), run_of({"c", "a"})), "b.json: a is in a.json as well");
  EXPECT_EQ(merge_refusal(run_of({"a", "a"}), run_of({"b"})), "it was done");
}

Comparison changes(Verdict before, Verdict after, const std::string& message = "wrong result") {
  const auto run_with = [](Verdict verdict) {
    RunResult run;
    ScriptResult script("a.wast");
    add_directive(script, 1, "module", Verdict::passed);
    add_directive(script, 2, "assert_return", verdict);
    finish_script(run, std::move(script));
    return run;
  };
  RunResult b = run_with(after);
  if (is_bad(after)) b.scripts[0].directives[1].explanation->message = message;
  return compare(run_with(before), b);
}

TEST(compare, tells_failures_that_are_new_mended_and_others) {
  const Comparison worse = changes(Verdict::passed, Verdict::failed);
  ASSERT_EQ(worse.new_failures.size(), 1u);
  EXPECT_EQ(worse.new_failures[0].place, "a.wast:2:1 assert_return");
  EXPECT_EQ(worse.new_failures[0].before, "passed");
  EXPECT_EQ(worse.new_failures[0].after, "wrong result (expected i32:2, found i32:1)");
  EXPECT_EQ(worse.same, 1u);
  EXPECT_EQ(changes(Verdict::failed, Verdict::passed).mended.size(), 1u);
  EXPECT_EQ(changes(Verdict::failed, Verdict::failed).same, 2u);
  EXPECT_EQ(changes(Verdict::failed, Verdict::failed, "no trap").other_messages.size(), 1u);
  EXPECT_EQ(changes(Verdict::passed, Verdict::skipped).other_statuses.size(), 1u);
}

TEST(compare, scripts_and_directives_that_only_one_has) {
  const Comparison result = compare(run_of({"a", "b"}), run_of({"b", "c"}));
  EXPECT_THAT(result.only_before, ElementsAre("a"));
  EXPECT_THAT(result.only_after, ElementsAre("c"));
  EXPECT_TRUE(result.new_failures.empty());
  RunResult longer = run_of({"b"});
  add_directive(longer.scripts[0], 7, "invoke", Verdict::failed);
  const Comparison more = compare(run_of({"b"}), longer);
  EXPECT_EQ(more.directives_only_after, 1u);
  EXPECT_EQ(more.new_failures.size(), 1u);
  EXPECT_EQ(compare(longer, run_of({"b"})).directives_only_before, 1u);
}

TEST(compare, folders_of_runs_may_differ) {
  const Comparison result = compare(run_of({"/suite/a/x", "/suite/b"}), run_of({"here/a/x", "here/c"}));
  EXPECT_EQ(result.only_before, std::vector<std::string>{"b"});
  EXPECT_EQ(result.only_after, std::vector<std::string>{"c"});
  EXPECT_EQ(compare(run_of({"/a/x"}), run_of({"x"})).only_after.size(), 0u);
  EXPECT_EQ(compare(run_of({"1/x", "y"}), run_of({"2/x", "y"})).only_after, std::vector<std::string>{"2/x"});
}

TEST(compare, a_crash_is_a_failure) {
  RunResult crashed;
  ScriptResult script("a");
  script.error = "the process was ended by SIGSEGV";
  finish_script(crashed, std::move(script));
  EXPECT_EQ(compare(run_of({"a"}), crashed).new_failures.size(), 1u);
  EXPECT_EQ(compare(crashed, run_of({"a"})).mended.size(), 1u);
}

// As where a script reads another one twice. They are found in time that does not depend on how many there are.
TEST(compare, directives_at_one_place_are_told_apart_by_their_order) {
  RunResult a;
  RunResult b;
  for (RunResult* run : {&a, &b}) {
    ScriptResult script("a.wast");
    for (int i = 0; i < 50'000; ++i) add_directive(script, 1, "module", Verdict::passed);
    add_directive(script, 1, "module", run == &a ? Verdict::passed : Verdict::failed);
    finish_script(*run, std::move(script));
  }
  const Comparison result = compare(a, b);
  EXPECT_EQ(result.same, 50'000u);
  EXPECT_EQ(result.new_failures.size(), 1u);
}

TEST(compare, says_what_changed) {
  const RunResult a = run_of({"a"});
  RunResult b = run_of({"a"});
  b.scripts[0].directives[0].verdict = Verdict::failed;
  b.scripts[0].directives[0].explanation = std::make_unique<Explanation>(Explanation{"no", {}, {}, {}, {}, {}, {}});
  EXPECT_THAT(describe(compare(a, b), a, b),
              HasSubstr("new failures:\n  a:1:1 module\n    A: passed\n    B: no\nA: 1 passed, 0 failed\n"));
  EXPECT_THAT(describe(compare(a, b), a, b),
              HasSubstr("1 new failure, 0 mended, 0 with other messages, 0 as before\n"));
}

}  // namespace
}  // namespace modlink::runner
