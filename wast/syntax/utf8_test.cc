// Which bytes are UTF-8. spec: binary/values, Names
#include "wast/syntax/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace modlink {
namespace {

// As the spec defines it, for any number; of surrogates and what is too large it would be the same without the rule.
std::string utf8(std::uint32_t c) {
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  const auto behind = [&](int shift) { return byte(0x80 | (c >> shift & 0x3f)); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xc0 | c >> 6), behind(0)};
  if (c < 0x10000) return {byte(0xe0 | c >> 12), behind(6), behind(0)};
  return {byte(0xf0 | c >> 18), behind(12), behind(6), behind(0)};
}

bool is_scalar(std::uint32_t c) { return c < 0xd800 || (0xe000 <= c && c < 0x110000); }

TEST(utf8, scalar_values_are_encoded) {
  for (std::uint32_t c = 0; c < 0x200000; ++c) {
    const std::string bytes = utf8(c);
    ASSERT_EQ(is_utf8(bytes), is_scalar(c)) << c;
    ASSERT_EQ(utf8_length(bytes), is_scalar(c) ? bytes.size() : 0) << c;
    if (is_scalar(c)) {
      ASSERT_EQ(decode_utf8(bytes), c);
    }
  }
}

// Whether bytes of the form of one sequence are what the scalar value is encoded as that they seem to say.
bool is_sequence(const std::string& bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  const std::size_t size = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (size != bytes.size() || first >= 0xf8) return false;
  for (const char c : bytes.substr(1)) {
    if (!is_continuation(c)) return false;
  }
  const std::uint32_t c = decode_utf8(bytes);
  return is_scalar(c) && utf8(c) == bytes;
}

// Overlong ones, surrogates, those beyond U+10FFFF, those that end too early, and bytes that begin none.
TEST(utf8, nothing_else_is_a_sequence) {
  for (int a = 0; a < 256; ++a) {
    const std::string one{static_cast<char>(a)};
    EXPECT_EQ(utf8_length(one) == 1, is_sequence(one)) << a;
    for (int b = 0; b < 256; ++b) {
      const std::string two = one + static_cast<char>(b);
      ASSERT_EQ(utf8_length(two) == 2, is_sequence(two)) << a << " " << b;
      if (a < 0xe0) continue;
      for (const char c : {'\x00', '\x7f', '\x80', '\xbf', '\xc0', '\xff'}) {
        const std::string three = two + c;
        ASSERT_EQ(utf8_length(three) == 3, is_sequence(three)) << a << " " << b << " " << int{c};
        for (const char d : {'\x00', '\x7f', '\x80', '\xbf', '\xc0', '\xff'}) {
          const std::string four = three + d;
          ASSERT_EQ(utf8_length(four) == 4, is_sequence(four)) << a << " " << b << " " << int{c} << " " << int{d};
        }
      }
    }
  }
}

TEST(utf8, sequences_follow_each_other) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("\xf4\x8f\xbf\xbf\xed\x9f\xbf\xee\x80\x80"));
  for (const char* bad : {"\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                          "\xf5\x80\x80\x80", "\xe2\x82", "\xc3"}) {
    EXPECT_FALSE(is_utf8(bad));
    EXPECT_EQ(find_malformed_utf8("a\xc3\xa9" + std::string(bad) + "b"), 3u);
  }
}

}  // namespace
}  // namespace modlink
