#include "wast/text/print.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "wast/text/text_test.h"

namespace modlink::text {
namespace {

using ::testing::HasSubstr;

Features everything() {
  Features result;
  for (std::size_t i = 0; i < feature_count; ++i) result.set(static_cast<Feature>(i), true);
  return result;
}

// How many types the nested modules see, in order of definition.
std::vector<Index> visible_types(const Module& module) {
  std::vector<Index> result;
  for (const Definition& definition : module.definitions) {
    const auto* nested = std::get_if<NestedModule>(&definition);
    if (!nested) continue;
    result.push_back(nested->visible_types);
    const std::vector<Index> inner = visible_types(*nested->module);
    result.insert(result.end(), inner.begin(), inner.end());
  }
  return result;
}

// What is printed reads as the same module, and prints as the same text.
void expect_round_trip(const std::string& text) {
  try {
    const Module module = parse(text, everything());
    const std::string printed = print_module(module);
    const Module again = parse(printed, everything());
    EXPECT_TRUE(again == module) << printed;
    EXPECT_EQ(visible_types(again), visible_types(module)) << printed;
    EXPECT_EQ(print_module(again), printed);
  } catch (const Error& error) {
    ADD_FAILURE() << error.message() << " at " << error.pos() << " in\n" << text;
  }
}

std::string print(const std::string& text) { return print_module(parse(text, everything())); }

TEST(print, one_definition_a_line_and_blocks_indented) {
  EXPECT_EQ(print("(module $m (memory 1) (func $f (export \"f\") (param $x i32) (result i32) (local i64 i64)"
                  " (if (result i32) (local.get $x) (then (i32.load offset=8 align=1 (i32.const -1)))"
                  " (else (block $b (br $b)) (i32.const 2)))))"),
            R"((module $m
  (type (func (param i32) (result i32)))
  (memory 1)
  (export "f" (func $f))
  (func $f (type 0) (param $x i32) (result i32) (local i64) (local i64)
    local.get $x
    if (result i32)
      i32.const -1
      i32.load offset=8 align=1
    else
      block $b
        br 0
      end
      i32.const 2
    end))
)");
}

TEST(print, empty_module) {
  EXPECT_EQ(print_module({}), "(module)\n");
  expect_round_trip("(module)");
}

TEST(print, every_kind_of_definition) {
  expect_round_trip(R"((module $m
    (import "a" "b" (func $f (param i32)))
    (import "c" (table $t 1 2 funcref))
    (import "d" (memory $mem 3))
    (import "e" (global $g (mut f64)))
    (import "h" (tag $tag (param i32)))
    (table $u i64 0 externref)
    (table 1 (ref func) (ref.func $f))
    (memory $own i64 1 2 shared)
    (tag (param i64))
    (global $init i32 (i32.add (i32.const 1) (i32.const 2)))
    (export "f" (func $f))
    (export "\u{e9}\"\\\00" (memory $own))
    (start $s)
    (elem $passive func $f $s)
    (elem declare func $s)
    (elem (table $t) (i32.const 0) func $f)
    (elem (offset (global.get 1)) funcref (ref.func $f) (ref.null func))
    (table funcref (elem $f $s))
    (data $d "\00\ff a")
    (data (memory $own) (i64.const 8) "xyz")
    (func $s (local $x i32) (local f32 f32) (memory.init $own $d) (data.drop $d)
      (local.set $x (i32.const 1)))))");
}

TEST(print, every_type) {
  expect_round_trip(R"((module
    (type $plain (func (param i32 i64 f32 f64 v128 funcref externref) (result i32 i32)))
    (type (struct (field i8) (field (mut i16)) (field (mut anyref))))
    (type (array (mut eqref)))
    (rec (type $a (sub (struct (field (ref null $b))))) (type $b (sub final $a (struct (field (ref null $b))))))
    (rec (type (func)))
    (rec)
    (type (sub (func (param (ref any) (ref eq) (ref i31) (ref struct) (ref array) (ref none)))))
    (type (sub (func (param nullfuncref nullexternref nullref exnref nullexnref i31ref structref arrayref))))
    (func (type 6) unreachable)))");
}

TEST(print, module_and_instance_types) {
  expect_round_trip(R"((module $P
    (type $i (instance (export "f" (func (param i32))) (export "m" (memory 1))))
    (type $m (module
      (type $inner (instance (export "g" (global i32))))
      (alias outer $P $i (type $j))
      (import "a" (instance (type $j)))
      (import "b" "c" (func (result i64)))
      (export "t" (tag))
      (export "x" (instance (type $inner)))
      (export $j)
      (export "n" (module (export "deep" (module (import "deeper" (table 1 funcref))))))))
    (import "m" (module $M (type $m)))
    (import "i" (instance $I (type $i)))))");
}

TEST(print, modules_instances_and_aliases) {
  expect_round_trip(R"((module $P
    (import "i" (instance $i (export "f" (func)) (export "j" (instance (export "k" (memory 1))))))
    (import "two" "levels" (func))
    (module $M (import "f" (func)) (import "two" (instance (export "levels" (func)))) (export "e" (func 0)))
    (instance $x (instantiate $M (import "f" (func $i "f")) (import "two" (instance 1))))
    (alias $x "e" (func $e))
    (alias $i "j" (instance $j))
    (alias $j "k" (memory $k))
    (module $N (alias outer $P $M (module $again)) (instance (instantiate 0)))
    (func (call $e) (call (func $x "e")))
    (export $x)
    (export "m" (module $N))
    (export "i" (instance $x))))");
}

// D25: the types behind a nested module are printed behind it, those of abbreviations included.
TEST(print, nested_modules_see_as_many_types_as_before) {
  const std::string text = R"((module $P
    (import "early" (func (type $late)))
    (module $A)
    (type $t (func (param i32)))
    (module $B (alias outer $P $t (type)) (module) (type (func)) (module))
    (type $late (func (param i64)))
    (func (param f32))
    (module $C)))";
  EXPECT_EQ(visible_types(parse(text)), (std::vector<Index>{0, 1, 1, 2, 2}));
  expect_round_trip(text);
}

TEST(print, floats_are_exact) {
  expect_round_trip(R"((module (func
    (f32.const 0.1) (f32.const -0) (f32.const inf) (f32.const -inf) (f32.const nan) (f32.const -nan:0x1)
    (f32.const nan:0x7fffff) (f32.const 0x1p-149) (f64.const 0.1) (f64.const -0x0p0) (f64.const -inf)
    (f64.const nan:0xfffffffffffff) (f64.const -nan) (f64.const 0x1p-1074) (f64.const 1e308) unreachable)))");
  EXPECT_NE(print("(module (func (result f32) (f32.const 0.1)))").find("f32.const 0x1.99999ap-4 (;=0.1;)"),
            std::string::npos);
}

TEST(print, comments_give_indices) {
  const Module module = parse(R"((module (type $t (func)) (import "a" "f" (func $f (type $t))) (import "g" (global i32))
    (module $M (func)) (instance $i (instantiate $M)) (func (type $t)) (memory $m 1)))");
  PrintOptions options;
  options.indices = true;
  const std::string text = print_module(module, options);
  for (const char* part :
       {"(type $t (;0;) (func))", "(func $f (;0;) (type $t))", "(global (;0;) i32)", "(module $M (;0;)",
        "(func (;0;) (type 0)", "(instance $i (;1;) (inst", "(func (;1;) (type $t)", "(memory $m (;0;) 1)"}) {
    EXPECT_NE(text.find(part), text.npos) << part << " in\n" << text;
  }
  EXPECT_EQ(parse(text), module);
}

TEST(print, immediates) {
  expect_round_trip(
      R"((module (memory 1) (memory $m 1) (table $t 1 funcref) (table $u 1 funcref) (elem $e func) (data $d "")
    (type $f (func (param i32) (result i32)))
    (func $g (type $f)
      (block $l (type $f) (br_table $l 0 1 $l) (br_if 1))
      (select (result i32)) (select (result i32 f64)) (select (result)) (select)
      (call_indirect $u (type $f)) (return_call_indirect (type $f)) (return_call $g)
      (i64.store32 $m offset=4294967296 align=1) (i32.load8_u 1 offset=7) (memory.copy $m 0) (memory.copy) (memory.fill $m)
      (memory.init $m $d) (memory.size $m) (memory.grow) (table.copy $t $u) (table.init $u $e) (table.grow $u)
      (elem.drop $e) (ref.null func) (ref.null $f) (ref.func $g) (i64.const -9223372036854775808) (i32.const 0xffffffff)
      (loop (result i64) (if (then) (else)) (if $x (result i32) (then) (else (nop)))))))");
}

TEST(print, names_that_are_no_identifiers_are_quoted_or_annotations) {
  Module module = parse("(module (func $a) (func $b) (func $c) (func $d) (start $c))");
  module.names[IndexSpace::func] = {{0, "a b"}, {1, "twice"}, {2, "twice"}, {3, ""}};
  module.names.module = "(";
  const std::string printed = print_module(module);
  EXPECT_EQ(printed,
            "(module $\"(\"\n  (type (func))\n  (start 2)\n  (func $\"a b\" (type 0))\n  (func $twice (type 0))\n"
            "  (func (@name \"twice\") (type 0))\n  (func (@name \"\") (type 0)))\n");
  EXPECT_EQ(parse(printed).names[IndexSpace::func], module.names[IndexSpace::func]);
}

// A type without parameters written out leaves no place for their identifiers.
TEST(print, fields_have_their_names) {
  const std::string text = print(
      "(module (rec (type $s (struct (field $x i32) (field i64 i64) (field (@name \"x\") i32) (field $z (mut f32)))))"
      "(module (alias outer 0 $s (type $t)) (func (param (ref $t)) (drop (struct.get $t $z (local.get 0)))))"
      "(func (param (ref $s)) (drop (struct.get $s $x (local.get 0)))))");
  EXPECT_THAT(text, HasSubstr("(struct (field $x i32) (field i64) (field i64) (field (@name \"x\") i32)"));
  EXPECT_THAT(text, HasSubstr("struct.get $t 4"));
  EXPECT_THAT(text, HasSubstr("struct.get $s $x"));
  expect_round_trip(text);
}

// Of a type that is none of the module's own structures, or has no such field.
TEST(print, names_of_fields_that_do_not_exist_are_left_out) {
  Module module =
      parse("(module (type $s (struct (field i32))) (func (drop (struct.get 0 3 (ref.null 0)))))", everything());
  module.names.fields = {{0, {{3, "x"}}}, {1, {{0, "y"}}}, {9, {{0, "z"}}}};
  const std::string text = print_module(module);
  EXPECT_THAT(text, HasSubstr("struct.get $s 3"));
  expect_round_trip(text);
}

// A name section may name what there is not; nor has an implied instance a place for its name (D7).
TEST(print, names_of_what_is_not_there_are_left_out) {
  Module module = parse(
      "(module (import \"a\" \"b\" (func)) (import \"i\" (instance $i)) (alias 0 \"c\" (func))"
      " (func (local i32) (local.get 5) (call 9) (global.get 0) (data.drop 0)))",
      everything());
  module.names[IndexSpace::func] = {{2, "f"}, {9, "g"}};
  module.names[IndexSpace::global] = {{0, "x"}};
  module.names[IndexSpace::data] = {{0, "d"}};
  module.names[IndexSpace::instance] = {{0, "implied"}, {1, "i"}};
  module.names.locals = {{2, {{0, "y"}, {5, "z"}}}};
  const std::string text = print_module(module);
  EXPECT_THAT(text, HasSubstr("(local $y i32)"));
  EXPECT_THAT(text, HasSubstr("(instance $i "));
  EXPECT_THAT(text, HasSubstr("local.get 5"));
  expect_round_trip(text);
}

// Binaries declare them in four bytes.
TEST(print, does_not_write_out_locals_without_end) {
  Module module = parse("(module (func))", everything());
  Func func = module.funcs[0];
  func.locals.push_back({50'000, ValKind::i32});
  module.funcs.assign(100, func);
  EXPECT_GT(print_module(module).size(), 20'000'000u);
  module.funcs.push_back(func);
  EXPECT_THROW(print_module(module), LimitExceeded);
}

TEST(print, locals_of_an_aliased_type_are_numbers) {
  expect_round_trip(R"((module $P (type $t (func (param i32)))
    (module (func $f (type outer $P $t) (local $x i64) (drop (local.get $x))))))");
}

TEST(print, deep_blocks_cost_no_more_than_their_number) {
  Module module = parse("(module (func))");
  Expr body;
  constexpr std::uint32_t depth = 50'000;
  for (std::uint32_t i = 0; i < depth; ++i) body.append(body.make_block(Opcode::block, no_pos, {}));
  for (std::uint32_t i = 0; i <= depth; ++i) body.append(make_plain(Opcode::end, no_pos));
  module.funcs[0].body = std::move(body);
  const std::string printed = print_module(module);
  EXPECT_LT(printed.size(), 100 * 2 * depth);
  EXPECT_TRUE(parse(printed) == module);
}

std::string print_folded(const Module& module, const Arities& arities = {}) {
  PrintOptions options;
  options.fold = true;
  options.arities = &arities;
  return print_module(module, options);
}

TEST(print, folded_instructions) {
  const Module module = parse(R"((module
    (func (param i32) (result i32)
      local.get 0
      if (result i32) i32.const 1 else nop i32.const 2 end
      block $b local.get 0 br_if 0 loop end end
      i32.const 3
      i32.add)))");
  EXPECT_EQ(print_folded(module, {{{1, 1}}, {{1, 1}}, {}, {}}), R"((module
  (type (func (param i32) (result i32)))
  (func (type 0) (param i32) (result i32)
    (if (result i32)
      (local.get 0)
      (then
        (i32.const 1))
      (else
        (nop)
        (i32.const 2)))
    (block $b
      (br_if 0 (local.get 0))
      (loop))
    (i32.add (i32.const 3))))
)");
  EXPECT_TRUE(parse(print_folded(module)) == module);
}

TEST(print, folded_handlers) {
  const Module module = parse(R"((module (tag $e (param i32)) (func (result i32)
    try $l (result i32) i32.const 1 try i32.const 2 throw $e delegate $l catch $e catch_all nop i32.const 3 end)))");
  const std::string printed = print_folded(module, {{{1, 0}, {0, 1}}, {{0, 1}}, {{1, 0}}, {}});
  EXPECT_EQ(printed, R"((module
  (type (func (param i32)))
  (type (func (result i32)))
  (tag $e (type 0))
  (func (type 1) (result i32)
    (try $l (result i32)
      (do
        (i32.const 1)
        (try
          (do
            (throw $e (i32.const 2)))
          (delegate 0)))
      (catch $e)
      (catch_all
        (nop)
        (i32.const 3)))))
)");
  EXPECT_TRUE(parse(printed) == module);
}

// Whatever folding knows of types, the text means the same.
TEST(print, folded_text_reads_as_the_same_module) {
  const Module module = parse(R"((module
    (type $s (struct (field i32) (field i64)))
    (tag $e (param i32))
    (func $two (result i32 i32) (i32.const 1) (i32.const 2))
    (func $f (param i32 i64) (result i32)
      (local.get 0) (local.get 1) (struct.new $s) (drop)
      (block $l (result i32 i32) (call $two) (br_if 0 (local.get 0)))
      (drop)
      (loop (param i32) (result i32) (br_table 0 1 (i32.const 0) (i32.const 0)))
      (block (try_table (catch $e 0) (throw $e (i32.const 1))))
      (try (do (try (do (throw $e (i32.const 1))) (delegate 0))) (catch $e (drop) (rethrow 0)) (catch_all))
      (@metadata.code.branch_hint "\01") (if (i32.eqz (local.get 0)) (then) (else))
      (return (i32.const 1)))))",
                              everything());
  const Arities arities{{{2, 0}, {1, 0}, {0, 2}, {2, 1}, {1, 1}}, {{0, 2}, {2, 1}}, {{1, 0}}, {}};
  for (const Arities& known : {arities, Arities(), Arities{{{9, 9}}, {{9, 9}, {0, 1}}, {}, {}}}) {
    const std::string printed = print_folded(module, known);
    const Module again = parse(printed, everything());
    EXPECT_TRUE(again == module) << printed;
    EXPECT_EQ(again.branch_hints, module.branch_hints) << printed;
  }
}

TEST(print, long_folded_instructions_take_several_lines) {
  std::string body = "(i32.const 0)";
  for (int i = 0; i < 12; ++i) body = "(i32.add (i32.const 1000000) " + body + ")";
  const Module module = parse("(module (func (result i32) " + body + "))");
  const std::string printed = print_folded(module);
  EXPECT_TRUE(parse(printed) == module);
  EXPECT_NE(printed.find("\n    (i32.add\n      (i32.const 1000000)\n      (i32.add"), std::string::npos) << printed;
}

TEST(print, deep_folded_instructions_cost_no_more_than_their_number) {
  Module module = parse("(module (func))");
  Expr body;
  constexpr std::uint32_t depth = 50'000;
  body.append(make_const(Opcode::i32_const, no_pos, 0));
  for (std::uint32_t i = 0; i < depth; ++i) body.append(make_plain(Opcode::i32_eqz, no_pos));
  body.append(make_plain(Opcode::end, no_pos));
  module.funcs[0].body = std::move(body);
  const std::string printed = print_folded(module);
  EXPECT_LT(printed.size(), 100 * depth);
  EXPECT_TRUE(parse(printed) == module);
}

TEST(print, skeletons_leave_out_bodies_and_contents) {
  const Module module = parse(R"((module
    (table 1 funcref) (memory 1)
    (module $N (func (nop)) (data "abc"))
    (elem (i32.const 0) 0) (data (i32.const 0) "abc")
    (func (param $x i32) (local i64) (nop)) (func)))");
  PrintOptions options;
  options.skeleton = true;
  EXPECT_EQ(print_module(module, options), R"((module
  (module $N
    (type (func))
    (data ...)
    (func (type 0) ...))
  (type (func (param i32)))
  (type (func))
  (table 1 funcref)
  (memory 1)
  (elem (table 0) (offset (i32.const 0)) (ref func) ...)
  (data (memory 0) (offset (i32.const 0)) ...)
  (func (type 0) (param $x i32) (local i64) ...)
  (func (type 1)))
)");
}

}  // namespace
}  // namespace modlink::text
