#include "wast/syntax/type_tables.h"

#include <gtest/gtest.h>

#include <set>

namespace modlink {
namespace {

TEST(type_tables, types_are_found_by_keyword_and_by_code) {
  for (const HeapTypeInfo& type : heap_type_rows) {
    EXPECT_EQ(&info(type.kind), &type);
    EXPECT_EQ(find_heap_type(type.keyword), &type);
    EXPECT_EQ(find_ref_type(type.ref_keyword), &type);
    EXPECT_EQ(find_heap_type(type.code), &type);
    EXPECT_EQ(to_string(type.kind), type.keyword);
  }
  for (const NumTypeInfo& type : num_type_rows) {
    EXPECT_EQ(&info(type.kind), &type);
    EXPECT_EQ(find_num_type(type.keyword), &type);
    EXPECT_EQ(find_num_type(type.code), &type);
    EXPECT_EQ(to_string(type.kind), type.keyword);
  }
  EXPECT_EQ(find_heap_type("funcref"), nullptr);
  EXPECT_EQ(find_ref_type("func"), nullptr);
  EXPECT_EQ(find_num_type(std::uint8_t{0x70}), nullptr);
  EXPECT_EQ(find_heap_type(std::uint8_t{0xff}), nullptr);
}

TEST(type_tables, a_hierarchy_has_one_top_and_one_bottom) {
  std::set<HeapKind> tops;
  std::set<HeapKind> bottoms;
  for (const HeapTypeInfo& type : heap_type_rows) {
    tops.insert(top_of(type.kind));
    bottoms.insert(type.bottom);
    EXPECT_EQ(info(top_of(type.kind)).bottom, type.bottom) << type.keyword;
    EXPECT_EQ(info(type.bottom).bottom, type.bottom) << type.keyword;
    EXPECT_EQ(info(type.bottom).super, top_of(type.kind)) << type.keyword;
  }
  EXPECT_EQ(tops, (std::set{HeapKind::any, HeapKind::func, HeapKind::extern_, HeapKind::exn}));
  EXPECT_EQ(bottoms, (std::set{HeapKind::none, HeapKind::nofunc, HeapKind::noextern, HeapKind::noexn}));
}

}  // namespace
}  // namespace modlink
