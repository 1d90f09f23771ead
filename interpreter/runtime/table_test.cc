#include "interpreter/runtime/table.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

constexpr std::uint64_t limit = 10;

constexpr TableType table_type(std::uint64_t min, std::optional<std::uint64_t> max = {}) {
  return {AddrType::i32, {min, max}, externref};
}

TEST(table, starts_with_its_initialiser) {
  StoreBudget budget(1000);
  const auto table = allocate_table(table_type(3), Ref::host(7), limit, budget);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->elems, std::vector<Ref>(3, Ref::host(7)));
}

TEST(table, grows_up_to_maximum_and_limit) {
  StoreBudget budget(1000);
  auto table = allocate_table(table_type(1, 3), Ref::null(), limit, budget);
  EXPECT_TRUE(grow_table(*table, 2, Ref::host(1), limit, budget));
  EXPECT_FALSE(grow_table(*table, 1, Ref::host(1), limit, budget));
  EXPECT_EQ(table->elems, (std::vector<Ref>{Ref::null(), Ref::host(1), Ref::host(1)}));
  EXPECT_EQ(table->type.limits.min, 3u);
  auto unbounded = allocate_table(table_type(1), Ref::null(), limit, budget);
  EXPECT_FALSE(grow_table(*unbounded, UINT64_MAX, Ref::null(), limit, budget));
  EXPECT_FALSE(grow_table(*unbounded, 10, Ref::null(), limit, budget));
  EXPECT_TRUE(grow_table(*unbounded, 9, Ref::null(), limit, budget));
}

TEST(table, larger_than_the_limit_is_not_made) {
  StoreBudget budget(1000);
  EXPECT_FALSE(allocate_table(table_type(11), Ref::null(), limit, budget));
  EXPECT_EQ(budget.left(), 1000u);
}

TEST(table, takes_from_the_budget_what_it_holds) {
  StoreBudget budget(10 * sizeof(Ref) - 1);
  auto table = allocate_table(table_type(4), Ref::null(), limit, budget);
  ASSERT_TRUE(table);
  EXPECT_FALSE(grow_table(*table, 6, Ref::null(), limit, budget));
  EXPECT_TRUE(grow_table(*table, 5, Ref::null(), limit, budget));
  EXPECT_EQ(budget.left(), sizeof(Ref) - 1);
  EXPECT_FALSE(allocate_table(table_type(1), Ref::null(), limit, budget));
}

}  // namespace
}  // namespace modlink
