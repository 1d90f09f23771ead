// What memories and stacks lie in. spec: exec/runtime, Memory Instances, Stack
#include "interpreter/runtime/address_space.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace modlink::address_space {
namespace {

bool is_zero(const std::uint8_t* base, std::uint64_t size) {
  return std::all_of(base, base + size, [](std::uint8_t byte) { return byte == 0; });
}

TEST(address_space, is_zero_and_usable) {
  const std::uint64_t size = round_up(100'000);
  EXPECT_GE(size, 100'000u);
  EXPECT_EQ(round_up(size), size);
  std::uint8_t* const base = make(size);
  ASSERT_TRUE(base);
  EXPECT_TRUE(is_zero(base, size));
  base[size - 1] = 1;
  release(base, size);
}

TEST(address_space, that_is_reserved_becomes_usable_from_its_front) {
  const std::uint64_t page = round_up(1), size = 16 * page;
  std::uint8_t* const base = reserve(size);
  ASSERT_TRUE(base);
  ASSERT_TRUE(make_usable(base, page));
  base[page - 1] = 1;
  ASSERT_TRUE(make_usable(base, 2 * page));
  EXPECT_EQ(base[page - 1], 1);
  EXPECT_TRUE(is_zero(base + page, page));
  release(base, size);
}

TEST(address_space, moves_with_its_contents) {
  const std::uint64_t page = round_up(1);
  std::uint8_t* const from = make(page);
  std::uint8_t* const to = reserve(4 * page);
  ASSERT_TRUE(from && to);
  from[7] = 42;
  ASSERT_TRUE(move(from, page, to));
  EXPECT_EQ(to[7], 42);
  ASSERT_TRUE(make_usable(to, 4 * page));
  EXPECT_TRUE(is_zero(to + page, 3 * page));
  release(to, 4 * page);
}

TEST(address_space, is_resized_with_its_contents) {
  const std::uint64_t page = round_up(1);
  std::uint8_t* base = make(page);
  ASSERT_TRUE(base);
  base[7] = 42;
  base = resize(base, page, 64 * page);
  ASSERT_TRUE(base);
  EXPECT_EQ(base[7], 42);
  EXPECT_TRUE(is_zero(base + page, 63 * page));
  release(base, 64 * page);
}

TEST(address_space, of_more_than_there_is_cannot_be_had) {
  constexpr std::uint64_t too_much = std::numeric_limits<std::uint64_t>::max() / 2 + 4096;
  EXPECT_FALSE(make(too_much));
  EXPECT_FALSE(reserve(too_much));
  std::uint8_t* const base = make(round_up(1));
  ASSERT_TRUE(base);
  EXPECT_FALSE(resize(base, round_up(1), too_much));
  base[0] = 1;  // is still there
  release(base, round_up(1));
}

}  // namespace
}  // namespace modlink::address_space
