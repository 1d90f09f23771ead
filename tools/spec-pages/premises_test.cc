#include "tools/spec-pages/premises.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/spec-pages/mutations.h"

namespace modlink::spec_pages {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(premises, stand_above_lines) {
  EXPECT_THAT(premises_of("\\frac{C \\vdash x : t \\qquad\n y < v}{C \\vdash x~y}\n\\qquad\n\\frac{\\mathsf{a}}{b}"),
              ElementsAre("C ⊢ x : t", "y < v", "a"));
  EXPECT_THAT(premises_of("\\frac{\\begin{array}{c} a \\\\\n b~\\wedge~c \\end{array}}{d}"),
              ElementsAre("a", "b", "c"));
}

TEST(premises, are_what_an_axiom_says) {
  EXPECT_THAT(premises_of("\\frac{}{t \\le t} \\qquad \\frac{a}{b}"), ElementsAre("t ≤ t", "a"));
}

TEST(premises, are_rows_where_there_is_no_line) {
  EXPECT_THAT(premises_of("\\begin{array}{lcl}\n\\mathsf{a} &::=& b \\\\\n &&\\mid& \\lbrace ~c^\\ast~\\rbrace \\\\\n"
                          "f(x) &=& \\begin{array}{l} y \\\\ z \\end{array} \\\\\n && \\text{if}~z\n\\end{array}"),
              ElementsAre("a ::= b", "| { c* }", "f(x) = y z if z"));
  EXPECT_THAT(
      premises_of("\\begin{array}{l}\na \\\\\n\\quad \\hookrightarrow~ b \\\\\n\\qquad \\text{where}~c\n\\end{array}"),
      ElementsAre("a ↪ b where c"));
  EXPECT_THAT(premises_of("a \\wedge b"), ElementsAre("a ∧ b"));
}

TEST(premises, do_not_repeat_the_core) {
  EXPECT_THAT(premises_of("\\begin{array}{lll}\n\\mathtt{a} &::=& \\dots \\\\\n &&\\mid& b\n\\end{array}"),
              ElementsAre("| b"));
}

std::vector<std::string> problems_of(const std::string& list) {
  const Page page =
      parse_page("page.md", "### Rule `r`\n\n$$\n\\frac{a \\qquad b}{c}\n$$\n\n### Rule `s`\n\n$$\nd\n$$\n");
  std::vector<std::string> result;
  for (const Problem& problem : check_mutations("list", list, {page})) {
    result.push_back(problem.place + ": " + problem.message);
  }
  return result;
}

TEST(mutations, break_every_premise) {
  EXPECT_THAT(problems_of("@ f.cc | x\n= r.1: a\n= r.2: b\n- x\n+ y\n\n= s\n! It says nothing.\n"), IsEmpty());
  EXPECT_THAT(problems_of("@ f.cc | x\n= r.1: a\n- x\n+ y\n"),
              ElementsAre("list: r.2 has neither a mutation nor a reason: b",
                          "list: s.1 has neither a mutation nor a reason: d"));
}

TEST(mutations, name_what_there_is) {
  EXPECT_THAT(problems_of("= r.1: b\n= r.2: b\n= r.3: c\n= t\n= s.1: d\n! Why.\n"),
              ElementsAre("list:1: r.1 is: a", "list:3: there is no r.3", "list:4: there is no t"));
  EXPECT_THAT(problems_of("= r\n\n= s\n! Why.\n"), ElementsAre("list:2: neither a mutation nor a reason"));
}

}  // namespace
}  // namespace modlink::spec_pages
