#include "tools/spec-pages/premises.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace modlink::spec_pages {
namespace {

using testing::ElementsAre;

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

}  // namespace
}  // namespace modlink::spec_pages
