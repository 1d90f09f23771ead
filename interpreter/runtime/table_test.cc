#include "interpreter/runtime/table.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

constexpr TableType table_type(std::uint64_t min, std::optional<std::uint64_t> max = {}) {
  return {AddrType::i32, {min, max}, externref};
}

TEST(table, starts_with_its_initialiser) {
  const auto table = allocate_table(table_type(3), Ref::host(7), 10);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->elems, std::vector<Ref>(3, Ref::host(7)));
}

TEST(table, grows_up_to_maximum_and_limit) {
  auto table = allocate_table(table_type(1, 3), Ref::null(), 10);
  EXPECT_TRUE(grow_table(*table, 2, Ref::host(1), 10));
  EXPECT_FALSE(grow_table(*table, 1, Ref::host(1), 10));
  EXPECT_EQ(table->elems, (std::vector<Ref>{Ref::null(), Ref::host(1), Ref::host(1)}));
  EXPECT_EQ(table->type.limits.min, 3u);
  auto unbounded = allocate_table(table_type(1), Ref::null(), 10);
  EXPECT_FALSE(grow_table(*unbounded, UINT64_MAX, Ref::null(), 10));
  EXPECT_FALSE(grow_table(*unbounded, 10, Ref::null(), 10));
  EXPECT_TRUE(grow_table(*unbounded, 9, Ref::null(), 10));
}

TEST(table, larger_than_the_limit_is_not_made) { EXPECT_FALSE(allocate_table(table_type(11), Ref::null(), 10)); }

}  // namespace
}  // namespace modlink
