// Tests of the validation of structs, arrays and `i31`. spec: valid/instructions, Aggregate Reference Instructions
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validator/test_support.h"

namespace modlink {
namespace {

using testing::StartsWith;

class aggregates : public testing::Test, protected Validation {
 protected:
  // The message for a function of this type and body, with types of several kinds and a segment of either kind.
  std::string body(const std::string& type, const std::string& code, const std::string& fields = "") const {
    return invalid(R"((module
      (type $s (struct (field i8) (field (mut i64)) (field anyref)))
      (type $n (struct (field (ref any))))
      (type $a (array (mut i64)))
      (type $p (array (mut i8)))
      (type $c (array i8))
      (type $r (array (mut (ref func))))
      (data $d "abc")
      (elem $e (ref func))
      (func )" + type +
                   " " + code + ")" + fields + ")");
  }
};

TEST_F(aggregates, struct_new_takes_the_fields) {
  EXPECT_EQ(body("(result (ref $s))", "(struct.new $s (i32.const 1) (i64.const 2) (ref.null any))"), "valid");
  EXPECT_THAT(body("(result (ref $s))", "(struct.new $s (i32.const 1) (i64.const 2))"),
              StartsWith("type mismatch: instruction requires [i32 i64 anyref] but stack has [i32 i64]"));
  EXPECT_EQ(body("(result (ref $s))", "(struct.new_default $s)"), "valid");
  EXPECT_THAT(body("(result (ref $n))", "(struct.new_default $n)"), StartsWith("type mismatch"));
  EXPECT_THAT(body("", "(struct.new $a) (drop)"), StartsWith("type mismatch: expected a struct type"));
  EXPECT_EQ(body("", "(struct.new 99) (drop)"), "unknown type 99");
}

TEST_F(aggregates, fields) {
  EXPECT_EQ(body("(param (ref null $s)) (result i64)", "(struct.get $s 1 (local.get 0))"), "valid");
  EXPECT_EQ(body("(param (ref null $s)) (result i32)", "(struct.get_u $s 0 (local.get 0))"), "valid");
  EXPECT_EQ(body("(param (ref $s))", "(struct.set $s 1 (local.get 0) (i64.const 1))"), "valid");
  EXPECT_THAT(body("(param (ref $s)) (result i32)", "(struct.get $s 0 (local.get 0))"),
              StartsWith("type mismatch: a packed field requires a sign"));
  EXPECT_THAT(body("(param (ref $s)) (result i64)", "(struct.get_s $s 1 (local.get 0))"),
              StartsWith("type mismatch: instruction with a sign requires a packed field"));
  EXPECT_EQ(body("(param (ref $s))", "(struct.set $s 0 (local.get 0) (i32.const 1))"), "immutable field");
  EXPECT_EQ(body("(param (ref $s))", "(struct.get $s 3 (local.get 0)) (drop)"), "unknown field 3");
  EXPECT_THAT(body("(param anyref) (result i64)", "(struct.get $s 1 (local.get 0))"), StartsWith("type mismatch"));
}

TEST_F(aggregates, sub_types_have_the_fields_of_their_supertype) {
  EXPECT_EQ(invalid(R"((module (type $a (sub (struct (field i32)))) (type $b (sub $a (struct (field i32 i64))))
                       (func (param (ref $b)) (result i32) (struct.get $a 0 (local.get 0)))))"),
            "valid");
  EXPECT_THAT(invalid(R"((module (type $a (sub (struct (field i32)))) (type $b (sub $a (struct (field i32 i64))))
                         (func (param (ref $a)) (result i64) (struct.get $b 1 (local.get 0)))))"),
              StartsWith("type mismatch"));
}

TEST_F(aggregates, new_arrays) {
  EXPECT_EQ(body("(result (ref $a))", "(array.new $a (i64.const 1) (i32.const 2))"), "valid");
  EXPECT_EQ(body("(result (ref $a))", "(array.new_default $a (i32.const 2))"), "valid");
  EXPECT_THAT(body("(result (ref $r))", "(array.new_default $r (i32.const 2))"), StartsWith("type mismatch"));
  EXPECT_EQ(body("(result (ref $a))", "(array.new_fixed $a 2 (i64.const 1) (i64.const 2))"), "valid");
  EXPECT_EQ(body("(result (ref $a))", "(array.new_fixed $a 0)"), "valid");
  EXPECT_THAT(body("(result (ref $a))", "(array.new_fixed $a 2 (i64.const 1))"), StartsWith("type mismatch"));
  EXPECT_THAT(body("(result (ref $a))", "(array.new_fixed $a 1 (i32.const 1))"), StartsWith("type mismatch"));
}

TEST_F(aggregates, arrays_from_segments) {
  EXPECT_EQ(body("(result (ref $p))", "(array.new_data $p $d (i32.const 0) (i32.const 0))"), "valid");
  EXPECT_EQ(body("(result (ref $r))", "(array.new_data $r $d (i32.const 0) (i32.const 0))"),
            "array type is not numeric or vector");
  EXPECT_EQ(body("(result (ref $p))", "(array.new_data $p 9 (i32.const 0) (i32.const 0))"), "unknown data segment 9");
  EXPECT_EQ(body("(result (ref $r))", "(array.new_elem $r $e (i32.const 0) (i32.const 0))"), "valid");
  EXPECT_THAT(body("(result (ref $p))", "(array.new_elem $p $e (i32.const 0) (i32.const 0))"),
              StartsWith("type mismatch: instruction requires elements of type i32 but finds (ref func)"));
  EXPECT_EQ(body("(param (ref $p))", "(array.init_data $p $d (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))"),
            "valid");
  EXPECT_EQ(body("(param (ref $c))", "(array.init_data $c $d (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))"),
            "immutable array");
  EXPECT_EQ(body("(param (ref $r))", "(array.init_elem $r $e (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))"),
            "valid");
  EXPECT_EQ(body("(param (ref $r))", "(array.init_elem $r 9 (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))"),
            "unknown elem segment 9");
}

TEST_F(aggregates, elements) {
  EXPECT_EQ(body("(param (ref null $a)) (result i64)", "(array.get $a (local.get 0) (i32.const 0))"), "valid");
  EXPECT_EQ(body("(param (ref null $p)) (result i32)", "(array.get_s $p (local.get 0) (i32.const 0))"), "valid");
  EXPECT_THAT(body("(param (ref $p)) (result i32)", "(array.get $p (local.get 0) (i32.const 0))"),
              StartsWith("type mismatch"));
  EXPECT_EQ(body("(param (ref $a))", "(array.set $a (local.get 0) (i32.const 0) (i64.const 0))"), "valid");
  EXPECT_EQ(body("(param (ref $c))", "(array.set $c (local.get 0) (i32.const 0) (i32.const 0))"), "immutable array");
  EXPECT_EQ(body("(param (ref $c)) (result i32)", "(array.len (local.get 0))"), "valid");
  EXPECT_THAT(body("(param (ref $s)) (result i32)", "(array.len (local.get 0))"), StartsWith("type mismatch"));
}

TEST_F(aggregates, bulk_instructions) {
  EXPECT_EQ(body("(param (ref $p))", "(array.fill $p (local.get 0) (i32.const 0) (i32.const 1) (i32.const 2))"),
            "valid");
  EXPECT_EQ(body("(param (ref $c))", "(array.fill $c (local.get 0) (i32.const 0) (i32.const 1) (i32.const 2))"),
            "immutable array");
  constexpr const char* operands = "(local.get 0) (i32.const 0) (local.get 1) (i32.const 0) (i32.const 0))";
  EXPECT_EQ(body("(param (ref $p) (ref $c))", std::string("(array.copy $p $c ") + operands), "valid");
  EXPECT_EQ(body("(param (ref $c) (ref $p))", std::string("(array.copy $c $p ") + operands), "immutable array");
  EXPECT_EQ(body("(param (ref $p) (ref $a))", std::string("(array.copy $p $a ") + operands),
            "array types do not match");
}

TEST_F(aggregates, i31) {
  EXPECT_EQ(body("(result (ref i31))", "(ref.i31 (i32.const 1))"), "valid");
  EXPECT_EQ(body("(param i31ref) (result i32)", "(i31.get_u (local.get 0))"), "valid");
  EXPECT_THAT(body("(param anyref) (result i32)", "(i31.get_s (local.get 0))"), StartsWith("type mismatch"));
}

TEST_F(aggregates, constants) {
  EXPECT_EQ(body("", "", "(global (ref $s) (struct.new $s (i32.const 1) (i64.const 2) (ref.i31 (i32.const 3))))"),
            "valid");
  EXPECT_EQ(body("", "", "(global (ref $s) (struct.new_default $s))"), "valid");
  EXPECT_EQ(body("", "", "(global $l i32 (i32.const 4)) (global (ref $a) (array.new_default $a (global.get $l)))"),
            "valid");
  EXPECT_EQ(body("", "", "(global (ref $a) (array.new $a (i64.const 1) (i32.const 4)))"), "valid");
  EXPECT_EQ(body("", "", "(global (ref $a) (array.new_fixed $a 1 (i64.const 1)))"), "valid");
  EXPECT_EQ(body("", "", "(global externref (extern.convert_any (ref.i31 (i32.const 1))))"), "valid");
  EXPECT_EQ(body("", "", "(global anyref (any.convert_extern (ref.null extern)))"), "valid");
  EXPECT_EQ(body("", "", "(global v128 (v128.const i64x2 1 2))"), "valid");
  EXPECT_EQ(body("", "", "(global i32 (i31.get_s (ref.i31 (i32.const 1))))"),
            "constant expression required: found i31.get_s");
  EXPECT_EQ(body("", "", "(global (ref $p) (array.new_data $p $d (i32.const 0) (i32.const 0)))"),
            "constant expression required: found array.new_data");
  EXPECT_EQ(body("", "", "(table 1 anyref (struct.new_default $s))"), "valid");
}

// Operands that unreachable code does not have take no time, however many there should be.
TEST_F(aggregates, many_operands_in_unreachable_code) {
  std::string code = "(module (type $w (struct";
  for (int i = 0; i < 10'000; ++i) code += " (field i32)";
  code += ")) (type $a (array i32)) (func (unreachable)";
  for (int i = 0; i < 20'000; ++i) code += " (struct.new $w) (drop) (array.new_fixed $a 4294967295) (drop)";
  EXPECT_EQ(invalid(code + "))"), "valid");
  EXPECT_THAT(invalid("(module (type $a (array i32)) (func (drop (array.new_fixed $a 4294967295))))"),
              StartsWith("type mismatch"));
}

}  // namespace
}  // namespace modlink
