#include "tools/spec-pages/mutations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace modlink::spec_pages {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> problems_of_list(const std::string& list) {
  const Page page =
      parse_page("page.md", "### Rule `r`\n\n$$\n\\frac{a \\qquad b}{c}\n$$\n\n### Rule `s`\n\n$$\nd\n$$\n");
  std::vector<std::string> result;
  for (const Problem& problem : check_mutations("list", list, {page})) {
    result.push_back(problem.place + ": " + problem.message);
  }
  return result;
}

TEST(mutations, break_every_premise) {
  EXPECT_THAT(problems_of_list("@ f.cc | x\n= r.1: a\n= r.2: b\n- x\n+ y\n\n= s\n! It says nothing.\n"), IsEmpty());
  EXPECT_THAT(problems_of_list("@ f.cc | x\n= r.1: a\n- x\n+ y\n"),
              ElementsAre("list: r.2 has neither a mutation nor a reason: b",
                          "list: s.1 has neither a mutation nor a reason: d"));
}

TEST(mutations, name_what_there_is) {
  EXPECT_THAT(problems_of_list("= r.1: b\n= r.2: b\n= r.3: c\n= t\n= s.1: d\n! Why.\n"),
              ElementsAre("list:1: r.1 is: a", "list:3: there is no r.3", "list:4: there is no t"));
  EXPECT_THAT(problems_of_list("= r\n\n= s\n! Why.\n"), ElementsAre("list:2: neither a mutation nor a reason"));
}

}  // namespace
}  // namespace modlink::spec_pages
