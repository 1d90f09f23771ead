#include "wast/syntax/free_indices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace modlink {
namespace {

template <class Phrase>
std::vector<std::string> free_in(const Phrase& phrase) {
  std::vector<std::string> result;
  for_each_free_index(phrase, [&](FreeIndex free) {
    std::string text = to_string(free.space) + (" " + std::to_string(free.index));
    if (free.depth > 0) text += " out " + std::to_string(free.depth);
    result.push_back(std::move(text));
  });
  return result;
}

FreeIndex add_hundred(FreeIndex free) {
  free.index += 100;
  return free;
}

constexpr RefType ref_to(Index type) { return {true, {HeapKind::type_index, type}}; }

// Every shape of immediate that names something, and some that name nothing.
Expr example() {
  Expr expr;
  expr.append(expr.make_block(Opcode::block, no_pos, {BlockType::Kind::type_index, {}, 1}));
  expr.append(expr.make_block(Opcode::if_, no_pos, {BlockType::Kind::val_type, ref_to(2), 0}));
  expr.append(make_plain(Opcode::else_, no_pos));
  expr.append(make_plain(Opcode::end, no_pos));
  expr.append(make_plain(Opcode::end, no_pos));
  expr.append(make_index(Opcode::call, no_pos, 3));
  expr.append(make_pair(Opcode::call_indirect, no_pos, 4, 5));
  expr.append(make_pair(Opcode::memory_init, no_pos, 6, 7));
  expr.append(make_pair(Opcode::struct_get, no_pos, 8, 77));
  expr.append(make_index(Opcode::local_get, no_pos, 77));
  expr.append(make_heap(Opcode::ref_null, no_pos, {HeapKind::type_index, 9}));
  expr.append(make_heap(Opcode::ref_null, no_pos, {HeapKind::func, 0}));
  expr.append(expr.make_mem_arg(Opcode::i32_load, no_pos, {10, 2, 77, 0}));
  expr.append(expr.make_mem_arg(Opcode::i32_load, no_pos, {65536, 2, 77, 0}));
  expr.append(expr.make_cast(Opcode::br_on_cast, no_pos, {77, ref_to(11), ref_to(12)}));
  expr.append(expr.make_select(Opcode::select_t, no_pos, {ValKind::i32, ref_to(13)}));
  expr.append(expr.make_br_table(Opcode::br_table, no_pos, {{77, 78}}));
  expr.append(expr.make_vector(Opcode::v128_const, no_pos, {{77}}));
  expr.append(expr.make_try_table(
      Opcode::try_table, no_pos,
      {{BlockType::Kind::type_index, {}, 14}, {{Catch::Kind::catch_, 15, 77}, {Catch::Kind::catch_all, 0, 77}}}));
  expr.append(make_plain(Opcode::end, no_pos));
  expr.append(make_plain(Opcode::end, no_pos));
  return expr;
}

TEST(free_indices, of_expressions) {
  EXPECT_THAT(free_in(example()), testing::ElementsAre("type 1", "type 2", "func 3", "type 4", "table 5", "data 6",
                                                       "memory 7", "type 8", "type 9", "memory 10", "memory 65536",
                                                       "type 11", "type 12", "type 13", "type 14", "tag 15"));
}

TEST(free_indices, what_does_not_name_anything_is_copied_as_it_is) {
  EXPECT_EQ(map_free_indices(example(), std::identity()), example());
  const Expr mapped = map_free_indices(example(), add_hundred);
  EXPECT_FALSE(mapped == example());
  EXPECT_EQ(map_free_indices(mapped,
                             [](FreeIndex free) {
                               free.index -= 100;
                               return free;
                             }),
            example());
  EXPECT_THAT(free_in(mapped), testing::IsSupersetOf({"func 103", "memory 107", "memory 65636", "tag 115"}));
}

// (instance (alias outer 0 $x) (alias outer 1 $x) (export (func 0)) (export 5) (instance (alias outer 1 $x) …))
LinkingType linking_type() {
  LinkingType inner;
  inner.decls.push_back({Alias{{}, OuterAlias{0, 20, ExternKind::type}}});
  inner.decls.push_back({Alias{{}, OuterAlias{1, 21, ExternKind::type}}});
  LinkingType type;
  type.decls.push_back({Alias{{}, OuterAlias{0, 10, ExternKind::type}}});
  type.decls.push_back({Alias{{}, OuterAlias{1, 11, ExternKind::module}}});
  type.decls.push_back({ExportType{{}, "f", FuncDesc{0}, {}}});
  type.decls.push_back({ZeroLevelExport{{}, 5}});
  type.decls.push_back({TypeDef{{}, Nested<LinkingType>(inner)}});
  return type;
}

TEST(free_indices, what_is_in_a_scope_of_its_own_is_not_free) {
  EXPECT_THAT(free_in(linking_type()), testing::ElementsAre("type 10", "module 11 out 1", "type 21"));
  EXPECT_THAT(free_in(linking_type().decls),
              testing::ElementsAre("type 10 out 1", "module 11 out 2", "type 0", "type 5", "type 20", "type 21 out 1"));
}

TEST(free_indices, of_nested_modules_and_of_modules) {
  Module module;
  module.definitions.push_back(Alias{{}, OuterAlias{0, 1, ExternKind::module}});
  module.definitions.push_back(TypeDef{{}, Nested<LinkingType>(linking_type())});
  module.definitions.push_back(Instance{{}, 2, {{{}, "a", ExternKind::global, 3}}});
  module.start = Start{{}, 4};
  EXPECT_THAT(free_in(module), testing::ElementsAre("module 1 out 1", "type 10", "module 11 out 1", "type 21",
                                                    "module 2", "global 3", "func 4"));
  EXPECT_THAT(free_in(Definition(NestedModule{{}, Nested<Module>(module)})),
              testing::ElementsAre("module 1", "module 11"));
}

TEST(free_indices, outer_aliases_can_get_another_depth) {
  const auto further = [](FreeIndex free) { return FreeIndex{free.space, free.index + 100, free.depth + 1}; };
  EXPECT_THAT(free_in(map_free_indices(linking_type(), further)),
              testing::ElementsAre("type 110 out 1", "module 111 out 2", "type 121 out 1"));
  const auto to_own = [](FreeIndex free) { return FreeIndex{free.space, free.index, 0}; };
  EXPECT_THAT(free_in(map_free_indices(linking_type(), to_own)),
              testing::ElementsAre("type 10", "module 11", "type 21"));
  EXPECT_THAT(free_in(map_free_indices(Alias{{}, OuterAlias{2, 7, ExternKind::type}}, to_own)),
              testing::ElementsAre("type 7 out 3"));
}

TEST(free_indices, names_go_with_what_they_name) {
  Module module;
  module.names[IndexSpace::tag] = {{3, "t"}};
  module.names.locals[4] = {{0, "x"}};
  module.names.fields[5] = {{0, "y"}};
  EXPECT_TRUE(free_in(module).empty());
  const Names names = map_free_indices(module, add_hundred).names;
  EXPECT_EQ(names[IndexSpace::tag], (NameMap{{103, "t"}}));
  EXPECT_EQ(names.locals, (IndirectNameMap{{104, {{0, "x"}}}}));
  EXPECT_EQ(names.fields, (IndirectNameMap{{105, {{0, "y"}}}}));
}

}  // namespace
}  // namespace modlink
