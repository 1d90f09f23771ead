#include "interpreter/runtime/stable_list.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace modlink {
namespace {

TEST(stable_list, keeps_elements_where_they_are) {
  StableList<std::unique_ptr<int>> all;
  std::vector<const std::unique_ptr<int>*> places;
  for (int i = 0; i < 1000; ++i) places.push_back(all.add(std::make_unique<int>(i)));
  ASSERT_EQ(all.size(), 1000u);
  std::size_t i = 0;
  for (const std::unique_ptr<int>& element : all) {
    EXPECT_EQ(&element, places[i]);
    EXPECT_EQ(*element, static_cast<int>(i++));
  }
  EXPECT_EQ(i, 1000u);
}

TEST(stable_list, can_be_empty) {
  const StableList<int> all;
  EXPECT_EQ(all.size(), 0u);
  EXPECT_EQ(all.begin(), all.end());
}

TEST(stable_list, destroys_what_it_holds) {
  const auto shared = std::make_shared<int>(0);
  {
    StableList<std::shared_ptr<int>> all;
    for (int i = 0; i < 100; ++i) all.add(shared);
    EXPECT_EQ(shared.use_count(), 101);
  }
  EXPECT_EQ(shared.use_count(), 1);
}

TEST(stable_list, knows_its_elements) {
  StableList<int> all;
  StableList<int> others;
  EXPECT_FALSE(all.contains(nullptr));
  std::vector<const int*> places;
  for (int i = 0; i < 1000; ++i) places.push_back(all.add(i));
  for (const int* place : places) {
    EXPECT_TRUE(all.contains(place));
    EXPECT_FALSE(others.contains(place));
  }
  EXPECT_FALSE(all.contains(others.add(1)));
}

TEST(stable_list, can_be_cleared) {
  const auto shared = std::make_shared<int>(0);
  StableList<std::shared_ptr<int>> all;
  for (int i = 0; i < 100; ++i) all.add(shared);
  all.clear();
  EXPECT_EQ(shared.use_count(), 1);
  EXPECT_EQ(all.size(), 0u);
  EXPECT_EQ(all.begin(), all.end());
  all.add(shared);
  EXPECT_EQ(all.size(), 1u);
}

TEST(stable_list, can_be_truncated) {
  const auto shared = std::make_shared<int>(0);
  StableList<std::shared_ptr<int>> all;
  std::vector<const std::shared_ptr<int>*> places;
  for (int i = 0; i < 100; ++i) places.push_back(all.add(shared));
  for (const std::size_t size : {100u, 77u, 12u, 4u, 3u, 1u}) {
    all.truncate(size);
    EXPECT_EQ(all.size(), size);
    EXPECT_EQ(shared.use_count(), static_cast<long>(size) + 1);
    std::size_t found = 0;
    for (const std::shared_ptr<int>& element : all) found += element == shared;
    EXPECT_EQ(found, size);
    EXPECT_TRUE(all.contains(places[size - 1]));
  }
  EXPECT_NE(all.add(shared), nullptr);
  EXPECT_EQ(all.size(), 2u);
  all.truncate(0);
  EXPECT_EQ(all.begin(), all.end());
}

// Addresses of functions are references, whose lowest bits have a meaning: see Ref.
TEST(stable_list, elements_are_aligned) {
  struct alignas(16) Aligned {
    char byte = 0;
  };
  StableList<Aligned> aligned;
  StableList<char> bytes;
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(aligned.add({})) % 16, 0u) << i;
    EXPECT_NE(bytes.add('a'), nullptr);
  }
}

}  // namespace
}  // namespace modlink
