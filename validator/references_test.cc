// Tests of the validation of references, calls by reference, casts and conversions. spec: valid/instructions, Reference
// Instructions
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validator/test_support.h"

namespace modlink {
namespace {

using testing::StartsWith;

class references : public testing::Test, protected Validation {
 protected:
  // The message for a function of this type and body, beside types `$f`, `$g`, `$s` and a function `$i` of type `$f`.
  std::string body(const std::string& type, const std::string& code) const {
    return invalid(
        "(module (type $f (func (param i32) (result i32))) (type $g (func)) (type $s (struct))"
        "(func $i (type $f) (local.get 0)) (elem declare func $i) (func " +
        type + " " + code + "))");
  }
};

TEST_F(references, func_gives_the_type_of_the_function) {
  EXPECT_EQ(body("(result (ref $f))", "(ref.func $i)"), "valid");
  EXPECT_EQ(body("(result (ref $g))", "(ref.func $i)"),
            "type mismatch: block requires [(ref $g)] but stack has [(ref $f)]");
}

TEST_F(references, call_ref) {
  EXPECT_EQ(body("(result i32)", "(call_ref $f (i32.const 1) (ref.func $i))"), "valid");
  EXPECT_EQ(body("(param (ref null $f)) (result i32)", "(call_ref $f (i32.const 1) (local.get 0))"), "valid");
  EXPECT_THAT(body("", "(call_ref $g (ref.func $i))"), StartsWith("type mismatch"));
  EXPECT_THAT(body("(param funcref)", "(call_ref $g (local.get 0))"), StartsWith("type mismatch"));
  EXPECT_THAT(body("", "(call_ref $s (unreachable))"),
              StartsWith("type mismatch: expected a function type, found type $s, which is a struct type"));
  EXPECT_EQ(body("", "(call_ref 77 (unreachable))"), "unknown type 77");
  EXPECT_EQ(body("(result i32)", "(unreachable) (call_ref $f)"), "valid");
}

TEST_F(references, return_call_ref) {
  EXPECT_EQ(body("(result i32)", "(return_call_ref $f (i32.const 1) (ref.func $i))"), "valid");
  EXPECT_THAT(body("", "(return_call_ref $f (i32.const 1) (ref.func $i))"),
              StartsWith("type mismatch: current function requires result type [] but callee returns [i32]"));
}

TEST_F(references, null_tests) {
  EXPECT_EQ(body("(param (ref null $s)) (result (ref $s))", "(ref.as_non_null (local.get 0))"), "valid");
  EXPECT_EQ(body("(param (ref null $s)) (result (ref $s))",
                 "(block $null (return (br_on_null $null (local.get 0)))) (unreachable)"),
            "valid");
  EXPECT_EQ(body("(param (ref null $s)) (result (ref $s))",
                 "(block $set (result (ref $s)) (br_on_non_null $set (local.get 0)) (unreachable))"),
            "valid");
  EXPECT_THAT(body("(param i32)", "(ref.as_non_null (local.get 0)) (drop)"),
              StartsWith("type mismatch: instruction requires a reference"));
  EXPECT_THAT(body("(param (ref null $s))", "(block $l (br_on_non_null $l (local.get 0)))"),
              StartsWith("type mismatch: instruction requires a label that takes a reference"));
  EXPECT_THAT(body("(param (ref null $s))", "(block $l (result i32) (br_on_null $l (local.get 0)) (unreachable))"),
              StartsWith("type mismatch"));
  EXPECT_EQ(body("", "(drop (br_on_null 5 (unreachable)))"), "unknown label 5");
}

TEST_F(references, bottom_is_a_reference_of_any_type) {
  EXPECT_EQ(body("(result (ref $s))", "(unreachable) (ref.as_non_null)"), "valid");
  EXPECT_EQ(body("(result (ref $s))", "(block (unreachable) (br_on_null 0) (return)) (unreachable)"), "valid");
  EXPECT_THAT(body("(result i32)", "(unreachable) (ref.as_non_null)"), StartsWith("type mismatch"));
  EXPECT_EQ(body("(result anyref)", "(unreachable) (any.convert_extern)"), "valid");
}

TEST_F(references, ref_eq_compares_within_eq) {
  EXPECT_EQ(body("(param (ref $s) i31ref) (result i32)", "(ref.eq (local.get 0) (local.get 1))"), "valid");
  EXPECT_THAT(body("(param anyref) (result i32)", "(ref.eq (local.get 0) (local.get 0))"), StartsWith("type mismatch"));
  EXPECT_THAT(body("(param externref) (result i32)", "(ref.eq (local.get 0) (local.get 0))"),
              StartsWith("type mismatch"));
}

TEST_F(references, casts_stay_in_their_hierarchy) {
  EXPECT_EQ(body("(param anyref) (result i32)", "(ref.test (ref $s) (local.get 0))"), "valid");
  EXPECT_EQ(body("(param anyref) (result (ref null $s))", "(ref.cast (ref null $s) (local.get 0))"), "valid");
  EXPECT_EQ(body("(param funcref) (result (ref $f))", "(ref.cast (ref $f) (local.get 0))"), "valid");
  EXPECT_EQ(body("(param externref) (result nullexternref)", "(ref.cast nullexternref (local.get 0))"), "valid");
  EXPECT_THAT(body("(param funcref) (result i32)", "(ref.test (ref $s) (local.get 0))"), StartsWith("type mismatch"));
  EXPECT_THAT(body("(param anyref) (result i32)", "(ref.test (ref $f) (local.get 0))"), StartsWith("type mismatch"));
  EXPECT_THAT(body("(param anyref) (result (ref $s))", "(ref.cast (ref null $s) (local.get 0))"),
              StartsWith("type mismatch"));
}

TEST_F(references, branches_on_casts_leave_the_difference) {
  constexpr const char* null_to_label = "(param anyref) (result (ref null $s))";
  EXPECT_EQ(body(null_to_label, "(br_on_cast 0 anyref (ref null $s) (local.get 0)) (drop) (unreachable)"), "valid");
  EXPECT_EQ(body("(param anyref) (result (ref any))",
                 "(br_on_cast_fail 0 anyref (ref null $s) (local.get 0)) (drop) (unreachable)"),
            "valid");
  EXPECT_THAT(body("(param anyref) (result (ref any))",
                   "(br_on_cast_fail 0 anyref (ref $s) (local.get 0)) (drop) (unreachable)"),
              StartsWith("type mismatch: instruction branches with anyref but its label takes [(ref any)]"));
  EXPECT_EQ(body("(param anyref) (result (ref any))",
                 "(block $l (result (ref null $s)) (return (br_on_cast $l anyref (ref null $s) (local.get 0))))"
                 "(unreachable)"),
            "valid");
  EXPECT_THAT(body("(param anyref)", "(br_on_cast 0 anyref (ref $s) (local.get 0)) (drop)"),
              StartsWith("type mismatch"));
  EXPECT_THAT(body("(param eqref) (result funcref)", "(br_on_cast 0 eqref funcref (local.get 0)) (unreachable)"),
              StartsWith("type mismatch: cast from eqref to funcref"));
}

TEST_F(references, conversions_keep_null) {
  EXPECT_EQ(body("(param (ref extern)) (result (ref any))", "(any.convert_extern (local.get 0))"), "valid");
  EXPECT_EQ(body("(param (ref $s)) (result (ref extern))", "(extern.convert_any (local.get 0))"), "valid");
  EXPECT_THAT(body("(param externref) (result (ref any))", "(any.convert_extern (local.get 0))"),
              StartsWith("type mismatch"));
  EXPECT_THAT(body("(param funcref) (result externref)", "(extern.convert_any (local.get 0))"),
              StartsWith("type mismatch"));
}

TEST_F(references, call_indirect_through_typed_tables) {
  EXPECT_EQ(invalid("(module (type $f (func)) (table $t 0 (ref null $f)) (func (call_indirect $t (i32.const 0))))"),
            "valid");
  EXPECT_THAT(invalid("(module (table $t 0 externref) (func (call_indirect $t (i32.const 0))))"),
              StartsWith("type mismatch"));
  EXPECT_EQ(invalid("(module (table $t i64 0 funcref) (func (call_indirect $t (i64.const 0))))"), "valid");
}

TEST_F(references, element_segments_of_indices_have_the_type_of_the_table) {
  EXPECT_EQ(invalid("(module (type $f (func)) (func $i) (table (ref null $f) (elem $i)))"), "valid");
  EXPECT_THAT(invalid("(module (type $f (func)) (func $i (param i32)) (table (ref null $f) (elem $i)))"),
              StartsWith("type mismatch: expected (ref null $f), found (ref 1)"));
}

}  // namespace
}  // namespace modlink
