// Features that are parts of others.
#include "wast/syntax/features.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

TEST(features, bring_their_parts) {
  Features features;
  EXPECT_TRUE(features.has(Feature::bulk_memory_opt));
  EXPECT_TRUE(features.has(Feature::call_indirect_overlong));
  features.set(Feature::bulk_memory, false);
  EXPECT_FALSE(features.has(Feature::bulk_memory_opt));
  EXPECT_TRUE(features.has(Feature::call_indirect_overlong));
  features.set(Feature::bulk_memory, true);
  EXPECT_TRUE(features.has(Feature::bulk_memory_opt));
  EXPECT_EQ(features, Features());
}

TEST(features, leave_parts_that_are_wanted_whatever_came_first) {
  Features first;
  first.set(Feature::bulk_memory_opt, true);
  first.set(Feature::bulk_memory, false);
  Features last;
  last.set(Feature::bulk_memory, false);
  last.set(Feature::bulk_memory_opt, true);
  EXPECT_EQ(first, last);
  EXPECT_TRUE(first.has(Feature::bulk_memory_opt));
  EXPECT_FALSE(first.has(Feature::bulk_memory));
}

TEST(features, are_off_without_a_part) {
  Features features;
  features.set(Feature::call_indirect_overlong, false);
  EXPECT_FALSE(features.has(Feature::call_indirect_overlong));
  EXPECT_FALSE(features.has(Feature::reference_types));
  EXPECT_TRUE(features.has(Feature::bulk_memory));
}

TEST(features, take_their_parts_along_where_all_were_on) {
  Features features = with_all_features();
  EXPECT_TRUE(features.has(Feature::bulk_memory_opt));
  features.set(Feature::bulk_memory, false);
  EXPECT_FALSE(features.has(Feature::bulk_memory_opt));
}

TEST(features, have_parts_by_name) {
  EXPECT_EQ(whole_of(*find_feature("bulk-memory-opt")), Feature::bulk_memory);
  EXPECT_EQ(whole_of(*find_feature("call_indirect_overlong")), Feature::reference_types);
  EXPECT_EQ(whole_of(Feature::bulk_memory), std::nullopt);
}

}  // namespace
}  // namespace modlink
