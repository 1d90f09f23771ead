// Matching of results, and how values and patterns are printed.
#include "tools/spec-runner/patterns.h"

#include <gtest/gtest.h>

#include <limits>

#include "tools/engines/result_text.h"
#include "wast/script/parse_script.h"

namespace modlink::runner {
namespace {

script::Pattern pattern(const std::string& text) {
  auto source =
      std::make_shared<const Source>("test.wast", "(assert_return (get \"g\") " + text + ")", Source::Kind::text);
  auto parsed = script::parse_script(std::move(source), {}, {});
  return std::get<script::AssertReturn>(parsed.directives.at(0).directive).results.at(0);
}

bool matches(const Value& value, const std::string& text) {
  return match_pattern(engines::result_of(value, TypeStore()), pattern(text));
}

std::string print(const Value& value) { return to_string(engines::result_of(value, TypeStore())); }

Value f32_bits(std::uint32_t bits) { return {ValKind::f32, bits, 0}; }
Value f64_bits(std::uint64_t bits) { return {ValKind::f64, bits, 0}; }
Value null(HeapKind kind) { return Value::ref({true, {kind, 0}}, Ref::null()); }
Value host(HeapKind kind, std::uint32_t number) { return Value::ref({true, {kind, 0}}, Ref::host(number)); }

TEST(patterns, numbers_match_by_type_and_bits) {
  EXPECT_TRUE(matches(Value::i32(1), "(i32.const 1)"));
  EXPECT_FALSE(matches(Value::i32(2), "(i32.const 1)"));
  EXPECT_FALSE(matches(Value::i64(1), "(i32.const 1)"));
  EXPECT_FALSE(matches(Value::f32(-0.0f), "(f32.const 0)"));
  EXPECT_TRUE(matches(f32_bits(0x7fa0'0000), "(f32.const nan:0x200000)"));
}

TEST(patterns, nan_classes) {
  for (std::uint32_t bits : {0x7fc0'0000u, 0xffc0'0000u}) {
    EXPECT_TRUE(matches(f32_bits(bits), "(f32.const nan:canonical)"));
    EXPECT_TRUE(matches(f32_bits(bits), "(f32.const nan:arithmetic)"));
  }
  EXPECT_FALSE(matches(f32_bits(0x7fc0'0001), "(f32.const nan:canonical)"));
  EXPECT_TRUE(matches(f32_bits(0x7fc0'0001), "(f32.const nan:arithmetic)"));
  EXPECT_FALSE(matches(f32_bits(0x7fa0'0000), "(f32.const nan:arithmetic)"));
  EXPECT_FALSE(matches(f32_bits(0x7f80'0000), "(f32.const nan:arithmetic)"));
  EXPECT_TRUE(matches(f64_bits(0xfff8'0000'0000'0000), "(f64.const nan:canonical)"));
  EXPECT_FALSE(matches(f64_bits(0x7ff4'0000'0000'0000), "(f64.const nan:arithmetic)"));
}

TEST(patterns, lanes) {
  const Value value{ValKind::v128, 0x0000'0002'0000'0001, 0x7fc0'0001'7fc0'0000};
  EXPECT_TRUE(matches(value, "(v128.const i32x4 1 2 0x7fc00000 0x7fc00001)"));
  EXPECT_TRUE(matches(value, "(v128.const i16x8 1 0 2 0 0 0x7fc0 1 0x7fc0)"));
  EXPECT_TRUE(matches(value, "(v128.const i64x2 0x200000001 0x7fc000017fc00000)"));
  EXPECT_TRUE(matches(value, "(v128.const f32x4 0x1p-149 0x1p-148 nan:canonical nan:arithmetic)"));
  EXPECT_FALSE(matches(value, "(v128.const f32x4 0x1p-149 0x1p-148 nan:canonical nan:canonical)"));
  EXPECT_FALSE(matches(Value::i32(1), "(v128.const i32x4 1 2 3 4)"));
}

TEST(patterns, either) {
  EXPECT_TRUE(matches(Value::i32(2), "(either (i32.const 1) (i32.const 2))"));
  EXPECT_FALSE(matches(Value::i32(3), "(either (i32.const 1) (i32.const 2))"));
}

TEST(patterns, null_references_match_within_their_hierarchy) {
  EXPECT_TRUE(matches(null(HeapKind::any), "(ref.null)"));
  EXPECT_TRUE(matches(null(HeapKind::none), "(ref.null any)"));
  EXPECT_TRUE(matches(null(HeapKind::any), "(ref.null none)"));
  EXPECT_FALSE(matches(null(HeapKind::extern_), "(ref.null func)"));
  EXPECT_FALSE(matches(null(HeapKind::func), "(ref.func)"));
  EXPECT_FALSE(matches(null(HeapKind::func), "(ref)"));
  EXPECT_FALSE(matches(Value::i32(0), "(ref.null)"));
}

TEST(patterns, host_references) {
  EXPECT_TRUE(matches(host(HeapKind::extern_, 3), "(ref.extern 3)"));
  EXPECT_TRUE(matches(host(HeapKind::extern_, 3), "(ref.extern)"));
  EXPECT_FALSE(matches(host(HeapKind::extern_, 3), "(ref.extern 4)"));
  EXPECT_FALSE(matches(host(HeapKind::extern_, 3), "(ref.host 3)"));
  EXPECT_TRUE(matches(host(HeapKind::any, 3), "(ref.host 3)"));
  EXPECT_TRUE(matches(host(HeapKind::any, 3), "(ref)"));
  EXPECT_FALSE(matches(host(HeapKind::extern_, 3), "(ref.null extern)"));
}

TEST(patterns, printing) {
  EXPECT_EQ(to_string(pattern("(i32.const 0xffffffff)")), "i32:-1");
  EXPECT_EQ(to_string(pattern("(f64.const nan:canonical)")), "f64:nan:canonical");
  EXPECT_EQ(to_string(pattern("(either (i32.const 1) (ref.extern 2))")), "either(i32:1 | ref.extern 2)");
  EXPECT_EQ(to_string(pattern("(ref.null func)")), "ref.null func");
  EXPECT_EQ(to_string(pattern("(v128.const f32x4 1 nan:arithmetic 0 -inf)")), "v128:f32x4 1 nan:arithmetic 0 -inf");
  EXPECT_EQ(to_string(pattern("(v128.const i64x2 1 2)")), "v128:i64x2 0x0000000000000001 0x0000000000000002");
}

TEST(values, printing) {
  EXPECT_EQ(print(Value::i32(1713)), "i32:1713");
  EXPECT_EQ(print(Value::i64(~std::uint64_t{0})), "i64:-1");
  EXPECT_EQ(print(Value::f32(1.5f)), "f32:1.5");
  EXPECT_EQ(print(Value::f32(0.1f)), "f32:0.1");
  EXPECT_EQ(print(Value::f64(-0.0)), "f64:-0");
  EXPECT_EQ(print(Value::f64(-std::numeric_limits<double>::infinity())), "f64:-inf");
  EXPECT_EQ(print(f32_bits(0x7fc0'0000)), "f32:nan:0x400000");
  EXPECT_EQ(print(f64_bits(0xfff8'0000'0000'0001)), "f64:-nan:0x8000000000001");
  EXPECT_EQ(print(null(HeapKind::func)), "ref.null");
  EXPECT_EQ(print(host(HeapKind::extern_, 1)), "ref.extern 1");
  EXPECT_EQ(print(host(HeapKind::any, 1)), "ref.host 1");
  EXPECT_EQ(print({ValKind::v128, 1, 2}), "v128:i32x4 0x00000001 0x00000000 0x00000002 0x00000000");
}

}  // namespace
}  // namespace modlink::runner
