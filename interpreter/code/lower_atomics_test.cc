// Lowering of atomic accesses and of wide arithmetic.
#include "interpreter/code/test_code.h"

namespace modlink {
namespace {

TEST(lower_atomics, offset_and_memory_follow) {
  EXPECT_EQ(lowered("(memory 1) (memory 1) (func (param i32) (result i32)"
                    " (i32.atomic.load 1 offset=65536 (local.get 0)))"),
            "0: i32_atomic_load s0, s0, 65536, 1\n"
            "3: return_\n");
  EXPECT_EQ(lowered("(memory 1) (func (param i32 i64) (i64.atomic.store8 (local.get 0) (local.get 1)))"),
            "0: i64_atomic_store8 s0, s1, 0, 0\n"
            "3: return_\n");
}

TEST(lower_atomics, replacement_of_an_exchange_is_in_the_payload) {
  EXPECT_EQ(lowered("(memory 1) (func (param i32 i32 i32) (result i32)"
                    " (i32.atomic.rmw.cmpxchg (local.get 0) (local.get 1) (local.get 2)))"),
            "0: i32_atomic_rmw_cmpxchg s0, s0, s1, 0, 0, 2\n"
            "3: return_\n");
}

// All three operands go to their homes, and nothing is kept above them.
TEST(lower_atomics, operands_of_a_wait_are_in_their_homes) {
  EXPECT_EQ(lowered("(memory 1 1 shared) (func (param i32 i64) (result i32)"
                    " (memory.atomic.wait32 offset=4 (local.get 0) (i32.const 7) (local.get 1)))"),
            "0: copy s4, s1\n"
            "1: constant s3, 7\n"
            "3: copy s2, s0\n"
            "4: memory_atomic_wait32 s2, 4, 0\n"
            "7: copy s0, s2\n"
            "8: return_\n");
}

TEST(lower_atomics, a_fence_is_nothing) { EXPECT_EQ(lowered("(func atomic.fence)"), "0: return_\n"); }

TEST(lower_atomics, wide_arithmetic_has_two_results) {
  EXPECT_EQ(lowered("(func (param i64 i64) (result i64 i64) (i64.mul_wide_u (local.get 0) (local.get 1)))"),
            "0: i64_mul_wide_u s2, s0, s1\n"
            "1: copy_many s0, s2, 2\n"
            "2: return_\n");
}

}  // namespace
}  // namespace modlink
