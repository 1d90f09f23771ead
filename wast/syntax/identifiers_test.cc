#include "wast/syntax/identifiers.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

TEST(identifiers, characters) {
  EXPECT_TRUE(is_id("a.b!~`"));
  for (const char* name : {"", "a b", "a(", "a,", "a;", "[", "}", "\"", "\x7f", "ä"}) EXPECT_FALSE(is_id(name)) << name;
}

TEST(identifiers, quoted_names_are_short_and_printable) {
  EXPECT_EQ(quote("a\"\n\\ä"), "\"a\\22\\0a\\5cä\"");
  EXPECT_EQ(quote(std::string(80, 'a') + "bä"), '"' + std::string(80, 'a') + "…\" (2 more)");
}

TEST(identifiers, functions_in_messages) {
  Names names;
  names[IndexSpace::func] = {{0, "f"}, {1, "a b"}, {2, ""}, {3, std::string(81, 'x')}};
  EXPECT_EQ(describe_func(names, 0), "function $f");
  EXPECT_EQ(describe_func(names, 1), "function $\"a b\"");
  EXPECT_EQ(describe_func(names, 2), "function 2");
  EXPECT_EQ(describe_func(names, 3), "function $\"" + std::string(80, 'x') + "…\" (1 more)");
  EXPECT_EQ(describe_func(names, 4), "function 4");
}

TEST(identifiers, control_characters_are_escaped) {
  EXPECT_EQ(quote("a\x1b[31m\xc2\x9b\xc3\xa9"), "\"a\\1b[31m\\c2\\9b\xc3\xa9\"");
  EXPECT_EQ(quote("\u202e\u2066\u200f\u061c\u2028\u200d€𝄞"),
            "\"\\e2\\80\\ae\\e2\\81\\a6\\e2\\80\\8f\\d8\\9c\\e2\\80\\a8\u200d€𝄞\"");
  EXPECT_EQ(without_controls("a\"\\\n\xc2\x80"), "a\"\\\\0a\\c2\\80");
  EXPECT_EQ(quote_id("a\x1b"), "$\"a\\1b\"");
  EXPECT_EQ(quote_id("f"), "$f");
}

TEST(identifiers, bytes_that_are_no_utf8_are_escaped) {
  EXPECT_EQ(without_controls("a\x9b\xff z"), "a\\9b\\ff z");
  EXPECT_EQ(without_controls("\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\xe2\x80"),
            "\\c0\\af\\ed\\a0\\80\\f4\\90\\80\\80\\e2\\80");
}

TEST(identifiers, words_are_cut) {
  EXPECT_EQ(shown("a\"\x1b"), "a\"\\1b");
  EXPECT_EQ(shown(std::string(1000, 'a')), std::string(80, 'a') + "… (920 more)");
  EXPECT_EQ(quote_id(std::string(1000000, 'a')), "$\"" + std::string(80, 'a') + "…\" (999920 more)");
  EXPECT_EQ(without_controls(std::string(1000, 'a')), std::string(1000, 'a'));
}

}  // namespace
}  // namespace modlink
