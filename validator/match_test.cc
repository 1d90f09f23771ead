// Tests of canonical types and of matching. spec: valid/matching; Subtyping.md; D16, D18
#include "validator/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "validator/test_support.h"
#include "validator/test_types.h"
#include "wast/syntax/error.h"

namespace modlink {
namespace {

using testing::ElementsAre;

HeapType heap(HeapKind kind) { return {kind, 0}; }
HeapType def(const DefType* type) { return {HeapKind::def_type, type->id}; }
HeapType member(Index index) { return {HeapKind::rec_index, index}; }

SubType open_sub(CompType comp, std::vector<HeapType> supers = {}) {
  return {{}, false, std::move(supers), std::move(comp)};
}

class match : public testing::Test {
 protected:
  const DefType* intern(SubType type) { return store.intern(RecType{{std::move(type)}, false})[0]; }
  ExternType func(ResultType params, ResultType results = {}) {
    return ExternFunc{store.intern(FuncType{std::move(params), std::move(results)})};
  }
  ExternType instance(std::vector<std::pair<Name, ExternType>> exports) {
    return ExternInstance{store.intern_instance(map(std::move(exports)))};
  }
  ExternType module(std::vector<std::pair<Name, ExternType>> imports,
                    std::vector<std::pair<Name, ExternType>> exports) {
    return ExternModule{store.intern_module(map(std::move(imports)), map(std::move(exports)))};
  }
  static ExternTypeMap map(std::vector<std::pair<Name, ExternType>> entries) {
    ExternTypeMap result;
    for (auto& [name, type] : entries) EXPECT_TRUE(result.insert(name, type));
    return result;
  }
  bool matches(const ExternType& a, const ExternType& b) { return match_extern_type(store, a, b, effort); }
  std::string why(const ExternType& found, const ExternType& expected) {
    const auto mismatch = explain_mismatch(store, found, expected, effort);
    return mismatch ? mismatch->to_string() : "";
  }

  TypeStore store;
  MatchEffort effort;
};

TEST(extern_type_map, keeps_order_and_finds_names) {
  ExternTypeMap map;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(
        map.insert(std::to_string(i), MemoryType{AddrType::i32, {static_cast<std::uint64_t>(i), {}}, false, 16}));
    EXPECT_FALSE(map.insert(std::to_string(i), MemoryType{}));
  }
  EXPECT_EQ(map.size(), 1000u);
  EXPECT_EQ(std::get<MemoryType>(*map.find("734")).limits.min, 734u);
  EXPECT_EQ(map.find("1000"), nullptr);
  EXPECT_EQ(map.entries()[17].name, "17");
  map.replace("17", MemoryType{});
  EXPECT_EQ(std::get<MemoryType>(*map.find("17")).limits.min, 0u);
}

TEST_F(match, equal_types_are_one_object) {
  EXPECT_EQ(func({i32}, {i64}), func({i32}, {i64}));
  EXPECT_NE(func({i32}, {i64}), func({i64}, {i32}));
  EXPECT_EQ(instance({{"a", func({})}}), instance({{"a", func({})}}));
  EXPECT_EQ(module({{"a", func({})}}, {}), module({{"a", func({})}}, {}));
  EXPECT_NE(module({{"a", func({})}}, {}), module({}, {{"a", func({})}}));
}

TEST_F(match, order_of_exports_is_kept_but_does_not_matter) {
  const auto ab = instance({{"a", func({})}, {"b", func({i32})}});
  const auto ba = instance({{"b", func({i32})}, {"a", func({})}});
  EXPECT_NE(ab, ba);
  EXPECT_TRUE(matches(ab, ba));
  EXPECT_TRUE(matches(ba, ab));
}

TEST_F(match, recursive_groups_are_compared_as_a_whole) {
  const FuncType self{{RefType{true, member(0)}}, {}};
  const FuncType other{{RefType{true, member(1)}}, {}};
  const auto one = store.intern(RecType{{{{}, true, {}, self}}, false});
  const auto same = store.intern(RecType{{{{}, true, {}, self}}, true});
  const auto two = store.intern(RecType{{{{}, true, {}, self}, {{}, true, {}, other}}, true});
  EXPECT_EQ(one, same);
  EXPECT_NE(one[0], two[0]);
  EXPECT_NE(two[0], two[1]);
  // Members refer to each other by their ids once they are in the store.
  EXPECT_EQ(one[0]->func()->params[0].ref().heap, def(one[0]));
  EXPECT_EQ(two[1]->func()->params[0].ref().heap, def(two[1]));
}

TEST_F(match, functions_match_along_declared_supertypes) {
  const DefType* a = intern(open_sub(FuncType{}));
  const DefType* b = intern(open_sub(FuncType{}, {def(a)}));
  const DefType* c = intern({{}, true, {def(b)}, FuncType{}});
  EXPECT_THAT(c->display, ElementsAre(a, b, c));
  EXPECT_TRUE(matches(ExternFunc{c}, ExternFunc{a}));
  EXPECT_TRUE(matches(ExternFunc{c}, ExternFunc{b}));
  EXPECT_FALSE(matches(ExternFunc{a}, ExternFunc{b}));
  EXPECT_FALSE(matches(func({}), ExternFunc{a}));
  EXPECT_TRUE(match_heap_type(store, def(c), def(a)));
  EXPECT_FALSE(match_heap_type(store, def(a), def(c)));
  // Tags are invariant.
  EXPECT_FALSE(matches(ExternTag{c}, ExternTag{a}));
  EXPECT_TRUE(matches(ExternTag{c}, ExternTag{c}));
}

TEST_F(match, abstract_heap_types) {
  const std::vector<HeapKind> kinds = {HeapKind::any,     HeapKind::eq,       HeapKind::i31,  HeapKind::struct_,
                                       HeapKind::array,   HeapKind::none,     HeapKind::func, HeapKind::nofunc,
                                       HeapKind::extern_, HeapKind::noextern, HeapKind::exn,  HeapKind::noexn};
  // One row per sub type, in the order of `kinds`.
  const std::vector<std::string> expected = {"1...........", "11..........", "111.........", "11.1........",
                                             "11..1.......", "111111......", "......1.....", "......11....",
                                             "........1...", "........11..", "..........1.", "..........11"};
  for (std::size_t a = 0; a < kinds.size(); ++a) {
    for (std::size_t b = 0; b < kinds.size(); ++b) {
      EXPECT_EQ(match_heap_type(store, heap(kinds[a]), heap(kinds[b])), expected[a][b] == '1') << a << " " << b;
    }
    EXPECT_TRUE(match_heap_type(store, heap(HeapKind::bot), heap(kinds[a])));
  }
}

TEST_F(match, concrete_and_abstract_heap_types) {
  const HeapType f = def(intern(open_sub(FuncType{})));
  const HeapType s = def(intern(open_sub(StructType{})));
  const HeapType a = def(intern(open_sub(ArrayType{{false, ValType(i32)}})));
  const auto names = [&](HeapType type) {
    std::string result;
    for (int kind = 0; kind <= static_cast<int>(HeapKind::noexn); ++kind) {
      const HeapType other = heap(static_cast<HeapKind>(kind));
      result += match_heap_type(store, type, other) ? '<' : match_heap_type(store, other, type) ? '>' : '.';
    }
    return result;
  };
  EXPECT_EQ(names(f), "......<>....");
  EXPECT_EQ(names(s), "<<.<.>......");
  EXPECT_EQ(names(a), "<<..<>......");
  EXPECT_TRUE(match_heap_type(store, heap(HeapKind::bot), f));
}

TEST_F(match, references_and_results) {
  const RefType null_func = funcref;
  const RefType some_func{false, heap(HeapKind::func)};
  EXPECT_TRUE(match_ref_type(store, some_func, null_func));
  EXPECT_FALSE(match_ref_type(store, null_func, some_func));
  EXPECT_FALSE(match_val_type(store, i32, null_func));
  EXPECT_TRUE(match_val_type(store, ValKind::bot, i32));
  EXPECT_TRUE(match_result_type(store, {i32, some_func}, {i32, null_func}));
  EXPECT_FALSE(match_result_type(store, {i32}, {i32, i32}));
}

TEST_F(match, composite_types) {
  const RefType wide{true, heap(HeapKind::eq)};
  const RefType narrow{true, heap(HeapKind::i31)};
  EXPECT_TRUE(match_comp_type(store, FuncType{{wide}, {narrow}}, FuncType{{narrow}, {wide}}));
  EXPECT_FALSE(match_comp_type(store, FuncType{{narrow}, {}}, FuncType{{wide}, {}}));
  const StructType more{{{false, ValType(narrow)}, {true, PackType::i8}}};
  EXPECT_TRUE(match_comp_type(store, more, StructType{{{false, ValType(wide)}}}));
  EXPECT_FALSE(match_comp_type(store, StructType{{{true, ValType(narrow)}}}, StructType{{{true, ValType(wide)}}}));
  EXPECT_FALSE(match_comp_type(store, ArrayType{{false, PackType::i8}}, ArrayType{{false, PackType::i16}}));
  EXPECT_FALSE(match_comp_type(store, ArrayType{{false, ValType(i32)}}, StructType{}));
}

TEST_F(match, limits_tables_memories_and_globals) {
  EXPECT_TRUE(match_limits({2, 3}, {1, 4}));
  EXPECT_TRUE(match_limits({2, 3}, {2, {}}));
  EXPECT_FALSE(match_limits({1, 3}, {2, 3}));
  EXPECT_FALSE(match_limits({2, {}}, {2, 3}));
  EXPECT_FALSE(match_limits({2, 4}, {2, 3}));
  const TableType table{AddrType::i32, {1, 2}, funcref};
  EXPECT_FALSE(match_table_type(store, table, {AddrType::i64, {1, 2}, funcref}));
  EXPECT_FALSE(match_table_type(store, table, {AddrType::i32, {1, 2}, externref}));
  EXPECT_FALSE(match_table_type(store, {AddrType::i32, {1, 2}, {false, heap(HeapKind::func)}}, table));
  EXPECT_TRUE(match_memory_type({AddrType::i32, {1, 2}, true, 16}, {AddrType::i32, {1, 2}, true, 16}));
  EXPECT_FALSE(match_memory_type({AddrType::i32, {1, 2}, true, 16}, {AddrType::i32, {1, 2}, false, 16}));
  EXPECT_FALSE(match_memory_type({AddrType::i32, {1, 2}, false, 0}, {AddrType::i32, {1, 2}, false, 16}));
  const RefType some_func{false, heap(HeapKind::func)};
  EXPECT_TRUE(match_global_type(store, {false, some_func}, {false, funcref}));
  EXPECT_FALSE(match_global_type(store, {true, some_func}, {true, funcref}));
  EXPECT_FALSE(match_global_type(store, {true, i32}, {false, i32}));
}

TEST_F(match, instances_are_covariant) {
  const auto empty = instance({});
  const auto f = instance({{"f", func({})}});
  EXPECT_TRUE(matches(f, empty));
  EXPECT_FALSE(matches(empty, f));
  EXPECT_TRUE(matches(instance({{"", f}}), instance({{"", empty}})));
  EXPECT_FALSE(matches(instance({{"", empty}}), instance({{"", f}})));
  EXPECT_FALSE(matches(f, func({})));
}

TEST_F(match, modules_are_covariant_in_exports_and_contravariant_in_imports) {
  const auto plain = instance({});
  const auto rich = instance({{"e", func({})}});
  EXPECT_TRUE(matches(module({}, {}), module({{"", plain}}, {})));
  EXPECT_FALSE(matches(module({{"", plain}}, {}), module({}, {})));
  EXPECT_TRUE(matches(module({{"", plain}}, {}), module({{"", rich}}, {})));
  EXPECT_FALSE(matches(module({{"", rich}}, {}), module({{"", plain}}, {})));
  EXPECT_TRUE(matches(module({}, {{"x", rich}, {"y", plain}}), module({}, {{"x", plain}})));
  // Twice contravariant is covariant.
  EXPECT_TRUE(matches(module({{"m", module({{"i", rich}}, {})}}, {}), module({{"m", module({{"i", plain}}, {})}}, {})));
}

TEST_F(match, mismatches_tell_the_way_and_both_types) {
  const auto libc_32 = instance({{"malloc", func({i32}, {i32})}});
  const auto libc_64 = instance({{"malloc", func({i64}, {i32})}});
  EXPECT_EQ(why(instance({{"libc", libc_64}}), instance({{"libc", libc_32}})),
            "export \"libc\" → export \"malloc\": expected (func (param i32) (result i32)), "
            "found (func (param i64) (result i32))");
  EXPECT_EQ(why(module({{"libc", libc_32}}, {}), module({{"libc", libc_64}}, {})),
            "import \"libc\" → export \"malloc\": expected (func (param i32) (result i32)), "
            "found (func (param i64) (result i32))");
  EXPECT_EQ(why(func({}), MemoryType{AddrType::i32, {1, 2}, false, 16}), "expected (memory 1 2), found (func)");
  EXPECT_EQ(why(libc_32, libc_32), "");
  const auto missing = explain_mismatch(store, instance({}), libc_32, effort);
  EXPECT_TRUE(missing->missing);
  EXPECT_EQ(missing->to_string(), "export \"malloc\": expected (func (param i32) (result i32)), found nothing");
  EXPECT_EQ(missing->rule, "Subtyping.md, Instance Subtyping");
  EXPECT_EQ(explain_mismatch(store, libc_64, libc_32, effort)->rule, "matching/functions");
}

TEST_F(match, types_that_look_alike_are_told_apart) {
  const auto pair = store.intern(RecType{{{{}, true, {}, FuncType{}}, {{}, true, {}, FuncType{}}}, true});
  EXPECT_EQ(why(ExternFunc{pair[0]}, func({})), "expected (func), found (func) of another recursive group");
  EXPECT_EQ(why(ExternFunc{intern(open_sub(FuncType{}))}, func({})), "expected (func), found (sub (func))");
}

TEST_F(match, texts_are_bounded) {
  ExternTypeMap map;
  for (int i = 0; i < 1000; ++i) map.insert(std::to_string(i), func({i32}));
  EXPECT_LT(to_string(store, ExternInstance{store.intern_instance(map)}).size(), 400u);
  const auto self = store.intern(RecType{{{{}, true, {}, FuncType{{RefType{true, member(0)}}, {}}}}, true});
  EXPECT_LT(to_string(store, ExternFunc{self[0]}).size(), 400u);
  EXPECT_EQ(to_string(store, ResultType{i32, RefType{true, heap(HeapKind::func)}, RefType{false, heap(HeapKind::any)}}),
            "[i32 funcref (ref any)]");
  EXPECT_EQ(to_string(store, instance({{"a\"\n", func({})}})), "(instance (export \"a\\22\\0a\" (func)))");
  EXPECT_EQ(to_string(store, TableType{AddrType::i64, {1, 2}, externref}), "(table i64 1 2 externref)");
  EXPECT_EQ(to_string(store, GlobalType{true, i32}), "(global (mut i32))");
}

// Two chains that differ at the bottom only, or not at all.
ExternType doubled(TypeStore& store, ExternType type, int levels, bool swapped) {
  for (int i = 0; i < levels; ++i) {
    ExternTypeMap map;
    map.insert(swapped ? "r" : "l", type);
    map.insert(swapped ? "l" : "r", type);
    type = ExternInstance{store.intern_instance(std::move(map))};
  }
  return type;
}

TEST_F(match, doubling_types_match_in_linear_time) {
  const auto start = std::chrono::steady_clock::now();
  const auto a = doubled(store, func({}), 64, false);
  const auto b = doubled(store, func({}), 64, true);
  const auto c = doubled(store, func({i32}), 64, true);
  EXPECT_NE(a, b);
  EXPECT_TRUE(matches(a, b));
  EXPECT_FALSE(matches(a, c));
  EXPECT_NE(why(a, c), "");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(500));
  EXPECT_EQ(std::get<ExternInstance>(a).type->nodes.get(), 64u);
}

TEST_F(match, deep_types_take_no_native_stack) {
  const auto a = doubled(store, func({}), 50'000, false);
  const auto b = doubled(store, func({}), 50'000, true);
  const auto c = doubled(store, func({i32}), 50'000, true);
  EXPECT_TRUE(matches(a, b));
  EXPECT_FALSE(matches(a, c));
  EXPECT_LT(why(a, c).size(), 1000u);
}

TEST_F(match, nodes_are_counted_once) {
  const auto leaf = instance({{"f", func({})}});
  const auto left = instance({{"a", leaf}});
  const auto right = module({{"a", leaf}}, {{"b", leaf}});
  std::uint64_t work = 0;
  EXPECT_EQ(count_nodes(instance({{"l", left}, {"r", right}, {"again", left}}), 100, work), 4u);
  EXPECT_EQ(count_nodes(doubled(store, func({}), 50, false), 10, work), 11u);
}

TEST_F(match, threads_share_a_store) {
  std::vector<std::thread> threads;
  std::vector<ExternType> results(4, func({}));
  for (std::size_t i = 0; i < results.size(); ++i) {
    threads.emplace_back([&, i] {
      ExternType last = func({});
      MatchEffort own_effort;
      for (std::uint32_t j = 0; j < 500; ++j) {
        last = instance({{"f", func(ResultType(j % 20, i32))}, {"last", last}});
        EXPECT_TRUE(match_extern_type(store, last, instance({{"f", func(ResultType(j % 20, i32))}}), own_effort));
      }
      results[i] = last;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const ExternType& result : results) EXPECT_EQ(result, results[0]);
}

}  // namespace
}  // namespace modlink
