// Which rule of the proposal has which tests.
#include "tools/conformance/coverage/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace modlink::conformance {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> told(const Coverage& coverage) {
  std::vector<std::string> result;
  for (const Problem& problem : coverage.problems()) result.push_back(problem.place + ": " + problem.message);
  return result;
}

Coverage with_rules() {
  Coverage coverage;
  coverage.add_rules("limits", "rules/limits.txt", "# comment\n\nlimits.1 | Explainer, \"X\" | a | b holds\n");
  coverage.add_rules("decisions", "rules/decisions.txt", "D7 | - | two levels\n");
  return coverage;
}

TEST(coverage, every_rule_has_both_kinds_of_tests) {
  Coverage coverage = with_rules();
  coverage.add_script("a/x.wast", "\n;; + limits.1 D7\n;; - D7\n;; why\n(module)\n;; - limits.1\n(module)\n");
  EXPECT_THAT(told(coverage), IsEmpty());
  const Rule& rule = coverage.chapters()[0].rules[0];
  EXPECT_EQ(rule.text, "a | b holds");
  ASSERT_EQ(rule.positive.size(), 1u);
  EXPECT_EQ(rule.positive[0].file, "a/x.wast");
  EXPECT_EQ(rule.positive[0].line, 5u);
  EXPECT_EQ(rule.negative[0].line, 7u);
  EXPECT_THAT(coverage.to_markdown(),
              HasSubstr("## limits\n\n### limits.1\n\na | b holds *(Explainer, \"X\")*\n\n"
                        "- Obeyed: [x.wast:5](a/x.wast#L5)\n- Broken: [x.wast:7](a/x.wast#L7)\n"));
}

// No line is longer than what cannot be broken, and none begins as a list or a heading does.
TEST(coverage, lines_are_broken_at_blanks) {
  Coverage coverage;
  std::string text, tests;
  for (int i = 0; i < 20; ++i) text += "words and # signs - ";
  for (int i = 0; i < 20; ++i) tests += ";; + D1\n(module)\n;; - D1\n(module)\n";
  coverage.add_rules("decisions", "d.txt", "D1 | where | " + text);
  coverage.add_script("folder/a-script-with-a-name.wast", tests);
  std::istringstream page(coverage.to_markdown());
  std::size_t longest = 0;
  for (std::string line; std::getline(page, line);) {
    longest = std::max(longest, line.size());
    EXPECT_THAT(line, Not(AnyOf(StartsWith("# signs"), StartsWith("- words"))));
  }
  EXPECT_GT(longest, 100u);
  EXPECT_LE(longest, 120u);
  EXPECT_THAT(coverage.to_markdown(), HasSubstr(" and 12 more\n"));
}

TEST(coverage, a_rule_without_tests_is_told) {
  Coverage coverage = with_rules();
  coverage.add_script("x.wast", ";; + D7 limits.1\n(module)\n;; - D7\n(module)");
  EXPECT_THAT(told(coverage), ElementsAre("rules/limits.txt:3: limits.1 has no negative test (`;; - limits.1`)"));
}

TEST(coverage, wrong_tags_are_told) {
  Coverage coverage = with_rules();
  coverage.add_script("x.wast",
                      ";; + D7 limits.1\n;; - D7 limits.1\n(module)\n;; + D8\n(module)\n;; - D7\n\n(module)\n"
                      ";; +\n(module)\n;; - D7 D7\n(module)\n;; + D7");
  EXPECT_THAT(told(coverage), ElementsAre("x.wast:4: there is no rule `D8`", "x.wast:6: no directive follows the tag",
                                          "x.wast:9: a tag without rules", "x.wast:11: `D7` is there twice",
                                          "x.wast:13: no directive follows the tag"));
}

TEST(coverage, wrong_rules_are_told) {
  Coverage coverage;
  coverage.add_rules("limits", "l.txt", "limits.1\nD1 | a | b\nlimits.x | a | b\nlimits.01 | a | b\nlimits.2 | | b\n");
  coverage.add_rules("decisions", "d.txt", "D1 | a | b\nD1 | a | b\n");
  coverage.add_script("x.wast", ";; + D1\n;; - D1\n(module)");
  EXPECT_THAT(told(coverage), ElementsAre("l.txt:1: expected `ID | where | rule`",
                                          "l.txt:2: `D1` is no ID of the form chapter.N in limits",
                                          "l.txt:3: `limits.x` is no ID of the form chapter.N in limits",
                                          "l.txt:4: `limits.01` is no ID of the form chapter.N in limits",
                                          "l.txt:5: the place or the rule is missing", "d.txt:2: D1 is there twice"));
}

TEST(coverage, other_comments_are_none) {
  Coverage coverage = with_rules();
  coverage.add_script("x.wast",
                      ";; - D7 limits.1\n;; + D7 limits.1\n(module)\n;; a + b\n;;- D8\n;; -5 is\n;; ++ D8\n(module)");
  EXPECT_THAT(told(coverage), IsEmpty());
}

}  // namespace
}  // namespace modlink::conformance
