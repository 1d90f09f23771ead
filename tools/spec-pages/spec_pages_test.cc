#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tools/spec-pages/check.h"
#include "tools/spec-pages/definitions.h"

namespace modlink::spec_pages {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

Sources repository() { return {MODLINK_SOURCE_DIR, std::nullopt}; }

std::vector<std::string> lines_of(const std::vector<Problem>& problems) {
  std::vector<std::string> result;
  for (const Problem& problem : problems) result.push_back(problem.place + ": " + problem.message);
  return result;
}

// The pages of docs/spec are right. What is wrong is mended there: CONTRIBUTING.md, "How to change a rule of
// docs/spec".
TEST(spec_pages, what_rules_cite_is_there) {
  EXPECT_THAT(lines_of(check_pages(read_pages(repository()), repository())), IsEmpty());
}

TEST(spec_pages, every_rule_and_decision_is_cited) {
  EXPECT_THAT(lines_of(check_completeness(read_pages(repository()), repository())), IsEmpty());
}

// Runs where the sources of the specifications are: $MODLINK_SPECIFICATIONS/core and /module-linking.
TEST(spec_pages, titles_of_the_specifications_are_there) {
  const char* const folder = std::getenv("MODLINK_SPECIFICATIONS");
  if (!folder) GTEST_SKIP() << "MODLINK_SPECIFICATIONS is not set";
  const Sources sources{MODLINK_SOURCE_DIR, folder};
  EXPECT_THAT(lines_of(check_pages(read_pages(sources), sources)), IsEmpty());
}

constexpr const char* good = R"(# A chapter

### Rule `exec-import`

What is imported.

$$
\vdash x
$$

- tests: `single-level-imports.3`, `D5`, `spec-tests/module-linking/subtyping.wast`; `linking/linker_test.cc`
  `linker.D13_nothing_is_done_after_a_trap`
- code: `linking/linker.h` `Linker` `perform`; `wast/syntax/index_spaces.def` `tag`
- source: Explainer, "Single-level Imports"; core
  exec/modules#exec-instantiation; D13
)";

Page page_of(const std::string& content) { return parse_page("page.md", content); }

std::vector<std::string> problems_of(const std::string& content) {
  return lines_of(check_pages({page_of(content)}, repository()));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(spec_pages, a_rule_is_read) {
  const Page page = page_of(good);
  ASSERT_THAT(page.entries, SizeIs(1));
  const Entry& rule = page.entries[0];
  EXPECT_EQ(rule.name, "exec-import");
  EXPECT_EQ(rule.place, "page.md:3");
  EXPECT_TRUE(rule.is_formal);
  EXPECT_THAT(rule.tests,
              ElementsAre(ElementsAre("single-level-imports.3"), ElementsAre("D5"),
                          ElementsAre("spec-tests/module-linking/subtyping.wast"),
                          ElementsAre("linking/linker_test.cc", "linker.D13_nothing_is_done_after_a_trap")));
  EXPECT_THAT(rule.code, ElementsAre(ElementsAre("linking/linker.h", "Linker", "perform"),
                                     ElementsAre("wast/syntax/index_spaces.def", "tag")));
  EXPECT_THAT(rule.sources,
              ElementsAre("Explainer, \"Single-level Imports\"", "core exec/modules#exec-instantiation", "D13"));
  EXPECT_THAT(page.anchors, UnorderedElementsAre("a-chapter", "rule-exec-import"));
  EXPECT_THAT(problems_of(good), IsEmpty());
}

TEST(spec_pages, a_rule_lacks_nothing) {
  EXPECT_THAT(problems_of("### Rule `x`\n\nProse.\n"),
              ElementsAre("page.md:1: x has no tests", "page.md:1: x has no code", "page.md:1: x has no source",
                          "page.md:1: x has no formula"));
}

TEST(spec_pages, a_question_is_one_about_a_decision) {
  EXPECT_THAT(
      problems_of("### Question `D99`\n\n**Why.** No.\n\n- tests: `D5`\n- code: `linking/linker.h`\n- source: D5\n"),
      ElementsAre("page.md:1: D99 has no Alternatives", "page.md:1: D99 has no Cost of changing",
                  "page.md:1: D99 has no decision of its name"));
}

TEST(spec_pages, what_is_gone_is_named) {
  const auto problem = [](const char* from, const char* to) { return problems_of(replaced(good, from, to)); };
  EXPECT_THAT(problem("`D5`", "`subtyping.99`"),
              ElementsAre("page.md:3: exec-import: there is no rule `subtyping.99` in spec-tests/rules"));
  EXPECT_THAT(problem("linking/subtyping.wast", "linking/gone.wast"),
              ElementsAre("page.md:3: exec-import: there is no file `spec-tests/module-linking/gone.wast`"));
  EXPECT_THAT(problem("after_a_trap", "at_all"),
              ElementsAre("page.md:3: exec-import: there is no test `linker.D13_nothing_is_done_at_all` in "
                          "`linking/linker_test.cc`"));
  EXPECT_THAT(problem("`perform`", "`gone`"),
              ElementsAre("page.md:3: exec-import: `linking/linker.h` does not define `gone`"));
  EXPECT_THAT(problem("linking/linker.h", "linking/gone.h"),
              ElementsAre("page.md:3: exec-import: there is no file `linking/gone.h`"));
  EXPECT_THAT(problem("; D13", "; D99"), ElementsAre("page.md:3: exec-import: there is no decision D99"));
  EXPECT_THAT(problem("Explainer, ", "somewhere in "),
              ElementsAre("page.md:3: exec-import: `somewhere in \"Single-level Imports\"` is no source"));
}

TEST(spec_pages, links_lead_somewhere) {
  EXPECT_THAT(
      problems_of("[a](validation.md) [b](validation.md#rule-context) [c](../decisions.md) [d](https://a.b/c)\n"),
      IsEmpty());
  EXPECT_THAT(problems_of("[a](gone.md)\n[b](validation.md#gone)\n"),
              ElementsAre("page.md:1: there is no gone.md", "page.md:2: there is no title for validation.md#gone"));
}

TEST(spec_pages, formulas_can_be_shown) {
  EXPECT_THAT(problems_of("A $\\vdash x$ and `$T`.\n\n$$\n\\frac{\\mathsf{a}}{b} \\\\\n$$\n"), IsEmpty());
  EXPECT_THAT(problems_of("$\\gone{x}$, $\\{$ and $x\n$$\n\\begin{array}{l} } {\n"),
              ElementsAre("page.md:1: a formula that does not end in its line", "page.md:3: $$ without an end",
                          "page.md:1: unknown command \\gone", "page.md:1: unknown command \\{",
                          "page.md:2: braces that do not match", "page.md:2: arrays that do not match"));
}

TEST(spec_pages, what_is_left_out_is_named) {
  const std::vector<Page> pages = {page_of(std::string(good) + good)};
  const std::vector<std::string> problems = lines_of(check_completeness(pages, repository()));
  EXPECT_THAT(problems, testing::IsSupersetOf({"page.md:18: exec-import is there twice",
                                               "page.md:3: exec-import is not in the index of README.md",
                                               "spec-tests/rules: no rule of docs/spec cites subtyping.1",
                                               "docs/decisions.md: D26 has no question in docs/spec"}));
}

TEST(spec_pages, anchors_are_as_on_pages) {
  EXPECT_EQ(anchor_of("Rule `text-order`"), "rule-text-order");
  EXPECT_EQ(anchor_of("What has no counterpart here?"), "what-has-no-counterpart-here");
}

TEST(definitions, are_known_from_calls) {
  const auto in = [](const char* code) { return defines("a.cc", code, "f"); };
  for (const char* code : {"int f(int x) {", "void A::f() const {", "void f(int);", "struct f {", "using f = int;",
                           "template <class T>\nT& f(T (*g)(int)) noexcept\n{", "bool f = false;", "Index f;"})
    EXPECT_TRUE(in(code)) << code;
  for (const char* code : {"return f(x);", "  f(x);", "if (f(x)) {", "// int f(int x) {", "int ff(int x) {", "a.f = 1;",
                           "x = f(y);", "return f;", ""})
    EXPECT_FALSE(in(code)) << code;
  EXPECT_TRUE(defines("a.def", "ROW(f, 1)", "f"));
  EXPECT_FALSE(defines("a.def", "ROW(ff, 1)", "f"));
}

}  // namespace
}  // namespace modlink::spec_pages
