// Tests of the validation of exceptions. spec: valid/instructions, Control Instructions, valid-catch
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validator/test_support.h"

namespace modlink {
namespace {

using testing::StartsWith;

class exceptions : public testing::Test, protected Validation {
 protected:
  // The message for a function of this type and body, with a tag.
  std::string body(const std::string& type, const std::string& code) const {
    return invalid("(module (tag $t (param i32 i64)) (func " + type + " " + code + "))");
  }
};

TEST_F(exceptions, throw_takes_the_parameters_of_the_tag) {
  EXPECT_EQ(body("(result f32)", "(throw $t (i32.const 1) (i64.const 2))"), "valid");
  EXPECT_THAT(body("", "(throw $t (i32.const 1))"), StartsWith("type mismatch"));
  EXPECT_EQ(body("", "(throw 9)"), "unknown tag 9");
}

TEST_F(exceptions, throw_ref_takes_an_exception) {
  EXPECT_EQ(body("(param exnref) (result i32)", "(throw_ref (local.get 0))"), "valid");
  EXPECT_EQ(body("(result i32)", "(throw_ref (ref.null noexn))"), "valid");
  EXPECT_THAT(body("(param externref)", "(throw_ref (local.get 0))"), StartsWith("type mismatch"));
  EXPECT_THAT(body("", "(throw_ref)"), StartsWith("type mismatch"));
}

TEST_F(exceptions, catch_clauses_match_their_labels) {
  EXPECT_EQ(body("(result i32 i64)", "(try_table (catch $t 0) (nop)) (unreachable)"), "valid");
  EXPECT_EQ(body("(result i32 i64 (ref exn))", "(try_table (catch_ref $t 0) (nop)) (unreachable)"), "valid");
  EXPECT_EQ(body("(result i32 i64 exnref)", "(try_table (catch_ref $t 0) (nop)) (unreachable)"), "valid");
  EXPECT_EQ(body("", "(try_table (catch_all 0) (nop))"), "valid");
  EXPECT_EQ(body("(result exnref)", "(try_table (catch_all_ref 0) (nop)) (unreachable)"), "valid");
  EXPECT_EQ(body("", "(try_table (catch $t 0) (nop))"),
            "type mismatch: label requires [] but catch clause has [i32 i64]");
  EXPECT_EQ(body("(result i32 i64)", "(try_table (catch_ref $t 0) (nop)) (unreachable)"),
            "type mismatch: label requires [i32 i64] but catch clause has [i32 i64 (ref exn)]");
  EXPECT_THAT(body("(result exnref)", "(try_table (catch_all 0) (nop)) (unreachable)"), StartsWith("type mismatch"));
  EXPECT_THAT(body("(result i32)", "(try_table (catch_all_ref 0) (nop)) (unreachable)"), StartsWith("type mismatch"));
  EXPECT_EQ(body("", "(try_table (catch 9 0) (nop))"), "unknown tag 9");
}

TEST_F(exceptions, catch_clauses_stand_outside_of_their_block) {
  EXPECT_EQ(body("", "(drop (block (result exnref) (try_table (result exnref) (catch_all_ref 0) (ref.null exn))))"),
            "valid");
  EXPECT_EQ(body("", "(try_table (catch_all 1) (nop))"), "unknown label 1");
  EXPECT_EQ(body("", "(try_table (catch_all 0) (br 1))"), "valid");
}

TEST_F(exceptions, blocks_have_types) {
  EXPECT_EQ(body("(result i32)", "(i32.const 1) (try_table (param i32) (result i32) (i32.eqz))"), "valid");
  EXPECT_THAT(body("(result i32)", "(try_table (result i32))"), StartsWith("type mismatch"));
  EXPECT_EQ(body("(result i32)", "(try_table (result i32) (br 0 (i32.const 1)))"), "valid");
}

}  // namespace
}  // namespace modlink
