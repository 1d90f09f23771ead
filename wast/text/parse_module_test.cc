// Tests of parsing modules and instructions. spec: text/modules, text/instructions
#include "wast/syntax/test_instrs.h"
#include "wast/text/parse_module_at.h"
#include "wast/text/text_test.h"

namespace modlink::text {
namespace {

TEST(parse_module, forms_of_a_module) {
  EXPECT_EQ(outcome(""), "ok");
  EXPECT_EQ(outcome("(module)"), "ok");
  EXPECT_EQ(parse("(module $m (func $f))").names.module, "m");
  EXPECT_EQ(parse("(func) (module (func))").funcs.size(), 1u);
  expect_malformed("(module) nop", "unexpected token");
  expect_malformed("(module", "unexpected token end of text");
  expect_malformed("(module))", "unexpected token");
  expect_malformed("(func))", "unexpected token");
  expect_malformed("(modul)", "unknown operator modul");
}

TEST(parse_module, in_the_middle_of_a_script) {
  const Tokens tokens(std::make_shared<const Source>("s", "(x) (module definition $m (func)) (y)", Source::Kind::text));
  Cursor cursor(tokens);
  cursor.skip_balanced();
  const Module module = parse_module_at(cursor, {}, {});
  EXPECT_EQ(module.at.pos, 4u);
  EXPECT_EQ(module.funcs[0].at.pos, 26u);
  EXPECT_TRUE(cursor.at_form("y"));
}

TEST(parse_module, identifiers) {
  expect_malformed("(func $f) (func $f)", "duplicate func");
  expect_malformed("(import \"\" \"\" (memory $m 1)) (memory $m 1)", "duplicate memory");
  expect_malformed("(type $t (func)) (type $t (func))", "duplicate type");
  expect_malformed("(func (param $x i32) (local $x i32))", "duplicate local");
  expect_malformed("(func (call $f))", "unknown function $f");
  expect_malformed("(func (local.get $x))", "unknown local $x");
  expect_malformed("(func (global.get $x))", "unknown global $x");
  expect_malformed("(func (type $t))", "unknown type $t");
  expect_malformed("(func (data.drop $d))", "unknown data segment $d");
  expect_malformed("(func (br $l))", "unknown label $l");
  EXPECT_EQ(outcome("(func (call $f)) (func $f)"), "ok");
}

TEST(parse_module, names) {
  const Module module = parse(
      "(type $t (func)) (func $f (param $x i32) (local $y i32) (block $a (loop $b))) (memory $m 1) (data $d \"\")");
  EXPECT_EQ(module.names[IndexSpace::type], (NameMap{{0, "t"}}));
  EXPECT_EQ(module.names[IndexSpace::func], (NameMap{{0, "f"}}));
  EXPECT_EQ(module.names.locals.at(0), (NameMap{{0, "x"}, {1, "y"}}));
  EXPECT_EQ(module.names.labels.at(0), (NameMap{{0, "a"}, {1, "b"}}));
  EXPECT_EQ(module.names[IndexSpace::memory], (NameMap{{0, "m"}}));
  EXPECT_EQ(module.names[IndexSpace::data], (NameMap{{0, "d"}}));
}

TEST(parse_module, order_and_repetition) {
  expect_malformed("(func) (import \"\" \"\" (func))", "import after function");
  expect_malformed("(memory 1) (import \"\" \"\" (func))", "import after memory");
  expect_malformed("(func $a) (func $b) (start $a) (start $b)", "multiple start sections");
}

TEST(parse_module, type_uses) {
  expect_malformed("(type $s (func (param i32))) (func (type $s) (param i64))", "inline function type");
  expect_malformed("(type (func (result i32) (param i32)))", "unexpected token");
  expect_malformed("(type $s (func)) (func (result i32) (type $s))", "unexpected token");
  expect_malformed("(func (type 5) (param i32))", "unknown type");
  expect_malformed("(func (type 5) (local $x i32))", "unknown type");
  EXPECT_EQ(outcome("(func (type 5) (local i32))"), "ok");
  // D25: the type comes with the second function.
  expect_same(
      "(type (func)) (func (type 1) (param i32) (local $x i32) (drop (local.get $x))) (func (param i32))",
      "(type (func)) (type (func (param i32))) (func (type 1) (local i32) (drop (local.get 1))) (func (type 1))");
  EXPECT_EQ(outcome("(type (func)) (import \"\" (func (type 1) (result f32))) (func (result f32) (f32.const 0))"),
            "ok");
  EXPECT_EQ(outcome("(func (block (type 1) (result f32) (f32.const 0)) drop) (func (result f32) (f32.const 0))"), "ok");
  expect_malformed("(type (func)) (func (type 1) (param i32)) (func (param i64))", "inline function type");
  expect_same(
      "(func (type 0) (local i64) (local $x i32) (block (type 1) (drop (local.get $x))) (block (param i32) drop)) "
      "(func (param i32 i64)) (func (type 1) (local $y i64))",
      "(type (func (param i32))) (type (func (param i32 i64))) (func (type 0) (local i64 i32) (block (type 1) "
      "(drop (local.get 2))) (block (type 0) drop)) (func (type 1)) (func (type 1) (local i64))");
  const Names names =
      parse("(func (type 0) (local (@name \"X\") i64) (local $x i32) (block $l)) (func (param i32 i64))").names;
  EXPECT_EQ(names.locals.at(0), (NameMap{{2, "X"}, {3, "x"}}));
  EXPECT_EQ(names.labels.at(0), (NameMap{{0, "l"}}));
  expect_malformed("(func (type 1) (local $x i32)) (func (param i32))", "unknown type");
  expect_malformed("(func (type 1) (param i32)) (func)", "unknown type 1");
  expect_same("(func (result f64) (f64.const 0)) (func (param i32)) (type $t (func (param i32)))",
              "(type (func (param i32))) (type (func (result f64))) (func (type 1) (f64.const 0)) (func (type 0))");
}

TEST(parse_module, abbreviations_of_segments) {
  expect_same("(memory (data \"ab\" \"c\"))", "(memory 1 1) (data (memory 0) (offset i32.const 0) \"abc\")");
  expect_same("(memory (data))", "(memory 0 0) (data (i32.const 0))");
  const Module module = parse("(func $f) (table funcref (elem $f $f)) (table funcref (elem (ref.func $f)))");
  EXPECT_EQ(module.tables[0].type.limits.min, 2u);
  EXPECT_EQ(module.elems[0].type, funcref);
  EXPECT_EQ(module.elems[1].table, 1u);
  EXPECT_EQ(std::get<std::vector<Expr>>(module.elems[1].init).size(), 1u);
  expect_same("(func $f) (table 1 funcref) (elem (i32.const 0) $f)",
              "(func $f) (table 1 funcref) (elem (table 0) (offset (i32.const 0)) func $f)");
}

TEST(parse_module, segments) {
  EXPECT_EQ(parse("(elem declare func)").elems[0].mode, SegmentMode::declarative);
  EXPECT_EQ(parse("(elem func)").elems[0].mode, SegmentMode::passive);
  EXPECT_EQ(parse("(elem func)").elems[0].type, (RefType{false, {HeapKind::func, 0}}));
  EXPECT_EQ(parse("(elem externref (ref.null extern) (item ref.null extern))").elems[0].type, externref);
  EXPECT_EQ(parse("(data \"a\")").datas[0].mode, SegmentMode::passive);
  expect_malformed("(elem)", "unexpected token");
  expect_malformed("(elem 0 1)", "unexpected token");
}

TEST(parse_instructions, folded_and_plain_are_the_same) {
  expect_same("(func (i32.add (i32.const 1) (i32.const 2)) drop)", "(func i32.const 1 i32.const 2 i32.add drop)");
  expect_same("(func (if (result i32) (i32.const 0) (then (i32.const 1)) (else (i32.const 2))) drop)",
              "(func i32.const 0 if (result i32) i32.const 1 else i32.const 2 end drop)");
  expect_same("(func (block $l (loop (br $l) (br 0))))", "(func block loop br 1 br 0 end end)");
  expect_same("(func (if (i32.const 0) (then)))", "(func i32.const 0 if end)");
}

TEST(parse_instructions, ends_of_blocks) {
  const auto instrs = instrs_of(parse("(func i32.const 0 if nop else nop end)").funcs[0].body);
  ASSERT_EQ(instrs.size(), 7u);
  EXPECT_EQ(instrs[3].op, Opcode::else_);
  EXPECT_EQ(instrs[5].op, Opcode::end);
  EXPECT_EQ(instrs.back().op, Opcode::end);
}

TEST(parse_instructions, shapes) {
  expect_malformed("(func block)", "unexpected token");
  expect_malformed("(func end)", "unexpected token");
  expect_malformed("(func else)", "unexpected token");
  expect_malformed("(func block else end)", "unexpected token");
  expect_malformed("(func (if (i32.const 0)))", "unexpected token");
  expect_malformed("(func (if (i32.const 0) (else)))", "unexpected token");
  expect_malformed("(func (if i32.const 0 (then) (else)))", "unexpected token");
  expect_malformed("(func (if (i32.const 0) (then) (then)))", "unexpected token");
  expect_malformed("(func (if (i32.const 0) (then) (else) (else)))", "unexpected token");
  expect_malformed("(func (i32.add i32.const 0))", "unexpected token");
  expect_malformed("(func (nop)", "unexpected token end of text");
  expect_malformed("(func (end))", "unexpected token");
  expect_malformed("(func (block (param $x i32)))", "unexpected token");
  expect_malformed("(func (call_indirect (param $x i32)))", "unexpected token");
}

TEST(parse_instructions, labels) {
  expect_malformed("(func block $a end $b)", "mismatching label");
  expect_malformed("(func block end $b)", "mismatching label");
  expect_malformed("(func i32.const 0 if $a else $b end)", "mismatching label");
  EXPECT_EQ(outcome("(func block $a end $a)"), "ok");
  // The inner one shadows, and gives way at its end.
  expect_same("(func (block $l (block $l (br $l)) (br $l)))", "(func (block (block (br 0)) (br 0)))");
  // The condition is outside.
  expect_malformed("(func (if $l (br $l) (then)))", "unknown label");
}

TEST(parse_instructions, immediates) {
  expect_malformed("(func (i32.const))", "unexpected token");
  expect_malformed("(func (i32.const 0x1_0000_0000))", "constant out of range");
  expect_malformed("(func (i32.const nan))", "unexpected token");
  expect_malformed("(func (i32.const 1_))", "unknown operator");
  expect_malformed("(func (f32.const nan:0x80_0000))", "constant out of range");
  expect_malformed("(func (f32.const nan:1))", "unknown operator");
  expect_malformed("(func (i32.load align=3 (i32.const 0)))", "alignment must be a power of two");
  expect_malformed("(func (i32.load align=0 (i32.const 0)))", "alignment must be a power of two");
  expect_malformed("(func (i32.load offset=-1 (i32.const 0)))", "unknown operator");
  expect_malformed("(func (memory.copy 0))", "unexpected token");
  expect_same("(func (i32.load (i32.const 0)) drop)", "(func (i32.load offset=0 align=4 (i32.const 0)) drop)");
  expect_same("(func (table.init 1 (i32.const 0) (i32.const 0) (i32.const 0)))",
              "(func (table.init 0 1 (i32.const 0) (i32.const 0) (i32.const 0)))");
  const auto select =
      parse("(func (select (result i32) (i32.const 0) (i32.const 1) (i32.const 2)) drop)").funcs[0].body;
  EXPECT_EQ(instrs_of(select)[3].op, Opcode::select_t);
  EXPECT_EQ(select.val_types(instrs_of(select)[3]), ResultType{ValKind::i32});
  const auto table = parse("(func (block $a (br_table 0 $a 1 (i32.const 0))))").funcs[0].body;
  EXPECT_EQ(table.labels(instrs_of(table)[2]), (std::vector<Index>{0, 0, 1}));
}

TEST(parse_instructions, positions) {
  const auto body = parse("(func (i32.add (i32.const 1) (i32.const 300)) drop)").funcs[0].body;
  std::vector<Pos> positions;
  for (const Instr& instr : instrs_of(body)) positions.push_back(instr.pos);
  EXPECT_EQ(positions, (std::vector<Pos>{16, 30, 7, 46, 50}));
}

TEST(parse_instructions, unknown_and_disabled_ones) {
  expect_malformed("(func (i32x4.add))", "unknown operator i32x4.add", without(Feature::simd));
  expect_malformed("(func (get_local 0))", "unknown operator get_local");
  expect_malformed("(func (return_call 0))",
                   "unknown operator return_call: needs feature tail-call (--enable tail-call)",
                   without(Feature::tail_call));
  expect_malformed("(func (i32.extend8_s (i32.const 0)))",
                   "unknown operator i32.extend8_s: needs feature sign-extension (--enable sign-extension)",
                   without(Feature::sign_extension));
  expect_malformed("(func (param v128))", "unexpected token v128: needs feature simd (--enable simd)",
                   without(Feature::simd));
  expect_malformed("(memory i64 1)", "unexpected token i64: needs feature memory64 (--enable memory64)",
                   without(Feature::memory64));
  expect_malformed("(memory 1 2 shared)", "unexpected token shared: needs feature threads (--enable threads)",
                   without(Feature::threads));
  expect_malformed("(tag)", "unexpected token tag: needs feature exceptions (--enable exceptions)",
                   without(Feature::exceptions));
  expect_malformed("(rec)", "unexpected token rec: needs feature gc (--enable gc)", without(Feature::gc));
  expect_malformed("(func (block (result i32 i32)))",
                   "unexpected token: needs feature multi-value (--enable multi-value)", without(Feature::multi_value));
}

TEST(parse_instructions, deep_nesting) {
  const auto repeat = [](std::string_view text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i) result += text;
    return result;
  };
  const int most = 99'000;
  EXPECT_EQ(outcome("(func " + repeat("block ", most) + repeat("end ", most) + ")"), "ok");
  EXPECT_EQ(outcome("(func " + repeat("(block ", most) + repeat(")", most) + ")"), "ok");
  EXPECT_EQ(outcome("(func (drop " + repeat("(i32.eqz ", most) + "(i32.const 0)" + repeat(")", most) + "))"), "ok");
  EXPECT_EQ(outcome("(func " + repeat("block ", 100'001)).substr(0, 6), "limit:");
  expect_malformed(repeat("(", 1'000'000), "unexpected token");
  expect_malformed("(func " + repeat("(; ", 1'000'000), "unclosed comment");
}

TEST(parse_types, all_of_them) {
  const Features gc = with({Feature::gc, Feature::function_references, Feature::simd, Feature::memory64,
                            Feature::exceptions, Feature::threads, Feature::custom_page_sizes});
  const Module module = parse(
      "(rec (type $a (sub (struct (field $x (mut i8)) (field i32 (ref null $b)))))"
      "     (type $b (sub final $a (array (mut (ref $a))))))"
      "(type $f (func (param v128 anyref eqref i31ref structref arrayref nullref nullfuncref nullexternref exnref)))"
      "(memory i64 1 2 shared (pagesize 1)) (table i64 1 (ref null $f) (ref.null $f)) (tag $e (param i32))"
      "(func (param (ref $f) (ref null extern)))",
      gc);
  const auto& rec = std::get<RecType>(std::get<TypeDef>(module.definitions[0]).def);
  ASSERT_EQ(rec.sub_types.size(), 2u);
  EXPECT_EQ(std::get<StructType>(rec.sub_types[0].comp).fields.size(), 3u);
  EXPECT_FALSE(rec.sub_types[0].final);
  EXPECT_EQ(rec.sub_types[1].supers[0].index, 0u);
  EXPECT_EQ(module.names.fields.at(0), (NameMap{{0, "x"}}));
  EXPECT_EQ(module.memories[0].type.page_size_log2, 0);
  EXPECT_TRUE(module.tables[0].init);
  EXPECT_EQ(module.tags[0].type, 3u);
  expect_malformed("(type (struct (field $x i32) (field $x i32)))", "duplicate field", gc);
  expect_malformed("(type (func (param (ref $x))))", "unknown type $x", gc);
}

TEST(parse_module, errors_come_in_the_order_of_the_text) {
  expect_malformed("(func (call $f)) (export)", "unknown function $f");
  expect_malformed("(func (call $f)) (start $g $g) (func $f) (func $g (oops))", "unexpected token $g");
  expect_malformed("(export \"e\" (func $late)) (func $late (param 1))", "unexpected token 1");
  expect_malformed("(module (instance (instantiate $M (oops))))", "unknown module $M");
  expect_malformed("(import \"a\" (instance (export \"f\" (func (type $T))) (oops)))", "unknown type $T");
  // Types come before everything else, and what is no field at all before that.
  expect_malformed("(func (call $f)) (type (func (param 1)))", "unexpected token 1");
  expect_malformed("(type (func (param 1))) oops", "unknown operator oops");
}

TEST(parse_types, limits_of_sizes) {
  std::string params;
  for (int i = 0; i < 1001; ++i) params += "i32 ";
  EXPECT_EQ(outcome("(func (param " + params + "))").substr(0, 6), "limit:");
  EXPECT_EQ(outcome("(type (func (result " + params + ")))").substr(0, 6), "limit:");
  std::string locals;
  for (int i = 0; i < 51; ++i) locals += "(local " + params + ")";
  EXPECT_EQ(outcome("(func " + locals + ")").substr(0, 6), "limit:");
}

}  // namespace
}  // namespace modlink::text
