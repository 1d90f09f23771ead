// Lists of directives that must fail.
#include "tools/spec-runner/expected_failures.h"

#include <gtest/gtest.h>

#include "wast/syntax/error.h"

namespace modlink::runner {
namespace {

ExpectedFailures read(std::string text) {
  ExpectedFailures expected;
  expected.add(Source("list", std::move(text), Source::Kind::text));
  return expected;
}

TEST(expected_failures, lines_and_comments) {
  const auto expected = read("# heading\n\n a.wast:3  # why\r\na.wast:5\nb.wast:1");
  const auto of_a = expected.of("dir/a.wast");
  ASSERT_EQ(of_a.entries().size(), 2u);
  EXPECT_EQ(of_a.entries().at(3).reason, "why");
  EXPECT_EQ(expected.of("b.wast").entries().size(), 1u);
}

TEST(expected_failures, suffixes_are_whole_components) {
  const auto expected = read("x/a.wast:3");
  EXPECT_EQ(expected.of("/y/x/a.wast").entries().size(), 1u);
  EXPECT_EQ(expected.of("x/a.wast").entries().size(), 1u);
  EXPECT_EQ(expected.of("xx/a.wast").entries().size(), 0u);
  EXPECT_EQ(expected.of("a.wast").entries().size(), 0u);
}

TEST(expected_failures, says_which_line_it_does_not_understand) {
  for (const char* bad : {"a.wast", "a.wast:", "a.wast:x", "a.wast:1x", ":1", "a.wast:99999999999"}) {
    try {
      read("a.wast:1\n" + std::string(bad));
      ADD_FAILURE() << bad;
    } catch (const Malformed& error) {
      EXPECT_EQ(error.pos(), 9u) << bad;
    }
  }
}

}  // namespace
}  // namespace modlink::runner
