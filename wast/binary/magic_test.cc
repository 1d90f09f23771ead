#include "wast/binary/magic.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

using namespace std::string_view_literals;

TEST(magic, formats_are_known_by_their_beginnings) {
  EXPECT_EQ(find_format("\0asm\1\0\0\0"sv), "a WebAssembly module");
  EXPECT_EQ(find_format("\x1f\x8b\x08"), "a gzip file");
  EXPECT_EQ(find_format("<!DOCTYPE html>"), "an HTML page");
  EXPECT_EQ(find_format("\x7f\x45LF\2"), "an ELF file");
  EXPECT_EQ(find_format("\x7f\x45"), "");
  EXPECT_EQ(find_format("(module)"), "");
  EXPECT_EQ(find_format(""), "");
}

TEST(magic, damaged_binaries_are_no_texts) {
  EXPECT_TRUE(is_binary("\0asm\1\0\0\0"sv));
  EXPECT_TRUE(is_binary("\0as"sv));
  EXPECT_TRUE(is_binary("xasm\1\0\0\0"sv));
  EXPECT_TRUE(is_binary("!<arch>\n"));
  EXPECT_FALSE(is_binary("\r\n\t(module)"));
  EXPECT_FALSE(is_binary("(module \0"sv));
  EXPECT_FALSE(is_binary("(é"));
  EXPECT_FALSE(is_binary(""));
}

}  // namespace
}  // namespace modlink
