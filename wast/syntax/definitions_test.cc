#include "wast/syntax/definitions.h"

#include <gtest/gtest.h>

namespace modlink {
namespace {

Import import_of(std::optional<Name> module, ExternDesc desc) {
  return Import{{}, std::move(module), "x", std::move(desc), {}};
}

TEST(index_counter, two_level_imports_imply_one_instance_for_each_name) {
  Module module;
  module.definitions = {import_of("a", FuncDesc{}), import_of("b", InstanceDesc{}), import_of("a", FuncDesc{}),
                        Instance{}};
  std::vector<TakenIndices> taken;
  for_each_definition(module, [&](const Definition&, const TakenIndices& indices) { taken.push_back(indices); });
  ASSERT_EQ(taken.size(), 4u);
  EXPECT_EQ(taken[0].implied, 0u);
  EXPECT_EQ(taken[0].first, 0u);
  EXPECT_EQ(taken[1].implied, 1u);
  EXPECT_EQ(taken[1].first, 2u);
  EXPECT_EQ(taken[2].implied, std::nullopt);
  EXPECT_EQ(taken[2].first, 1u);
  EXPECT_EQ(taken[3].space, IndexSpace::instance);
  EXPECT_EQ(taken[3].first, 3u);
}

TEST(count_indices, own_definitions_come_after_initial_ones) {
  Module module;
  TypeDef group{{}, RecType{{SubType{}, SubType{}}, true}};
  module.definitions = {group, Alias{{}, OuterAlias{}}, NestedModule{}, import_of(std::nullopt, MemoryType{})};
  module.memories.emplace_back();
  module.datas.resize(3);
  const PerSpace<Index> counts = count_indices(module);
  EXPECT_EQ(counts[IndexSpace::type], 3u);
  EXPECT_EQ(counts[IndexSpace::module], 1u);
  EXPECT_EQ(counts[IndexSpace::memory], 2u);
  EXPECT_EQ(counts[IndexSpace::data], 3u);
  EXPECT_EQ(own_types(module).size(), 3u);
}

}  // namespace
}  // namespace modlink
