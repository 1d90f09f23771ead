// Implementation limits.
#include "wast/syntax/implementation_limits.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

TEST(implementation_limits, that_follow_from_others_end_with_the_largest_number) {
  EXPECT_EQ(ImplementationLimit(7).times(3).value(), 21u);
  EXPECT_EQ(ImplementationLimit(7).times(0).value(), 0u);
  EXPECT_EQ(ImplementationLimit(UINT64_MAX / 10 + 1).times(10).value(), UINT64_MAX);
  EXPECT_EQ(ImplementationLimit(7).plus(3).value(), 10u);
  EXPECT_EQ(ImplementationLimit(UINT64_MAX).plus(1).value(), UINT64_MAX);
}

}  // namespace
}  // namespace modlink
