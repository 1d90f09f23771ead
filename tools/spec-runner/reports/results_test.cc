// What runs found: counts, and what took longest.
#include "tools/spec-runner/reports/results.h"

#include <gtest/gtest.h>

#include "tools/spec-runner/reports/test_runs.h"

namespace modlink::runner {
namespace {

TEST(results, counts_are_those_of_directives_and_errors) {
  const RunResult run = sample_run();
  EXPECT_EQ(summary(run.total), "2 passed, 3 failed, 1 skipped, 1 not run");
  EXPECT_EQ(run.total.expected_failures, 1u);
  EXPECT_EQ(run.total.status, Status::failed);
}

TEST(results, an_unreadable_script_is_no_failed_directive) {
  ScriptResult script("a.wast");
  script.error = "No such file or directory";
  script.counts.raise(Status::usage);
  EXPECT_EQ(count(script).failed, 0u);
}

TEST(results, the_slowest_come_first) {
  const RunResult run = sample_run();
  const std::vector<Slow> two = slowest(run, 2);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(place_of(*two[0].script, *two[0].directive), "dir/a.wast:2:1");
  EXPECT_EQ(two[1].directive->duration, 1500u);
  EXPECT_EQ(slowest(run, 100).size(), 5u);
  EXPECT_TRUE(slowest(run, 0).empty());
}

TEST(results, durations_are_in_the_unit_that_fits) {
  EXPECT_EQ(describe_duration(999), "999 ns");
  EXPECT_EQ(describe_duration(1'500), "1.5 us");
  EXPECT_EQ(describe_duration(12'340'000), "12.3 ms");
  EXPECT_EQ(describe_duration(2'345'000'000), "2.35 s");
}

TEST(results, words_of_verdicts_go_both_ways) {
  for (const Verdict verdict : {Verdict::passed, Verdict::failed, Verdict::error, Verdict::expected_failure,
                                Verdict::skipped, Verdict::not_run}) {
    EXPECT_EQ(find_verdict(to_string(verdict)), verdict);
  }
  EXPECT_EQ(find_verdict("nonsense"), std::nullopt);
}

// Most directives pass, and of those there are 100,000s.
TEST(results, a_directive_that_passed_is_small) { EXPECT_LE(sizeof(DirectiveResult), 40u); }

}  // namespace
}  // namespace modlink::runner
