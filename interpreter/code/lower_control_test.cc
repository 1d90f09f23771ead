// Lowering of control flow.
#include "interpreter/code/test_code.h"

namespace modlink {
namespace {

TEST(lower_control, comparison_fuses_with_br_if) {
  EXPECT_EQ(lowered("(func (param i32 i32) (loop (br_if 0 (i32.lt_s (local.get 0) (local.get 1)))))"),
            "0: br_if_i32_lt_s_ss s0, s1, -> 0\n"
            "2: return_\n");
  EXPECT_EQ(lowered("(func (param i64) (loop (br_if 0 (i64.ne (local.get 0) (i64.const 5)))))"),
            "0: br_if_i64_ne_sc s0, -> 0, 5\n"
            "3: return_\n");
}

TEST(lower_control, eqz_fuses_with_if) {
  EXPECT_EQ(lowered("(func (param i32) (if (i32.eqz (local.get 0)) (then (unreachable))))"),
            "0: br_unless_i32_eq_sc s0, 0, -> 3\n"
            "2: unreachable\n"
            "3: return_\n");
}

TEST(lower_control, eqz_of_a_comparison_fuses_too) {
  EXPECT_EQ(lowered("(func (param f64) (loop (br_if 0 (i32.eqz (f64.gt (local.get 0) (f64.const 0))))))"),
            "0: br_unless_f64_gt_sc s0, -> 0, 0\n"
            "3: return_\n");
  EXPECT_EQ(
      lowered("(func (param i32 f64) (loop (br_if 0 (i32.eqz (local.tee 0 (f64.gt (local.get 1) (f64.const 0)))))))"),
      "0: f64_gt_sc s0, s1, 0\n"
      "2: br_if_i32_eq_sc s0, 0, -> 0\n"
      "4: return_\n");
}

TEST(lower_control, increment_fuses_with_the_back_edge) {
  EXPECT_EQ(lowered("(func (param i32) (loop (br_if 0 (local.tee 0 (i32.add (local.get 0) (i32.const -1))))))"),
            "0: i32_add_br_if_ne_sc s0, 65535, 0, -> 0\n"
            "2: return_\n");
  EXPECT_EQ(lowered("(func (param i32 i32) (loop"
                    " (br_if 0 (i32.ne (local.get 1) (local.tee 0 (i32.add (local.get 0) (i32.const 4)))))))"),
            "0: i32_add_br_if_ne_ss s0, s1, 4, -> 0\n"
            "2: return_\n");
}

TEST(lower_control, increment_stays_where_a_branch_comes_in_behind_it) {
  EXPECT_EQ(lowered("(func (param i32) (local.set 0 (i32.add (local.get 0) (i32.const 1)))"
                    " (loop (br_if 0 (i32.ne (local.get 0) (i32.const 4)))))"),
            "0: i32_add_sc s0, s0, 1\n"
            "2: br_if_i32_ne_sc s0, 4, -> 2\n"
            "4: return_\n");
}

TEST(lower_control, comparison_that_is_a_value_stays) {
  EXPECT_EQ(lowered("(func (param i32) (result i32)"
                    " (if (local.tee 0 (i32.eqz (local.get 0))) (then (nop))) (local.get 0))"),
            "0: i32_eq_sc s0, s0, 0\n"
            "2: br_unless_i32_ne_sc s0, 0, -> 4\n"
            "4: return_\n");
}

TEST(lower_control, br_if_with_value_inverts_branch) {
  EXPECT_EQ(lowered("(func (param i32) (result i32)"
                    " (block (result i32) (br_if 0 (i32.const 8) (local.get 0)) drop (i32.const 9)))"),
            "0: br_unless_i32_ne_sc s0, 0, -> 6\n"
            "2: constant s1, 8\n"
            "4: br -> 8\n"
            "6: constant s1, 9\n"
            "8: copy s0, s1\n"
            "9: return_\n");
}

TEST(lower_control, br_if_with_value_in_place_is_one_branch) {
  EXPECT_EQ(lowered("(func (param i32) (result i32)"
                    " (block (result i32) (br_if 0 (i32.clz (local.get 0)) (local.get 0))))"),
            "0: i32_clz s1, s0\n"
            "1: br_if_i32_ne_sc s0, 0, -> 3\n"
            "3: copy s0, s1\n"
            "4: return_\n");
}

TEST(lower_control, if_and_else_leave_the_result_in_one_slot) {
  EXPECT_EQ(lowered("(func (param i32 i32) (result i32)"
                    " (if (result i32) (local.get 0) (then (local.get 1)) (else (i32.const 3))))"),
            "0: br_unless_i32_ne_sc s0, 0, -> 5\n"
            "2: copy s2, s1\n"
            "3: br -> 7\n"
            "5: constant s2, 3\n"
            "7: copy s0, s2\n"
            "8: return_\n");
}

TEST(lower_control, pending_reads_are_settled_where_a_block_begins) {
  EXPECT_EQ(lowered("(func (param i32) (result i32)"
                    " local.get 0 (block (br_if 0 (local.get 0)) (local.set 0 (i32.const 1))))"),
            "0: copy s1, s0\n"
            "1: br_if_i32_ne_sc s0, 0, -> 5\n"
            "3: constant s0, 1\n"
            "5: copy s0, s1\n"
            "6: return_\n");
}

TEST(lower_control, constants_below_a_block_stay_pending) {
  EXPECT_EQ(lowered("(func (param i32) (result i32) i32.const 7 (block (br_if 0 (local.get 0))) local.get 0 i32.add)"),
            "0: br_if_i32_ne_sc s0, 0, -> 2\n"
            "2: i32_add_sc s0, s0, 7\n"
            "4: return_\n");
}

TEST(lower_control, loop_parameters_are_in_their_homes) {
  EXPECT_EQ(lowered("(func (param i32) (result i32) i32.const 1"
                    " (loop (param i32) (result i32) (i32.add (local.get 0)) (br_if 0 (local.get 0))))"),
            "0: constant s1, 1\n"
            "2: i32_add_ss s1, s1, s0\n"
            "3: br_if_i32_ne_sc s0, 0, -> 2\n"
            "5: copy s0, s1\n"
            "6: return_\n");
}

TEST(lower_control, dead_code_is_skipped) {
  EXPECT_EQ(lowered("(func (result i32) (block (br 0) (i32.clz) (loop (if (i32.const 1) (then) (else))) drop) (return "
                    "(i32.const 1))"
                    " (block (unreachable)) (unreachable))"),
            "0: br -> 2\n"
            "2: constant s0, 1\n"
            "4: return_\n");
}

TEST(lower_control, what_no_branch_leads_to_is_dead) {
  EXPECT_EQ(lowered("(func (block (return)) (unreachable))"), "0: return_\n");
}

TEST(lower_control, result_is_computed_where_it_is_returned) {
  EXPECT_EQ(lowered("(func (param i32 i32) (result i32) (return (i32.add (local.get 0) (local.get 1))))"),
            "0: i32_add_ss s0, s0, s1\n"
            "1: return_\n");
}

TEST(lower_control, several_results_move_together) {
  EXPECT_EQ(lowered("(func (param i32 i32) (result i32 i32) (local.get 1) (local.get 0))"),
            "0: copy s3, s0\n"
            "1: copy s2, s1\n"
            "2: copy_many s0, s2, 2\n"
            "3: return_\n");
}

TEST(lower_control, br_table_has_one_entry_for_each_label) {
  EXPECT_EQ(lowered("(func (param i32) (block (loop (br_table 0 1 2 (local.get 0)))))"),
            "0: br_table s0, 2, -> 0 s1 -> 5 s1 -> 5 s1\n"
            "5: return_\n");
  EXPECT_EQ(lowered("(func (param i32) (result i32) i32.const 4"
                    " (block (result i32) (br_table 0 1 (i32.const 5) (local.get 0))) i32.add)"),
            "0: constant s2, 5\n"
            "2: br_table_values s2, s0, 1, 1, -> 6 s2 -> 8 s1\n"
            "6: i32_add_sc s1, s2, 4\n"
            "8: copy s0, s1\n"
            "9: return_\n");
}

TEST(lower_control, frame_of_the_callee_begins_at_the_arguments) {
  EXPECT_EQ(lowered("(func (param i32) (result i32) (i32.add (local.get 0)"
                    " (call 1 (i32.const 3) (i32.clz (local.get 0)))))"
                    "(func (param i32 i32) (result i32) unreachable)"),
            "0: i32_clz s3, s0\n"
            "1: constant s2, 3\n"
            "3: call s2, func 1\n"
            "5: i32_add_ss s0, s0, s2\n"
            "6: return_\n");
}

TEST(lower_control, calls_of_imports_and_through_tables) {
  EXPECT_EQ(
      lowered("(import \"f\" (func (param i32))) (table 1 funcref)"
              "(func (param i32) (call 0 (local.get 0)) (call_indirect (param i32) (i32.const 6) (local.get 0)))"),
      "0: copy s1, s0\n"
      "1: call_func s1, 0\n"
      "3: constant s1, 6\n"
      "5: call_indirect s1, s0, type, 0\n"
      "8: return_\n");
}

TEST(lower_control, tail_call_passes_its_arguments_by_number) {
  EXPECT_EQ(lowered("(func (param i32) (return_call 0 (i32.clz (local.get 0))))"),
            "0: i32_clz s1, s0\n"
            "1: return_call s1, 1, func 0\n");
}

}  // namespace
}  // namespace modlink
