#include "tools/host/values.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tools/files/failure.h"

namespace modlink::host {
namespace {

const TypeStore types;

Value parse(const std::string& word, ValType type) { return parse_args({word}, {{type}, {}}, types).at(0); }

std::string error(const std::vector<std::string>& args, const ResultType& params) {
  try {
    parse_args(args, {params, {}}, types);
    return "";
  } catch (const cli::Failure& failure) {
    return failure.text();
  }
}

constexpr RefType i31ref{true, {HeapKind::i31, 0}};

TEST(values, numbers_are_written_as_in_the_text_format) {
  EXPECT_EQ(parse("-1", ValKind::i32), Value::i32(0xffff'ffff));
  EXPECT_EQ(parse("0x10", ValKind::i32), Value::i32(16));
  EXPECT_EQ(parse("4_294_967_295", ValKind::i32), Value::i32(0xffff'ffff));
  EXPECT_EQ(parse("-9223372036854775808", ValKind::i64), Value::i64(1ull << 63));
  EXPECT_EQ(parse("1.5", ValKind::f32), Value::f32(1.5f));
  EXPECT_EQ(parse("7", ValKind::f64), Value::f64(7));
  EXPECT_EQ(parse("-inf", ValKind::f64), Value::f64(-HUGE_VAL));
  EXPECT_EQ(parse("nan:0x200000", ValKind::f32).low, 0x7fa0'0000u);
}

TEST(values, vectors_have_a_shape_and_lanes) {
  const Value expected{ValKind::v128, 0x0000'0002'0000'0001, 0xffff'ffff'0000'0003};
  EXPECT_EQ(parse("i32x4:1,2,3,-1", ValKind::v128), expected);
  EXPECT_EQ(parse("i32x4 1 2 3 -1", ValKind::v128), expected);
  const Value nan{ValKind::v128, 0x7ff0'0000'0000'0001, Value::f64(2).low};
  EXPECT_EQ(parse("f64x2:nan:0x1,2", ValKind::v128), nan);
  EXPECT_EQ(parse("f64x2 nan:0x1 2", ValKind::v128), nan);
  EXPECT_EQ(parse("f64x2:1,2", ValKind::v128), (Value{ValKind::v128, Value::f64(1).low, Value::f64(2).low}));
}

TEST(values, references_are_null_or_numbers) {
  EXPECT_EQ(parse("null", funcref).as_ref(), Ref::null());
  EXPECT_EQ(parse("null", externref).as_ref(), Ref::null());
  EXPECT_EQ(parse("7", externref).as_ref(), Ref::host(7));
  EXPECT_EQ(parse("-1", i31ref).as_ref(), Ref::i31(0x7fff'ffff));
}

TEST(values, what_is_no_argument) {
  const std::string form = ": a v128 is one word, its shape and its lanes: i32x4:1,2,3,4";
  EXPECT_EQ(error({"x"}, {ValKind::i32}), "argument 1: `x` is no i32");
  EXPECT_EQ(error({"1", ""}, {ValKind::i32, ValKind::i64}), "argument 2: `` is no i64");
  EXPECT_EQ(error({"1.5"}, {ValKind::i32}), "argument 1: `1.5` is no i32");
  EXPECT_EQ(error({"4294967296"}, {ValKind::i32}), "argument 1: `4294967296` is no i32");
  EXPECT_EQ(error({"1e999"}, {ValKind::f64}), "argument 1: `1e999` is no f64");
  EXPECT_EQ(error({"nan:canonical"}, {ValKind::f64}), "argument 1: `nan:canonical` is no f64");
  EXPECT_EQ(error({"i32x4:1,2,3"}, {ValKind::v128}), "argument 1: `i32x4:1,2,3` is no v128" + form);
  for (const std::string word : {"i32x4::1,2,3,4", "i32x4:1,2,3,4,", "i32x4:1,,2,3,4", "i64x2,1,2", "i64x2:1,2;;"}) {
    EXPECT_EQ(error({word}, {ValKind::v128}), "argument 1: `" + word + "` is no v128" + form);
  }
  EXPECT_EQ(error({"i32x4:1,2,3,4,5"}, {ValKind::v128}), "argument 1: `i32x4:1,2,3,4,5` is no v128" + form);
  EXPECT_EQ(error({"(; i32x4:1,2,3,4"}, {ValKind::v128}), "argument 1: `(; i32x4:1,2,3,4` is no v128" + form);
  EXPECT_EQ(error({"1"}, {funcref}), "argument 1: `1` is no funcref: only null can be given");
  EXPECT_EQ(error({"null"}, {RefType{false, {HeapKind::func, 0}}}),
            "argument 1: `null` is no (ref func): none can be given");
  EXPECT_EQ(error({"null"}, {RefType{false, {HeapKind::extern_, 0}}}),
            "argument 1: `null` is no (ref extern): it is the number of a host reference, from 1");
  for (const std::string word : {"0", "-1", "+1", "4294967296", "1.0", "nil", "", "NULL"}) {
    EXPECT_EQ(error({word}, {externref}), "argument 1: `" + word +
                                              "` is no externref: it is null or the number of a host reference, "
                                              "from 1");
  }
  EXPECT_EQ(error({"x"}, {i31ref}), "argument 1: `x` is no i31ref: it is null or a number, of an i31");
  EXPECT_EQ(error({}, {ValKind::i32}), "1 argument expected, 0 given: (func (param i32))");
  EXPECT_EQ(error({"1"}, {}), "0 arguments expected, 1 given: (func)");
  EXPECT_EQ(error({"i32x4", "1", "2", "3", "4"}, {ValKind::v128}),
            "1 argument expected, 5 given: (func (param v128))" + form);
}

TEST(values, integers_have_signs_unless_none_are_wanted) {
  EXPECT_EQ(print(Value::i32(0xffff'fffb), types), "i32:-5");
  EXPECT_EQ(print(Value::i64(~0ull), types), "i64:-1");
  EXPECT_EQ(print(Value::i32(0xffff'fffb), types, Integers::are_unsigned), "i32:4294967291");
  EXPECT_EQ(print(Value::i64(~0ull), types, Integers::are_unsigned), "i64:18446744073709551615");
  EXPECT_EQ(print(Value::ref(i31ref, Ref::i31(0x7fff'ffff)), types), "i31ref:-1");
  EXPECT_EQ(print(Value::ref(i31ref, Ref::i31(0x7fff'ffff)), types, Integers::are_unsigned), "i31ref:2147483647");
}

TEST(values, floats_are_exact) {
  EXPECT_EQ(print(Value::f32(1.5f), types), "f32:1.5");
  EXPECT_EQ(print(Value::f32(0.1f), types), "f32:0.1");
  EXPECT_EQ(print(Value::f64(-0.1), types), "f64:-0.1");
  EXPECT_EQ(print(Value::f64(0.1 + 0.2), types), "f64:0.30000000000000004");
  EXPECT_EQ(print(Value::f64(-0.0), types), "f64:-0");
  EXPECT_EQ(print(Value::f64(5e-324), types), "f64:5e-324");
  EXPECT_EQ(print(Value::f64(-HUGE_VAL), types), "f64:-inf");
  EXPECT_EQ(print(Value{ValKind::f32, 0x7fa0'0000, 0}, types), "f32:nan:0x200000");
  EXPECT_EQ(print(Value{ValKind::f64, 0xfff8ull << 48, 0}, types), "f64:-nan");
}

TEST(values, printed_with_their_types) {
  EXPECT_EQ(print(Value{ValKind::v128, 0x0000'0002'0000'0001, 0xffff'ffff'0000'0003}, types),
            "v128 i32x4:0x00000001 0x00000002 0x00000003 0xffffffff");
  EXPECT_EQ(print(Value::ref(funcref, Ref::null()), types), "funcref:null");
  EXPECT_EQ(print(Value::ref(externref, Ref::null()), types), "externref:null");
  EXPECT_EQ(print(Values{Value::i32(1), Value::i64(2)}, types), "i32:1, i64:2");
  EXPECT_EQ(print_call("f", {Value::i32(1)}, types), "f(i32:1) =>");
  EXPECT_EQ(print_call("\x1b[31m\n", {}, types), "\"\\1b[31m\\0a\"() =>");
}

TEST(values, references_that_wabt_does_not_have) {
  EXPECT_EQ(print(Value::ref(externref, Ref::host(3)), types), "externref:3");
  EXPECT_EQ(print(Value::ref(i31ref, Ref::i31(5)), types), "i31ref:5");
}

}  // namespace
}  // namespace modlink::host
