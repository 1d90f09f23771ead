#include "tools/engines/json_line.h"

#include <gtest/gtest.h>

#include <string>

namespace modlink::engines {
namespace {

std::string why_not(const std::string& line) { return parse_json_line(line).why_not; }

std::string repeat(std::size_t count, const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

TEST(json_line, is_read) {
  EXPECT_EQ(parse_json_line(R"({"a": [1, "x"]})").value, (nlohmann::json{{"a", {1, "x"}}}));
  EXPECT_EQ(why_not("null"), "");
  EXPECT_EQ(why_not(""), "is no JSON");
  EXPECT_EQ(why_not("{} x"), "is no JSON");
  EXPECT_EQ(why_not(std::string("{}\0", 3)), "is no JSON");
  EXPECT_EQ(why_not(std::string("{}\0{} x", 7)), "is no JSON");
  EXPECT_EQ(why_not(std::string("\0{}", 3)), "is no JSON");
  EXPECT_EQ(parse_json_line(R"("\u0000")").value, std::string("\0", 1));
  EXPECT_TRUE(parse_json_line("[1").value.is_null());
}

// A text of 50 MB would take gigabytes as values.
TEST(json_line, is_not_read_beyond_all_that_is_asked_and_answered) {
  EXPECT_EQ(why_not(repeat(100, "[") + repeat(100, "]")), "");
  EXPECT_EQ(why_not(repeat(101, "[") + repeat(101, "]")), "nests deeper than 100");
  EXPECT_EQ(why_not(repeat(50'000'000, "[")), "nests deeper than 100");
  EXPECT_EQ(why_not(repeat(101, "{\"a\":") + "1" + repeat(101, "}")), "nests deeper than 100");
  EXPECT_EQ(why_not("[" + repeat(10'000'000, "1,") + "1]"), "has more than 10000000 values");
  EXPECT_EQ(why_not("[" + repeat(10'000'000, "[]")), "has more than 10000000 values");
}

TEST(json_line, natural_numbers_have_64_bits) {
  for (const char* number : {"0", "9223372036854775807", "9223372036854775808", "18446744073709551615"}) {
    EXPECT_TRUE(is_natural(parse_json_line(number).value)) << number;
  }
  EXPECT_TRUE(is_natural(5));  // which is signed
  for (const char* other : {"-1", "18446744073709551616", "1.0", "\"1\"", "null", "[]"}) {
    EXPECT_FALSE(is_natural(parse_json_line(other).value)) << other;
  }
}

TEST(json_line, strings_may_have_anything) {
  EXPECT_EQ(why_not("\"" + repeat(200, "[{,") + "\""), "");
  EXPECT_EQ(why_not(R"(["\"[", "\\"])"), "");
  EXPECT_EQ(parse_json_line("[\"\\\\\"," + repeat(100, "[")).why_not, "nests deeper than 100");
  EXPECT_EQ(why_not("\"" + repeat(200, "[")), "is no JSON");
  EXPECT_EQ(why_not("\"\\"), "is no JSON");
}

}  // namespace
}  // namespace modlink::engines
