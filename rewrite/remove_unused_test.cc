// Tests of what is left out of core modules because it makes no difference.
#include "rewrite/remove_unused.h"

#include <gtest/gtest.h>

#include "rewrite/used_definitions.h"
#include "validator/test_support.h"
#include "wast/binary/encode_module.h"
#include "wast/text/print.h"

namespace modlink::rewrite {
namespace {

class remove_unused_definitions : public testing::Test, public Validation {
 protected:
  // What is left of a module, which is valid; again nothing would be left out of that.
  Module left_of(const std::string& text) {
    valid(text);
    Module left = remove_unused(parse(text));
    validate(left, store, features, limits);
    EXPECT_EQ(print_module(remove_unused(left)), print_module(left));
    return left;
  }
  void expect(const std::string& text, const std::string& left) {
    const Module expected = parse(left);
    const Module found = left_of(text);
    EXPECT_EQ(found, expected) << text;
    EXPECT_EQ(print_module(found), print_module(expected));
  }
  void expect_kept(const std::string& text) { expect(text, text); }
};

TEST_F(remove_unused_definitions, what_exports_name_stays) {
  expect(R"((module (func) (func (export "f") (call 2)) (func (call 3)) (func) (func (call 0))))",
         R"((module (func (export "f") (call 1)) (func (call 2)) (func)))");
  expect(R"((module (global i32 (i32.const 1)) (global (export "g") i32 (i32.const 2)) (memory 1) (table 1 funcref)))",
         R"((module (global (export "g") i32 (i32.const 2))))");
  expect(
      R"((module (global i32 (i32.const 1)) (global $a i32 (i32.const 2)) (global (export "g") i32 (global.get $a))))",
      R"((module (global $a i32 (i32.const 2)) (global (export "g") i32 (global.get $a))))");
  expect_kept(R"((module (memory (export "a") 1) (table (export "b") 1 funcref) (tag (export "c"))))");
}

TEST_F(remove_unused_definitions, what_the_start_function_needs_stays_unless_it_is_empty) {
  expect_kept("(module (global (mut i32) (i32.const 0)) (func (global.set 0 (i32.const 1))) (start 0))");
  expect("(module (func) (start 0))", "(module)");
  expect(R"((module (func (export "f")) (start 0)))", R"((module (func (export "f"))))");
  expect_kept(R"((module (import "a" "f" (func)) (start 0)))");
}

TEST_F(remove_unused_definitions, imports_that_nothing_uses_go) {
  expect(R"((module
      (import "a" "f" (func)) (import "a" "g" (func $g (param i32))) (import "a" "m" (memory 1))
      (import "a" "t" (table 1 funcref)) (import "a" "x" (global i32)) (import "a" "y" (tag))
      (func (export "h") (call $g (i32.const 1)))))",
         R"((module (type (func)) (import "a" "g" (func $g (param i32)))
      (func (export "h") (call $g (i32.const 1)))))");
}

TEST_F(remove_unused_definitions, tables_bring_their_segments) {
  expect_kept(R"((module (table (export "t") 2 funcref) (elem (i32.const 1) func 0) (func)))");
  expect_kept(R"((module (table 2 funcref) (elem (i32.const 1) func 0) (func)
      (func (export "f") (call_indirect (i32.const 1)))))");
  expect("(module (table 2 funcref) (elem (i32.const 1) func 0) (func))", "(module)");
  expect_kept(R"((module (table (export "t") 2 funcref (ref.func 0)) (func)))");
}

TEST_F(remove_unused_definitions, functions_that_no_call_takes_from_a_table_are_left_empty) {
  const std::string table = R"((module (type $a (func (param i32))) (type $b (func (result i32)))
      (table $t 3 funcref) (elem (i32.const 0) func $f $g)
      (func $f (param $x i32) (local $y i32) (block $l (br_if $l (i32.const 1)) (call $only_f)))
      (func $g (result i32) (i32.const 7)) )";
  const std::string other = "(func $only_f) ";
  const std::string left = R"((module (type $a (func (param i32))) (type $b (func (result i32)))
      (table $t 3 funcref) (elem (i32.const 0) func $f $g)
      (func $f (param $x i32) (unreachable))
      (func $g (result i32) (i32.const 7)) )";
  const std::string calls_b = R"((func (export "h") (result i32) (call_indirect (type $b) (i32.const 1))))";
  expect(table + other + calls_b + ")", left + calls_b + ")");
  for (const std::string opens :
       {R"((func (export "h") (param i32) (call_indirect (type $a) (local.get 0) (i32.const 1)))
                                      (func (export "i") (result i32) (return_call_indirect (type $b) (i32.const 1))))",
        R"((func (export "h") (result funcref) (table.get $t (i32.const 0))))",
        R"((table 1 funcref) (func (export "h")
                                      (table.copy 1 $t (i32.const 0) (i32.const 0) (i32.const 1))))",
        R"((export "t" (table $t)))"}) {
    SCOPED_TRACE(opens);
    const Module found = left_of(table + other + opens + ")");
    EXPECT_GT(found.funcs[0].body.size(), 2u);
    EXPECT_GT(found.names[IndexSpace::func].size(), 2u);
  }
  // What is only written to takes no function out.
  const std::string writes = R"((func (export "h") (param i32)
      (table.set $t (local.get 0) (ref.null func)) (drop (table.grow $t (ref.null func) (table.size $t)))))";
  EXPECT_EQ(left_of(table + other + writes + ")").funcs[1].body.size(), 2u);
}

// A call takes functions whose types are derived from its own, or equal to it elsewhere.
TEST_F(remove_unused_definitions, calls_take_functions_of_matching_types_from_tables) {
  const Module found = left_of(R"((module
      (type $a (sub (func (param i32)))) (type $b (sub $a (func (param i32)))) (type $c (sub $b (func (param i32))))
      (rec (type $s (struct)) (type $d (func (param (ref $s))))) (rec (type $s2 (struct)) (type $d2 (func (param (ref $s2)))))
      (type $e (func (param i64)))
      (table 9 funcref) (elem (i32.const 0) funcref (ref.func $c) (ref.func $d) (ref.func $e) (ref.null func))
      (func $c (type $c) (nop)) (func $d (type $d) (nop)) (func $e (type $e) (nop))
      (func (export "f") (call_indirect (type $a) (i32.const 0) (i32.const 0)))
      (func (export "g") (call_indirect (type $d2) (struct.new $s2) (i32.const 1)))))");
  ASSERT_EQ(found.funcs.size(), 5u);
  EXPECT_EQ((*found.funcs[0].body.begin()).op, Opcode::nop);
  EXPECT_EQ((*found.funcs[1].body.begin()).op, Opcode::nop);
  EXPECT_EQ((*found.funcs[2].body.begin()).op, Opcode::unreachable);
}

TEST_F(remove_unused_definitions, memories_bring_their_segments) {
  expect_kept(R"((module (memory (export "m") 1) (data (i32.const 1) "x")))");
  expect(R"((module (memory 1) (memory $b 1) (data (i32.const 1) "x") (data (memory $b) (i32.const 1) "y")
      (func (export "f") (result i32) (i32.load $b (i32.const 1)))))",
         R"((module (memory $b 1) (data (memory $b) (i32.const 1) "y")
      (func (export "f") (result i32) (i32.load $b (i32.const 1)))))");
}

TEST_F(remove_unused_definitions, segments_that_write_to_imports_stay) {
  expect_kept(R"((module (import "a" "t" (table 1 funcref)) (elem (i32.const 0) func 0) (func)))");
  expect_kept(R"((module (import "a" "m" (memory 1)) (data (i32.const 0) "x")))");
  expect(R"((module (import "a" "t" (table 1 funcref)) (elem (i32.const 1) func)
      (import "a" "m" (memory 1)) (data (i32.const 65536) "")))",
         "(module)");
}

TEST_F(remove_unused_definitions, segments_that_may_trap_stay) {
  expect_kept("(module (table 1 funcref) (elem (i32.const 1) func 0) (func))");
  expect_kept("(module (table 1 funcref) (elem (i32.const 2) func))");
  expect_kept(R"((module (memory 1) (data (i32.const 65536) "x")))");
  expect_kept(R"((module (memory 1) (data (i32.const -1) "x")))");
  expect_kept(R"((module (memory i64 1) (data (i64.const -1) "x")))");
  expect_kept(R"((module (import "a" "g" (global i32)) (memory 1) (data (global.get 0) "x")))");
  expect(R"((module (memory 1) (data (i32.const 65535) "x") (memory i64 1) (data (memory 1) (i64.const 65535) "x")))",
         "(module)");
  expect(R"((module (memory i64 0x1_0000_0000_0000) (data (i64.const 65535) "x")))", "(module)");
}

TEST_F(remove_unused_definitions, passive_segments_stay_where_instructions_name_them) {
  expect(R"((module (memory 1) (table 1 funcref) (data "a") (data "b") (elem func 0) (elem func 1) (func) (func)
      (func (export "f")
        (memory.init 1 (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop 1)
        (table.init 1 (i32.const 0) (i32.const 0) (i32.const 1)) (elem.drop 1))))",
         R"((module (memory 1) (table 1 funcref) (data "b") (elem func 0) (func)
      (func (export "f")
        (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop 0)
        (table.init 0 (i32.const 0) (i32.const 0) (i32.const 1)) (elem.drop 0))))");
  expect(R"((module (type $a (array i8)) (type $b (array funcref)) (data "a") (data "b") (elem funcref) (elem funcref)
      (func (export "f")
        (drop (array.new_data $a 1 (i32.const 0) (i32.const 1)))
        (drop (array.new_elem $b 1 (i32.const 0) (i32.const 0))))))",
         R"((module (type $a (array i8)) (type $b (array funcref)) (data "b") (elem funcref)
      (func (export "f")
        (drop (array.new_data $a 0 (i32.const 0) (i32.const 1)))
        (drop (array.new_elem $b 0 (i32.const 0) (i32.const 0))))))");
}

TEST_F(remove_unused_definitions, declarative_segments_are_left_with_what_is_needed) {
  expect(R"((module (func $f) (func $g) (func) (elem declare func $f $g 2)
      (func (export "h") (drop (ref.func $g)))))",
         R"((module (func $g) (func (export "h") (drop (ref.func $g))) (elem declare func $g)))");
  expect(R"((module (func) (elem declare func 0) (func (export "h") (elem.drop 0))))",
         R"((module (elem declare func) (func (export "h") (elem.drop 0))))");
}

TEST_F(remove_unused_definitions, functions_are_declared_anew_where_what_declared_them_goes) {
  expect(R"((module (func $f) (global funcref (ref.func $f)) (func (export "h") (drop (ref.func $f)))))",
         R"((module (func $f) (func (export "h") (drop (ref.func $f))) (elem declare func $f)))");
}

TEST_F(remove_unused_definitions, tags_stay_where_they_are_thrown_or_caught) {
  expect(R"((module (tag) (tag $a (param i32)) (tag $b)
      (func (export "f") (throw $a (i32.const 1)))
      (func (export "g") (block $l (try_table (catch $b $l))))))",
         R"((module (type (func)) (tag $a (param i32)) (tag $b)
      (func (export "f") (throw $a (i32.const 1)))
      (func (export "g") (block $l (try_table (catch $b $l))))))");
}

TEST_F(remove_unused_definitions, types_go_in_whole_groups) {
  expect(R"((module (type (func (param i64))) (type (struct)) (rec (type $a (struct)) (type $b (struct (field i32))))
      (func (param i64)) (func (export "f") (result (ref null $b)) (ref.null $b))))",
         R"((module (rec (type $a (struct)) (type $b (struct (field i32))))
      (func (export "f") (result (ref null $b)) (ref.null $b))))");
}

TEST_F(remove_unused_definitions, names_hints_and_custom_sections_stay_with_what_they_are_about) {
  const char* const text = R"((module $m
      (import "a" "f" (func $imported))
      (@custom "between" (after import) "x")
      (type $t (struct (field $gone i32))) (type $u (struct (field $x i32)))
      (func $gone (param $q i32) (block $lost))
      (func $f (export "f") (param $p (ref $u)) (block $l (@metadata.code.branch_hint "\01") (br_if $l (i32.const 1))))
      (memory $nothing 1) (memory $mem 1) (data $d (memory $mem) (i32.const 0) "x")
      (func (export "g") (drop (i32.load $mem (i32.const 0))))
      (@custom "last" "y")))";
  const char* const left = R"((module $m
      (@custom "between" (after type) "x")
      (type $u (struct (field $x i32))) (type (func)) (type (func (param (ref $u))))
      (func $f (export "f") (param $p (ref $u)) (block $l (@metadata.code.branch_hint "\01") (br_if $l (i32.const 1))))
      (memory $mem 1) (data $d (memory $mem) (i32.const 0) "x")
      (func (export "g") (drop (i32.load $mem (i32.const 0))))
      (@custom "last" "y")))";
  const Module found = left_of(text);
  EXPECT_EQ(found, parse(left));
  EXPECT_EQ(found.names, parse(left).names);
  EXPECT_EQ(found.branch_hints, parse(left).branch_hints);
  EXPECT_EQ(encode_module(found), encode_module(parse(left)));
}

TEST_F(remove_unused_definitions, a_shortest_chain_says_what_keeps_something) {
  const Module module = parse(R"((module (func) (func (call 0)) (func (call 1)) (table 1 funcref)
      (elem (i32.const 0) func 2) (func (export "a") (call_indirect (i32.const 0))) (func (export "b") (call 2))
      (func $unused)))");
  const UsedDefinitions used(module);
  const auto chain = used.why({IndexSpace::func, 0});
  ASSERT_TRUE(chain);
  const std::vector<IndexedDefinition> expected{
      {IndexSpace::func, 0}, {IndexSpace::func, 1}, {IndexSpace::func, 2}, {IndexSpace::func, 4}};
  EXPECT_EQ(chain->definitions, expected);
  EXPECT_EQ(chain->root, Root::export_);
  EXPECT_EQ(chain->export_index, 1u);
  EXPECT_EQ(used.why({IndexSpace::elem, 0})->definitions.size(), 3u);
  EXPECT_FALSE(used.why({IndexSpace::func, 5}));
  EXPECT_FALSE(used.contains(IndexSpace::func, 5));
}

TEST_F(remove_unused_definitions, chains_are_as_long_as_a_module_wants) {
  std::string text = "(module (func (export \"f\") (call 1))";
  for (int i = 2; i < 50'000; ++i) text += "(func (call " + std::to_string(i) + "))";
  const Module module = parse(text + "(func))");
  EXPECT_EQ(UsedDefinitions(module).why({IndexSpace::func, 49'999})->definitions.size(), 50'000u);
  EXPECT_EQ(remove_unused(module), module);
}

}  // namespace
}  // namespace modlink::rewrite
