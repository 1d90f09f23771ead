#include "wast/syntax/names.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

TEST(name_map, finds_names_by_index) {
  const NameMap names{{7, "g"}, {2, "f"}};
  EXPECT_EQ(names.find(2), "f");
  EXPECT_EQ(names.find(7), "g");
  EXPECT_EQ(names.find(3), "");
  EXPECT_EQ(names.find(8), "");
}

TEST(name_map, of_several_names_the_first_stays) {
  EXPECT_EQ((NameMap{{1, "b"}, {0, "a"}, {1, "c"}}), (NameMap{{0, "a"}, {1, "b"}}));
}

TEST(name_map, override_with_prefers_the_other_names) {
  NameMap names{{0, "a"}, {1, "b"}};
  names.override_with({{1, "x"}, {5, "y"}});
  EXPECT_EQ(names, (NameMap{{0, "a"}, {1, "x"}, {5, "y"}}));
}

TEST(name_map, map_indices_keeps_the_order) {
  NameMap names{{0, "a"}, {1, "b"}, {2, "c"}};
  names.map_indices([](Index index) { return index == 2 ? 0 : index + 3; });
  EXPECT_EQ(names, (NameMap{{0, "c"}, {3, "a"}, {4, "b"}}));
}

}  // namespace
}  // namespace modlink
