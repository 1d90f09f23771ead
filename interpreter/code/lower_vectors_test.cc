// Lowering of vector instructions.
#include "interpreter/code/test_code.h"

namespace modlink {
namespace {

TEST(lower_vectors, vectors_take_two_slots) {
  EXPECT_EQ(lowered("(func (param v128 i32 v128) (result v128) local.get 0 local.get 2 i32x4.add)"),
            "0: i32x4_add s0, s0, s3\n"
            "1: return_\n");
}

TEST(lower_vectors, constant_shift_count_goes_to_its_home) {
  EXPECT_EQ(lowered("(func (param v128) (result v128) local.get 0 i32.const 3 i16x8.shl)"),
            "0: constant s4, 3\n"
            "2: i16x8_shl s0, s0, s4\n"
            "3: return_\n");
}

TEST(lower_vectors, local_set_retargets_vector_operations) {
  EXPECT_EQ(lowered("(func (param v128) (local v128) (local.set 1 (i8x16.neg (local.get 0))))"),
            "0: i8x16_neg s2, s0\n"
            "1: return_\n");
}

TEST(lower_vectors, immediates_follow) {
  EXPECT_EQ(lowered("(memory 1) (func (param i32 v128) (result v128)"
                    " (v128.load16_lane offset=4 5 (local.get 0) (local.get 1)))"),
            "0: v128_load16_lane s0, s0, s1, 4, 0, 5\n"
            "3: return_\n");
  EXPECT_EQ(lowered("(func (param v128) (result i32) (i16x8.extract_lane_s 7 (local.get 0)))"),
            "0: i16x8_extract_lane_s s0, s0, 7\n"
            "1: return_\n");
  EXPECT_EQ(lowered("(func (result v128) (v128.const i64x2 1 2))"),
            "0: v128_const s0, 1, 2\n"
            "3: return_\n");
}

TEST(lower_vectors, wide_lanes_are_read_as_numbers) {
  EXPECT_EQ(lowered("(func (param i32 v128) (result i32) (i32x4.extract_lane 2 (local.get 1)))"),
            "0: i32_wrap_i64 s0, s2\n"
            "1: return_\n");
  EXPECT_EQ(lowered("(func (param i32 v128) (result f32) (f32x4.extract_lane 1 (local.get 1)))"),
            "0: i64_shr_u_sc s0, s1, 32\n"
            "2: return_\n");
  EXPECT_EQ(lowered("(func (param i32 v128) (result i64) (i64x2.extract_lane 1 (local.get 1)))"),
            "0: copy s0, s2\n"
            "1: return_\n");
}

}  // namespace
}  // namespace modlink
