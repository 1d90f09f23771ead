#include "wast/syntax/nearest_word.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

using Names = std::vector<std::string_view>;

TEST(nearest_word, one_that_comes_close) {
  const Names names{"parse", "print", "validate", "objdump"};
  EXPECT_EQ(nearest("prin", names), "print");
  EXPECT_EQ(nearest("prase", names), "parse");
  EXPECT_EQ(nearest("validator", names), "validate");
  EXPECT_EQ(nearest("objectdump", names), "objdump");
  EXPECT_EQ(nearest("bogus", names), "");
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest(std::string(1000, 'p'), names), "");
}

TEST(nearest_word, words_of_one_or_two_letters_are_near_to_none) {
  EXPECT_EQ(nearest("f", {"g"}), "");
  EXPECT_EQ(nearest("ab", {"ac"}), "");
  EXPECT_EQ(nearest("abc", {"abd"}), "abd");
}

TEST(nearest_word, of_equally_near_ones_the_one_with_the_least_number) {
  EXPECT_EQ(nearest("file0", {"file1", "file2"}), "file1");
  NearestWord word("file0");
  word.offer("file2", 2);
  word.offer("file1", 1);
  word.offer("file3", 3);
  EXPECT_EQ(word.found(), "file1");
}

TEST(nearest_word, very_many_are_not_compared) {
  EXPECT_EQ(nearest("abcd", Names(most_compared, "abce")), "abce");
  EXPECT_EQ(nearest("abcd", Names(most_compared + 1, "abce")), "");
}

TEST(nearest_word, what_there_is_instead) {
  EXPECT_EQ(enumerate({}), "");
  EXPECT_EQ(enumerate({"f", "g"}), "\"f\", \"g\"");
  EXPECT_NE(enumerate(Names(23, "f")).find("\"f\" and 3 more"), std::string::npos);
  EXPECT_EQ(did_you_mean("maloc", {"free", "malloc"}), "; did you mean \"malloc\"?");
  EXPECT_EQ(did_you_mean("other", {"free", "malloc"}), "");
  EXPECT_EQ(which_has("maloc", {"free", "malloc"}), ", which has \"free\", \"malloc\"; did you mean \"malloc\"?");
  EXPECT_EQ(which_has("maloc", {"malloc"}), ", which has \"malloc\"");
  EXPECT_EQ(which_has("maloc", {}), ", which has none");
}

}  // namespace
}  // namespace modlink
