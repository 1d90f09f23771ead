#include "interpreter/runtime/memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace modlink {
namespace {

constexpr std::uint64_t page = 65536;
constexpr std::uint64_t four_gib = std::uint64_t{1} << 32;
// More than can be reserved, so that growing has to move.
constexpr std::uint64_t whole_space = std::uint64_t{1} << 48;

MemoryType memory_type(std::uint64_t min, std::optional<std::uint64_t> max = {}, AddrType addr = AddrType::i32) {
  return {addr, {min, max}, false, 16};
}

bool is_zero(const LinearMemory& memory, std::uint64_t from) {
  return std::all_of(memory.base() + from, memory.base() + memory.size(), [](std::uint8_t b) { return b == 0; });
}

TEST(memory, starts_zeroed_with_the_minimum) {
  const auto memory = LinearMemory::allocate(memory_type(2, 3), four_gib);
  ASSERT_TRUE(memory);
  EXPECT_EQ(memory->size(), 2 * page);
  EXPECT_EQ(memory->pages(), 2u);
  EXPECT_TRUE(is_zero(*memory, 0));
}

TEST(memory, grows_in_place_up_to_the_maximum) {
  auto memory = LinearMemory::allocate(memory_type(1, 3), four_gib);
  const std::uint8_t* base = memory->base();
  memory->base()[page - 1] = 7;
  EXPECT_TRUE(memory->grow(2));
  EXPECT_FALSE(memory->grow(1));
  EXPECT_TRUE(memory->grow(0));
  EXPECT_EQ(memory->base(), base);
  EXPECT_EQ(memory->base()[page - 1], 7);
  EXPECT_TRUE(is_zero(*memory, page));
  EXPECT_EQ(memory->type().limits.min, 3u);
  EXPECT_EQ(memory->type().limits.max, 3u);
}

TEST(memory, moves_once_where_it_may_become_large) {
  auto memory = LinearMemory::allocate(memory_type(1), four_gib);
  ASSERT_TRUE(memory);
  memory->base()[page - 1] = 7;
  EXPECT_TRUE(memory->grow(1));
  const std::uint8_t* base = memory->base();
  EXPECT_EQ(base[page - 1], 7);
  EXPECT_TRUE(is_zero(*memory, page));
  memory->base()[2 * page - 1] = 8;
  EXPECT_TRUE(memory->grow(1000));
  EXPECT_EQ(memory->base(), base);
  EXPECT_EQ(base[2 * page - 1], 8);
  EXPECT_TRUE(is_zero(*memory, 2 * page));
}

// 20,000 of them would not fit into 2^47 bytes with all that they may become.
TEST(memory, takes_no_address_space_until_it_grows) {
  std::vector<LinearMemory> memories;
  for (int i = 0; i < 40'000; ++i) {
    auto memory = LinearMemory::allocate(memory_type(0), four_gib);
    ASSERT_TRUE(memory);
    memories.push_back(std::move(*memory));
  }
}

TEST(memory, shared_ones_grow_in_place) {
  MemoryType type = memory_type(1, 1000);
  type.shared = true;
  auto memory = LinearMemory::allocate(type, four_gib);
  ASSERT_TRUE(memory);
  const std::uint8_t* base = memory->base();
  EXPECT_TRUE(memory->grow(999));
  EXPECT_EQ(memory->base(), base);
  EXPECT_TRUE(is_zero(*memory, 0));
}

TEST(memory, moves_where_it_cannot_reserve) {
  auto memory = LinearMemory::allocate(memory_type(1, {}, AddrType::i64), whole_space);
  ASSERT_TRUE(memory);
  memory->base()[5] = 9;
  EXPECT_TRUE(memory->grow(3));
  EXPECT_EQ(memory->pages(), 4u);
  EXPECT_EQ(memory->base()[5], 9);
  EXPECT_TRUE(is_zero(*memory, page));
  EXPECT_FALSE(memory->grow(whole_space / page - 4));  // not to be had
  EXPECT_EQ(memory->pages(), 4u);
}

// Moving each time would copy 64 GB.
TEST(memory, moves_seldom) {
  auto memory = LinearMemory::allocate(memory_type(1, {}, AddrType::i64), whole_space);
  ASSERT_TRUE(memory);
  int moves = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::uint8_t* base = memory->base();
    ASSERT_TRUE(memory->grow(1));
    if (memory->base() != base) ++moves;
  }
  EXPECT_LE(moves, 20);
}

TEST(memory, takes_from_the_budget_what_it_holds) {
  StoreBudget budget(10 * page);
  {
    auto memory = LinearMemory::allocate(memory_type(1, 20), four_gib, &budget);
    ASSERT_TRUE(memory);
    EXPECT_TRUE(memory->grow(4));
    EXPECT_FALSE(memory->grow(6));
    EXPECT_EQ(memory->pages(), 5u);
    EXPECT_EQ(budget.left(), 5 * page);
    const LinearMemory moved = std::move(*memory);
    EXPECT_EQ(budget.left(), 5 * page);
    EXPECT_FALSE(LinearMemory::allocate(memory_type(6), four_gib, &budget));
    EXPECT_EQ(budget.left(), 5 * page);
  }
  EXPECT_EQ(budget.left(), 10 * page);
}

TEST(memory, shared_ones_do_not_move) {
  MemoryType type = memory_type(1, whole_space / page, AddrType::i64);
  type.shared = true;
  EXPECT_FALSE(LinearMemory::allocate(type, whole_space));
}

TEST(memory, keeps_to_the_limit) {
  EXPECT_FALSE(LinearMemory::allocate(memory_type(5), 4 * page));
  auto memory = LinearMemory::allocate(memory_type(3, 100), 4 * page);
  EXPECT_TRUE(memory->grow(1));
  EXPECT_FALSE(memory->grow(1));
  EXPECT_FALSE(memory->grow(UINT64_MAX));
}

TEST(memory, does_not_exceed_its_address_type) {
  auto memory = LinearMemory::allocate(memory_type(0), whole_space);
  EXPECT_FALSE(memory->grow(65537));
  EXPECT_TRUE(memory->grow(65536));
  EXPECT_EQ(memory->size(), four_gib);
}

TEST(memory, can_be_empty) {
  auto memory = LinearMemory::allocate(memory_type(0, 0), four_gib);
  ASSERT_TRUE(memory);
  EXPECT_NE(memory->base(), nullptr);
  EXPECT_FALSE(memory->grow(1));
}

TEST(memory, of_other_page_sizes) {
  auto memory = LinearMemory::allocate({AddrType::i32, {3, 10}, false, 0}, four_gib);
  EXPECT_EQ(memory->size(), 3u);
  EXPECT_TRUE(memory->grow(7));
  EXPECT_FALSE(memory->grow(1));
  EXPECT_EQ(memory->pages(), 10u);
}

TEST(memory, moved_objects_keep_their_bytes) {
  auto memory = LinearMemory::allocate(memory_type(1), four_gib);
  memory->base()[0] = 1;
  LinearMemory other = std::move(*memory);
  EXPECT_EQ(other.base()[0], 1);
  EXPECT_EQ(memory->size(), 0u);
  *memory = std::move(other);
  EXPECT_EQ(memory->base()[0], 1);
}

}  // namespace
}  // namespace modlink
