#include "tools/files/nearest_word.h"

#include <gtest/gtest.h>

namespace modlink::cli {
namespace {

TEST(nearest_word, one_that_comes_close) {
  const std::vector<std::string> names{"parse", "print", "validate", "objdump"};
  EXPECT_EQ(nearest("prin", names), "print");
  EXPECT_EQ(nearest("prase", names), "parse");
  EXPECT_EQ(nearest("validator", names), "validate");
  EXPECT_EQ(nearest("objectdump", names), "objdump");
  EXPECT_EQ(nearest("bogus", names), "");
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest(std::string(1000, 'p'), names), "");
}

}  // namespace
}  // namespace modlink::cli
