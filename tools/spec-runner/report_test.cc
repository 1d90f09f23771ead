// What is kept of a run for reports.
#include "tools/spec-runner/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/spec-runner/runner.h"

namespace modlink::runner {
namespace {

using testing::HasSubstr;

constexpr const char* kept_script = R"((module (func (export "f") (result i32) (i32.const 1)))
(assert_return (invoke "f") (i32.const 2))
(assert_return (invoke "f")
  (i32.const 3))
(assert_return (invoke "f") (i32.const 1))
(nonsense))";

ScriptResult keep_run(const ReportOptions& options, const std::string& expectations = {}) {
  ExpectedFailures expected;
  expected.add(Source("expected", expectations, Source::Kind::text));
  Report report(
      options, expected.of("a.wast"), [](std::string_view) {}, "a.wast");
  const Settings settings;
  Runner(settings, report).run(std::make_shared<const Source>("a.wast", kept_script, Source::Kind::text));
  report.finish();
  return report.take_result();
}

ReportOptions keeping() {
  ReportOptions options;
  options.keeps_results = true;
  return options;
}

TEST(report, keeps_nothing_that_nobody_wants) {
  const ScriptResult result = keep_run({});
  EXPECT_TRUE(result.directives.empty());
  EXPECT_EQ(summary(result.counts), "2 passed, 3 failed");
}

TEST(report, keeps_each_directive_with_its_place_and_duration) {
  const ScriptResult result = keep_run(keeping());
  ASSERT_EQ(result.directives.size(), 5u);
  const DirectiveResult& passed = result.directives[0];
  EXPECT_EQ(place_of(result, passed), "a.wast:1:1");
  EXPECT_EQ(result.keyword_of(passed), "module");
  EXPECT_EQ(passed.verdict, Verdict::passed);
  EXPECT_GT(passed.duration, 0u);
  EXPECT_FALSE(passed.explanation);
}

TEST(report, keeps_what_there_is_to_say_of_a_failure) {
  const ScriptResult result = keep_run(keeping());
  const Explanation& failed = *result.directives[1].explanation;
  EXPECT_EQ(failed.message, "wrong result");
  EXPECT_EQ(failed.expected, "i32:2");
  EXPECT_EQ(failed.found, "i32:1");
  EXPECT_THAT(failed.excerpt, HasSubstr(" 2 | (assert_return (invoke \"f\") (i32.const 2))\n   | ^"));
  EXPECT_THAT(failed.diagnosis, HasSubstr("a.wast:2:1: assert_return failed: wrong result\n 2 | (assert"));
  EXPECT_EQ(result.directives[4].verdict, Verdict::error);
}

TEST(report, what_is_kept_agrees_with_the_counts) {
  const auto expect_agreement = [](const ScriptResult& result) { EXPECT_EQ(count(result), result.counts); };
  expect_agreement(keep_run(keeping()));
  expect_agreement(keep_run(keeping(), "a.wast:2 # fails\na.wast:1 # passes\na.wast:4 # is none"));
  ReportOptions some = keeping();
  some.selection.line = 2;
  expect_agreement(keep_run(some));
  ReportOptions fast = keeping();
  fast.fail_fast = true;
  expect_agreement(keep_run(fast));
}

TEST(report, an_expected_failure_that_passes_is_the_failure_of_its_directive) {
  const ScriptResult result = keep_run(keeping(), "a.wast:2 # fails\na.wast:1 # passes\na.wast:4 # is none");
  ASSERT_EQ(result.directives.size(), 6u);
  EXPECT_EQ(result.directives[0].verdict, Verdict::failed);
  EXPECT_THAT(result.directives[0].explanation->message, HasSubstr("passed, although it is listed"));
  EXPECT_EQ(result.directives[1].verdict, Verdict::expected_failure);
  EXPECT_EQ(result.keyword_of(result.directives[5]), "expected failure");
  EXPECT_EQ(result.directives[5].line, 4u);
}

TEST(report, what_the_engine_cannot_try_is_skipped_for_its_reason) {
  Report report(
      keeping(), {}, [](std::string_view) {}, "a.wast");
  const Failure failure = Failure::untried("threads are for our own interpreter only");
  report.directive(std::make_shared<const Source>("a.wast", "(thread)", Source::Kind::text), 0, "thread", &failure);
  const ScriptResult result = report.take_result();
  EXPECT_EQ(summary(result.counts), "0 passed, 0 failed, 1 skipped");
  EXPECT_EQ(result.directives[0].verdict, Verdict::skipped);
  EXPECT_EQ(result.directives[0].explanation->message, failure.message);
}

}  // namespace
}  // namespace modlink::runner
