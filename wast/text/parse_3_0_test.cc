// Parsing and printing of the instructions of WebAssembly 3.0. spec: text/instructions
#include <gtest/gtest.h>

#include "wast/syntax/test_instrs.h"
#include "wast/text/print.h"
#include "wast/text/text_test.h"

namespace modlink::text {
namespace {

Features all() { return with({Feature::threads, Feature::wide_arithmetic, Feature::custom_page_sizes}); }

void expect_round_trip_3_0(const std::string& text) {
  try {
    const Module module = parse(text, all());
    const std::string printed = print_module(module);
    EXPECT_TRUE(parse(printed, all()) == module) << printed;
  } catch (const Error& error) {
    ADD_FAILURE() << error.message() << " at " << error.pos() << " in\n" << text;
  }
}

Expr body(const std::string& instrs) {
  return parse(
             "(memory 1) (memory 1) (tag $e) (type $s (struct (field $x i32) (field i64) (field $y f32)))"
             "(type $a (array i8)) (data $d) (elem $l func) (func " +
                 instrs + ")",
             all())
      .funcs.at(0)
      .body;
}

TEST(parse_3_0, what_is_printed_reads_the_same) {
  expect_round_trip_3_0(
      "(func (drop (v128.const f32x4 1 nan -inf 0x1p-3)) (drop (i8x16.extract_lane_s 15 (local.get 0))))");
  expect_round_trip_3_0(
      "(memory 1) (memory 1) (func v128.load8_lane 1 offset=3 align=1 7 v128.store64_lane 1 "
      "v128.load32_lane 1 2 i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31)");
  expect_round_trip_3_0(
      "(type $s (sub (struct (field $x (mut i8))))) (func struct.get_u $s $x ref.test (ref null $s) "
      "ref.test (ref $s) ref.cast anyref ref.cast (ref any) br_on_cast 0 anyref (ref $s) "
      "br_on_cast_fail 0 (ref eq) i31ref)");
  expect_round_trip_3_0(
      "(tag $e) (func (block $b (try_table $t (result i32) (catch $e $b) (catch_ref 0 0) (catch_all 1) "
      "(catch_all_ref $b) (throw $e))) throw_ref)");
  expect_round_trip_3_0("(memory 1 1 shared) (func i64.atomic.rmw32.cmpxchg_u offset=4 atomic.fence i64.add128)");
  expect_round_trip_3_0(
      "(memory i64 0 0x1_0000_0000_0000 (pagesize 1)) (table i64 0 funcref) "
      "(func i32.load offset=0x1_0000_0000)");
}

TEST(parse_3_0, fields_are_found_by_name_also_through_aliases) {
  const Expr expr = body("struct.get $s $y struct.set $s 1");
  EXPECT_EQ(instrs_of(expr)[0].pair.y, 2u);
  EXPECT_EQ(instrs_of(expr)[1].pair.y, 1u);
  expect_malformed("(type $s (struct (field $x i32))) (func struct.get $s $z)", "unknown field $z");
  const Module module = parse(
      "(module $P (type $s (struct (field i32) (field $x i32)))"
      "(module (func struct.get (type outer $P $s) $x)))");
  for (const Definition& definition : module.definitions) {
    const auto* nested = std::get_if<NestedModule>(&definition);
    if (!nested) continue;
    EXPECT_EQ(instrs_of(nested->module->funcs.at(0).body)[0].pair.y, 1u);
  }
}

TEST(parse_3_0, labels_of_catch_clauses_are_those_outside) {
  const Expr expr = body("block $l try_table $l (catch_all $l) br $l end end");
  EXPECT_EQ(expr.catches(instrs_of(expr)[1])[0].label, 0u);
  EXPECT_EQ(instrs_of(expr)[3].op, Opcode::end);
}

TEST(parse_3_0, memories_of_lane_accesses) {
  const Expr expr = body("v128.load8_lane 1 v128.load8_lane 1 2 v128.load8_lane 1 offset=4 3");
  EXPECT_EQ(expr.mem_arg(instrs_of(expr)[0]), (MemArg{0, 0, 0, 1}));
  EXPECT_EQ(expr.mem_arg(instrs_of(expr)[1]), (MemArg{1, 0, 0, 2}));
  EXPECT_EQ(expr.mem_arg(instrs_of(expr)[2]), (MemArg{1, 0, 4, 3}));
}

TEST(parse_3_0, lanes) {
  expect_malformed("(func i8x16.extract_lane_s 256)", "i8 constant out of range");
  expect_malformed("(func i8x16.extract_lane_s -1)", "unexpected token");
  expect_malformed("(func i8x16.shuffle 0 1 2 nop)", "invalid lane length");
  expect_malformed("(func i8x16.shuffle 0 1 2 -3)", "i8 constant out of range");
  expect_malformed("(func v128.const i64x2 0)", "wrong number of lane literals");
  expect_malformed("(func v128.const i64x2 0 0 0)", "wrong number of lane literals");
}

TEST(parse_3_0, disabled_features_are_named) {
  expect_malformed("(func i64.add128)",
                   "unknown operator i64.add128: needs feature wide-arithmetic (--enable wide-arithmetic)");
  expect_malformed("(func atomic.fence)", "unknown operator atomic.fence: needs feature threads (--enable threads)",
                   without(Feature::threads));
  expect_malformed("(memory 1 1 shared)", "unexpected token shared: needs feature threads (--enable threads)",
                   without(Feature::threads));
  expect_malformed("(memory 0 (pagesize 1))",
                   "unexpected token pagesize: needs feature custom-page-sizes (--enable custom-page-sizes)");
  expect_malformed("(func ref.i31)", "unknown operator ref.i31: needs feature gc (--enable gc)", without(Feature::gc));
  expect_malformed("(memory i64 0)", "unexpected token i64: needs feature memory64 (--enable memory64)",
                   without(Feature::memory64));
  expect_malformed("(memory 0x1_0000_0000)", "i32 constant out of range", without(Feature::memory64));
}

TEST(parse_3_0, legacy_exception_instructions_have_a_feature) {
  const Features features = without(Feature::legacy_exceptions);
  expect_malformed("(func try end)", "unknown operator try: needs feature legacy-exceptions", features);
  expect_malformed("(func (rethrow 0))", "unknown operator rethrow: needs feature legacy-exceptions", features);
}

TEST(parse_3_0, parts_of_try_have_their_places) {
  expect_malformed("(func catch_all)", "unexpected token");
  expect_malformed("(func delegate 0)", "unexpected token");
  expect_malformed("(func try catch_all catch_all end)", "unexpected token");
  expect_malformed("(tag) (func try catch_all catch 0 end)", "unexpected token");
  expect_malformed("(func try catch_all delegate 0)", "unexpected token");
  expect_malformed("(func block catch_all end)", "unexpected token");
  expect_malformed("(func (try))", "unexpected token");
  expect_malformed("(func (try (nop)))", "unexpected token");
  expect_malformed("(func (try nop))", "unexpected token");
  expect_malformed("(func (try (do) (do)))", "unexpected token");
  expect_malformed("(func (try (do) (nop)))", "unexpected token");
  expect_malformed("(func (try (do) (catch_all) (catch_all)))", "unexpected token");
  expect_malformed("(func (try (do) (delegate 0) (catch_all)))", "unexpected token");
  expect_malformed("(func (try (do) (delegate 0) nop))", "unexpected token");
  expect_malformed("(func (block (catch_all)))", "unexpected token");
  expect_malformed("(func (try $l (do) (delegate $l)))", "unknown label $l");
}

TEST(parse_3_0, proposals_that_are_out_of_scope_are_named) {
  expect_malformed("(type (cont 0))", "unknown operator cont: the proposal stack-switching is out of scope");
  expect_malformed("(func (suspend 0))", "unknown operator suspend: the proposal stack-switching is out of scope");
  expect_malformed("(type (descriptor 0 (struct)))",
                   "unknown operator descriptor: the proposal custom-descriptors is out of scope");
  expect_malformed("(func (param (ref (exact 0))))",
                   "unknown operator exact: the proposal custom-descriptors is out of scope");
  expect_malformed("(func ref.get_desc 0)",
                   "unknown operator ref.get_desc: the proposal custom-descriptors is out of scope");
}

// spec: the compact import section proposal
TEST(parse_3_0, groups_of_imports) {
  const Features compact = with({Feature::compact_imports});
  const Module groups = parse(
      R"((module (import "m" (item "f" (func $f)) (item "g" (func (param i32))))
                 (import "m" (item "a") (item "b") (func (param i32))) (export "f" (func $f)) (export "b" (func 3))))",
      compact);
  EXPECT_EQ(groups, parse(R"((module (import "m" "f" (func $f)) (import "m" "g" (func (param i32)))
                                     (import "m" "a" (func (param i32))) (import "m" "b" (func (param i32)))
                                     (export "f" (func $f)) (export "b" (func 3))))"));
  EXPECT_EQ(print_module(groups), R"((module
  (type (func))
  (type (func (param i32)))
  (import "m"
    (item "f" (func $f (type 0)))
    (item "g" (func (type 1))))
  (import "m"
    (item "a")
    (item "b")
    (func (type 1)))
  (export "f" (func $f))
  (export "b" (func 3)))
)");
  EXPECT_EQ(parse(print_module(groups), compact), groups);
  expect_malformed(R"((import "m" (item "f" (func))))",
                   "unexpected token item: needs feature compact-imports (--enable compact-imports)");
  expect_malformed(R"((import "m" "n" (item "f" (func))))", "unexpected token item, expected an external type",
                   compact);
  expect_malformed(R"((import "m" (item "f") (func $f)))", "identifier not allowed", compact);
  expect_malformed(R"((import "m" (item "f")))", "unexpected token", compact);
  const std::string long_name(257, 'm');
  EXPECT_THROW(parse("(module (import \"" + long_name + "\" (item \"f\" (func))))", compact), LimitExceeded);
  expect_malformed(R"((import "m" (item "f" (func)) (item "g")))", "unexpected token", compact);
}

TEST(parse_3_0, groups_of_one_type_keep_their_names) {
  const Features compact = with({Feature::compact_imports});
  const Module module = parse(R"((module (import "m" (item "a" (@name "f")) (item "b") (item "c" (@name "h")) (func))
      (func (call 0) (call 2))))",
                              compact);
  EXPECT_FALSE(module.custom_error);
  EXPECT_EQ(module.names[IndexSpace::func], (NameMap{{0, "f"}, {2, "h"}}));
  const std::string text = print_module(module);
  EXPECT_NE(text.find("(item \"a\" (@name \"f\"))"), std::string::npos) << text;
  const Module again = parse(text, compact);
  EXPECT_EQ(again, module);
  EXPECT_EQ(again.names[IndexSpace::func], module.names[IndexSpace::func]);
  const auto kind = std::get<Import>(again.definitions.at(1)).group.kind;
  EXPECT_EQ(kind, ImportGroup::Kind::of_one_type);
}

TEST(parse_3_0, groups_may_be_empty) {
  const Features compact = with({Feature::compact_imports});
  EXPECT_EQ(parse(R"((module (import "m") (func)))", compact), parse("(module (func))"));
  expect_malformed(R"((module (import "m")))", "unexpected token ), expected `(`");
  expect_malformed(R"((module (func) (import "m")))", "import after function", compact);
}

}  // namespace
}  // namespace modlink::text
