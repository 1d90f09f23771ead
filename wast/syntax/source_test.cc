#include "wast/syntax/source.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

TEST(source, locates_lines_and_columns_in_code_points) {
  const Source source("a.wat", "(module\n  \xc3\xa9(func))", Source::Kind::text);
  EXPECT_EQ(source.describe(0), "a.wat:1:1");
  EXPECT_EQ(source.describe(12), "a.wat:2:4");
  EXPECT_EQ(source.describe(no_pos), "a.wat");
}

TEST(source, points_at_the_place) {
  const Source source("a.wat", "(module\n  (func))", Source::Kind::text);
  EXPECT_EQ(source.diagnose(10, "error"), "a.wat:2:3: error\n 2 |   (func))\n   |   ^");
}

TEST(source, cuts_long_lines_around_the_caret) {
  const Source source("a.wat", std::string(500, 'x') + "y" + std::string(500, 'z'), Source::Kind::text);
  EXPECT_EQ(source.diagnose(500, "error"), "a.wat:1:501: error\n 1 | ..." + std::string(50, 'x') + "y" +
                                               std::string(49, 'z') + "\n   | " + std::string(53, ' ') + "^");
}

TEST(source, locates_far_from_the_start) {
  std::string content;
  for (int i = 0; i < 5000; ++i) content += "\xc3\xa9\n";
  content += std::string(10'000, 'x');
  const Source source("a.wat", content, Source::Kind::text);
  EXPECT_EQ(source.describe(12'000), "a.wat:4001:1");
  EXPECT_EQ(source.describe(12'002), "a.wat:4001:2");
  EXPECT_EQ(source.describe(15'000), "a.wat:5001:1");
  EXPECT_EQ(source.describe(24'999), "a.wat:5001:10000");
  EXPECT_EQ(source.describe(99'999), "a.wat:5001:10001");
}

TEST(source, end_of_input_has_a_place) {
  const Source source("a.wat", "(module", Source::Kind::text);
  EXPECT_EQ(source.diagnose(7, "error"), "a.wat:1:8: error\n 1 | (module\n   |        ^");
}

TEST(source, binaries_show_offsets) {
  const Source source("a.wasm", "abc", Source::Kind::binary);
  EXPECT_EQ(source.diagnose(2, "error"), "a.wasm:0x2: error");
}

TEST(source, carriage_returns_end_lines) {
  const Source source("s", "a\rb\r\nc\n\rd", Source::Kind::text);
  EXPECT_EQ(source.describe(2), "s:2:1");  // b
  EXPECT_EQ(source.describe(4), "s:2:3");  // the line feed of b's line
  EXPECT_EQ(source.describe(5), "s:3:1");  // c
  EXPECT_EQ(source.describe(8), "s:5:1");  // d
  EXPECT_EQ(source.diagnose(2, "m"), "s:2:1: m\n 2 | b\n   | ^");
  EXPECT_EQ(source.diagnose(8, "m"), "s:5:1: m\n 5 | d\n   | ^");
  const Source large("s", std::string(4095, 'x') + "\r\ny", Source::Kind::text);
  EXPECT_EQ(large.describe(4097), "s:2:1");
  const Source lines("s", std::string(4096, '\r') + "y", Source::Kind::text);
  EXPECT_EQ(lines.describe(4096), "s:4097:1");
}

}  // namespace
}  // namespace modlink
