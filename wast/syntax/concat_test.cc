// Text that is made of parts: strings, characters and integers.
#include "wast/syntax/concat.h"

#include <gtest/gtest.h>

#include <limits>

namespace modlink {
namespace {

TEST(concat, joins_strings_characters_and_integers) {
  EXPECT_EQ(concat(), "");
  EXPECT_EQ(concat("a", std::string("b"), std::string_view("c"), 'd'), "abcd");
  EXPECT_EQ(concat(0, ' ', -1, ' ', 2u, ' ', static_cast<unsigned char>('a')), "0 -1 2 97");
  EXPECT_EQ(concat(std::numeric_limits<std::uint64_t>::max(), std::numeric_limits<std::int64_t>::min()),
            "18446744073709551615-9223372036854775808");
}

TEST(concat, hex_has_as_many_digits_as_asked_for_or_more) {
  EXPECT_EQ(hex(0, 1), "0");
  EXPECT_EQ(hex(10), "0a");
  EXPECT_EQ(hex(0x1234), "1234");
  EXPECT_EQ(hex(std::numeric_limits<std::uint64_t>::max()), "ffffffffffffffff");
}

}  // namespace
}  // namespace modlink
