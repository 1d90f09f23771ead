// The options that bound how much programs execute.
#include "tools/cli/execution_options.h"

#include <gtest/gtest.h>

namespace modlink::cli {
namespace {

using namespace std::chrono_literals;

TEST(execution_options, seconds) {
  EXPECT_EQ(parse_seconds("2"), 2s);
  EXPECT_EQ(parse_seconds("0.25"), 250ms);
  EXPECT_EQ(parse_seconds("1000000000"), 1000000000s);
  for (const char* text : {"", "0", "-1", "0.0000000001", "1e3", "nan", "inf", "1s", " 1", "1000000001", "0x10"}) {
    EXPECT_EQ(parse_seconds(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace modlink::cli
