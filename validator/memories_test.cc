// Tests of the validation of vectors, atomic accesses, and memories and tables of all types. spec: valid/instructions,
// Vector Instructions, Memory Instructions, Table Instructions
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validator/test_support.h"

namespace modlink {
namespace {

using testing::StartsWith;

class memories : public testing::Test, protected Validation {
 protected:
  // The message for a function with this body, beside a memory.
  std::string body(const std::string& code) const { return invalid("(module (memory 1) (func " + code + "))"); }
};

TEST_F(memories, lanes) {
  constexpr const char* error = "invalid lane index";
  EXPECT_EQ(body("(i8x16.extract_lane_s 15 (unreachable)) (drop)"), "valid");
  EXPECT_THAT(body("(i8x16.extract_lane_s 16 (unreachable)) (drop)"), StartsWith(error));
  EXPECT_THAT(body("(i16x8.replace_lane 8 (unreachable)) (drop)"), StartsWith(error));
  EXPECT_THAT(body("(f32x4.extract_lane 4 (unreachable)) (drop)"), StartsWith(error));
  EXPECT_EQ(body("(f64x2.extract_lane 1 (unreachable)) (drop)"), "valid");
  EXPECT_EQ(body("(i64x2.replace_lane 2 (unreachable)) (drop)"), "invalid lane index 2");
  EXPECT_EQ(body("(i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (unreachable)) (drop)"), "valid");
  EXPECT_EQ(body("(i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 32 (unreachable)) (drop)"),
            "invalid lane index 32");
  EXPECT_EQ(body("(v128.load32_lane 3 (i32.const 0) (unreachable)) (drop)"), "valid");
  EXPECT_EQ(body("(v128.load32_lane 4 (i32.const 0) (unreachable)) (drop)"), "invalid lane index 4");
  EXPECT_EQ(body("(v128.store8_lane 15 (i32.const 0) (unreachable))"), "valid");
}

TEST_F(memories, vectors_are_operands) {
  EXPECT_EQ(body("(i8x16.add (v128.const i32x4 1 2 3 4) (i8x16.splat (i32.const 1))) (drop)"), "valid");
  EXPECT_THAT(body("(i8x16.add (i32.const 1) (i8x16.splat (i32.const 1))) (drop)"), StartsWith("type mismatch"));
  EXPECT_EQ(body("(select (v128.const i64x2 1 2) (v128.const i64x2 1 2) (i32.const 1)) (drop)"), "valid");
  EXPECT_EQ(body("(v128.load align=32 (i32.const 0)) (drop)"),
            "alignment must not be larger than natural, which is 16 for v128.load");
}

TEST_F(memories, wide_arithmetic) {
  EXPECT_EQ(body("(i64.add128 (i64.const 1) (i64.const 1) (i64.const 1) (i64.const 1)) (drop) (drop)"), "valid");
  EXPECT_EQ(body("(i64.mul_wide_u (i64.const 1) (i64.const 1)) (drop) (drop)"), "valid");
  EXPECT_THAT(body("(i64.mul_wide_u (i64.const 1) (i32.const 1)) (drop) (drop)"), StartsWith("type mismatch"));
}

TEST_F(memories, atomic_accesses_have_their_natural_alignment) {
  EXPECT_EQ(body("(i32.atomic.load (i32.const 0)) (drop)"), "valid");
  EXPECT_EQ(body("(i32.atomic.load align=2 (i32.const 0)) (drop)"), "alignment must be natural in an atomic access");
  EXPECT_EQ(body("(i64.atomic.rmw32.add_u align=8 (i32.const 0) (i64.const 1)) (drop)"),
            "alignment must not be larger than natural, which is 4 for i64.atomic.rmw32.add_u");
  EXPECT_EQ(body("(atomic.fence)"), "valid");
  EXPECT_THAT(body("(memory.atomic.wait64 (i32.const 0) (i64.const 1) (i32.const 0)) (drop)"),
              StartsWith("type mismatch"));
  EXPECT_EQ(invalid("(module (func (drop (i32.atomic.load (i32.const 0)))))"), "unknown memory 0");
}

TEST_F(memories, offsets_fit_the_address_type) {
  EXPECT_EQ(invalid("(module (memory 1) (func (drop (i32.load offset=4294967296 (i32.const 0)))))"),
            "offset out of range");
  EXPECT_EQ(invalid("(module (memory i64 1) (func (drop (i32.load offset=4294967296 (i64.const 0)))))"), "valid");
  EXPECT_THAT(invalid("(module (memory i64 1) (func (drop (i32.load (i32.const 0)))))"), StartsWith("type mismatch"));
}

TEST_F(memories, copies_between_address_types) {
  constexpr const char* memories =
      "(module (memory $a 1) (memory $b i64 1) (table $s 1 funcref) (table $t i64 1 funcref)";
  const auto code = [&](const char* body) { return invalid(std::string(memories) + "(func " + body + "))"); };
  EXPECT_EQ(code("(memory.copy $a $b (i32.const 0) (i64.const 0) (i32.const 0))"), "valid");
  EXPECT_EQ(code("(memory.copy $b $b (i64.const 0) (i64.const 0) (i64.const 0))"), "valid");
  EXPECT_THAT(code("(memory.copy $b $a (i64.const 0) (i32.const 0) (i64.const 0))"), StartsWith("type mismatch"));
  EXPECT_EQ(code("(table.copy $t $s (i64.const 0) (i32.const 0) (i32.const 0))"), "valid");
  EXPECT_THAT(code("(table.copy $t $t (i64.const 0) (i64.const 0) (i32.const 0))"), StartsWith("type mismatch"));
  EXPECT_EQ(code("(drop (table.grow $t (ref.null func) (i64.const 0)))"), "valid");
  EXPECT_THAT(code("(drop (i32.eqz (table.size $t)))"), StartsWith("type mismatch"));
}

TEST_F(memories, limits) {
  EXPECT_EQ(invalid("(module (memory 1 shared))"), "shared memory must have maximum");
  EXPECT_EQ(invalid("(module (memory 1 2 shared))"), "valid");
  EXPECT_EQ(invalid("(module (memory i64 281474976710656))"), "valid");
  EXPECT_THAT(invalid("(module (memory i64 281474976710657))"), StartsWith("memory size"));
  EXPECT_EQ(invalid("(module (table i64 0 0xffffffffffffffff funcref))"), "valid");
  EXPECT_EQ(invalid("(module (memory 4294967295 (pagesize 1)))"), "valid");
  EXPECT_THAT(invalid("(module (memory 4294967296 (pagesize 1)))"), StartsWith("memory size must be at most"));
  EXPECT_EQ(invalid("(module (memory 1 (pagesize 2)))"), "invalid custom page size");
}

}  // namespace
}  // namespace modlink
