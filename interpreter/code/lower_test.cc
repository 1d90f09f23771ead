// Lowering of instructions without control flow.
#include "interpreter/code/operators.h"
#include "interpreter/code/test_code.h"

namespace modlink {
namespace {

TEST(lower, locals_and_constants_emit_nothing) {
  EXPECT_EQ(lowered("(func (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)"),
            "0: i32_add_ss s0, s0, s1\n"
            "1: return_\n");
  EXPECT_EQ(lowered("(func (param i32) local.get 0 i32.const 7 drop drop)"), "0: return_\n");
}

TEST(lower, locals_read_before_they_are_written_begin_as_zero) {
  EXPECT_EQ(lowered("(func (param i64) (local i32 f64 i64) (drop (local.get 1)) (drop (local.get 2)))"),
            "0: zero_locals s1, 2\n"
            "1: return_\n");
  EXPECT_EQ(lowered("(func (local i64) (local.set 0 (i64.clz (i64.const 1))) (drop (local.get 0)))"),
            "0: constant s1, 1\n"
            "2: i64_clz s0, s1\n"
            "3: return_\n");
}

TEST(lower, locals_of_long_runs_have_their_slots) {
  std::string locals = "(local v128 i64)(local";
  for (int i = 0; i < 3000; ++i) locals += i < 1500 ? " i32" : " v128";
  // Locals 4 to 1503 are of type i32.
  EXPECT_EQ(lowered("(func (param i32 i32)" + locals +
                    ") (local.get 1002) (local.set 1002 (i32.clz (local.get 1003))) drop"
                    " (drop (local.get 1510)))"),
            "0: large_frame s1003, 516\n"
            "1: i32_clz s4506, s1004\n"
            "2: copy s4505, s1003\n"
            "3: copy s1003, s4506\n"
            "4: return_\n");
}

TEST(lower, write_holds_until_a_block_ends_that_is_branched_to) {
  const std::string set = "(local.set 1 (i32.clz (local.get 0)))";
  EXPECT_EQ(lowered("(func (param i32) (local i32) (block (br_if 0 (local.get 0))" + set + ") (drop (local.get 1)))"),
            "0: zero_locals s1, 1\n"
            "1: br_if_i32_ne_sc s0, 0, -> 4\n"
            "3: i32_clz s1, s0\n"
            "4: return_\n");
  EXPECT_EQ(lowered("(func (param i32) (local i32) (loop " + set + "(br_if 0 (local.get 0))) (drop (local.get 1)))"),
            "0: i32_clz s1, s0\n"
            "1: br_if_i32_ne_sc s0, 0, -> 0\n"
            "3: return_\n");
}

TEST(lower, write_in_one_branch_does_not_count_in_the_other) {
  EXPECT_EQ(lowered("(func (param i32) (local i32) (if (local.get 0)"
                    " (then (local.set 1 (i32.const 1))) (else (drop (local.get 1)))))"),
            "0: zero_locals s1, 1\n"
            "1: br_unless_i32_ne_sc s0, 0, -> 7\n"
            "3: constant s1, 1\n"
            "5: br -> 7\n"
            "7: return_\n");
}

TEST(lower, constant_rides_in_the_operation) {
  EXPECT_EQ(lowered("(func (param i32) (result i32) local.get 0 i32.const 7 i32.sub)"),
            "0: i32_sub_sc s0, s0, 7\n"
            "2: return_\n");
}

TEST(lower, constant_changes_sides_where_the_operator_commutes) {
  EXPECT_EQ(lowered("(func (param i32) (result i32) i32.const 7 local.get 0 i32.mul)"),
            "0: i32_mul_sc s0, s0, 7\n"
            "2: return_\n");
  EXPECT_EQ(lowered("(func (param i32) (result i32) i32.const 7 local.get 0 i32.sub)"),
            "0: constant s1, 7\n"
            "2: i32_sub_ss s0, s1, s0\n"
            "3: return_\n");
}

TEST(lower, constants_of_i32_are_zero_extended) {
  EXPECT_EQ(lowered("(func (result i32) i32.const -1)"),
            "0: constant s0, 4294967295\n"
            "2: return_\n");
}

TEST(lower, local_set_retargets_the_operation_before) {
  EXPECT_EQ(lowered("(func (param i32) local.get 0 i32.const 1 i32.add local.set 0)"),
            "0: i32_add_sc s0, s0, 1\n"
            "2: return_\n");
}

TEST(lower, local_set_does_not_retarget_what_is_not_on_top) {
  EXPECT_EQ(lowered("(func (param i32 i32) (local.set 1 (i32.clz (local.get 0)) (drop (i32.const 1)))"
                    " (drop (i32.ctz (local.get 0))) (local.set 0 (local.get 1)))"),
            "0: i32_clz s1, s0\n"
            "1: i32_ctz s2, s0\n"
            "2: copy s0, s1\n"
            "3: return_\n");
}

TEST(lower, local_tee_leaves_a_read_of_the_local) {
  EXPECT_EQ(lowered("(func (param i32 i32) (result i32) local.get 0 i32.clz local.tee 1 local.get 1 i32.add)"),
            "0: i32_clz s1, s0\n"
            "1: i32_add_ss s0, s1, s1\n"
            "2: return_\n");
}

TEST(lower, pending_reads_are_copied_out_before_the_local_is_written) {
  EXPECT_EQ(lowered("(func (param i32) (result i32)"
                    " local.get 0 local.get 0 (local.set 0 (i32.const 5)) i32.sub)"),
            "0: copy s2, s0\n"
            "1: copy s1, s0\n"
            "2: constant s0, 5\n"
            "4: i32_sub_ss s0, s1, s2\n"
            "5: return_\n");
}

TEST(lower, pending_read_keeps_the_operation_from_being_retargeted) {
  EXPECT_EQ(lowered("(func (param i32) (result i32) local.get 0 (local.tee 0 (i32.clz (local.get 0))) i32.sub)"),
            "0: i32_clz s2, s0\n"
            "1: copy s1, s0\n"
            "2: copy s0, s2\n"
            "3: i32_sub_ss s0, s1, s2\n"
            "4: return_\n");
}

TEST(lower, setting_a_local_to_itself_is_nothing) {
  EXPECT_EQ(lowered("(func (param i32) local.get 0 local.set 0 local.get 0 local.tee 0 drop)"), "0: return_\n");
}

TEST(lower, reinterpretations_and_unsigned_extension_are_nothing) {
  EXPECT_EQ(lowered("(func (param f32) (result i64) local.get 0 i32.reinterpret_f32 i64.extend_i32_u)"),
            "0: return_\n");
}

TEST(lower, a_constant_is_added_to_an_address_by_the_access) {
  EXPECT_EQ(lowered("(memory 1) (func (param i32 i32)"
                    " (i32.store8 offset=1 (i32.add (local.get 0) (i32.const 7))"
                    "  (i32.load offset=2 (i32.add (i32.clz (local.get 1)) (i32.const -8))))"
                    " (i32.store (i32.add (local.get 0) (i32.const 7)) (i32.const 9)))"),
            "0: i32_clz s3, s1\n"
            "1: i32_load_plus s3, s3, 2, 4294967288\n"
            "3: i32_store8_plus_ss 1, s0, s3, 7\n"
            "5: i32_store_plus_sc 0, s0, 9, 7\n"
            "8: return_\n");
}

TEST(lower, a_constant_is_added_where_a_sum_is_no_address) {
  EXPECT_EQ(
      lowered("(func (param i32 i32) (result i32)"
              " (i32.mul (i32.add (local.get 0) (i32.const 1)) (local.tee 1 (i32.add (local.get 1) (i32.const 2)))))"),
      "0: i32_add_sc s1, s1, 2\n"
      "2: i32_add_sc s2, s0, 1\n"
      "4: i32_mul_ss s0, s2, s1\n"
      "5: return_\n");
}

TEST(lower, a_constant_is_added_before_the_local_is_written) {
  EXPECT_EQ(lowered("(func (param i32) (result i32)"
                    " (i32.add (local.get 0) (i32.const 1)) (local.set 0 (i32.const 5)) local.get 0 i32.sub)"),
            "0: i32_add_sc s1, s0, 1\n"
            "2: constant s0, 5\n"
            "4: i32_sub_ss s0, s1, s0\n"
            "5: return_\n");
}

TEST(lower, constants_add_up) {
  EXPECT_EQ(lowered("(func (param i32) (result i32)"
                    " (i32.add (i32.add (local.get 0) (i32.const 3)) (i32.const -1)))"),
            "0: i32_add_sc s0, s0, 2\n"
            "2: return_\n");
}

TEST(lower, floats_are_operated_on_in_pairs) {
  EXPECT_EQ(lowered("(func (param f64 f64 f64) (result f64)"
                    " (f64.sub (local.get 2) (f64.mul (local.get 0) (local.get 1))))"),
            "0: f64_mul_sub_from s0, s0, s1, 2\n"
            "2: return_\n");
}

TEST(lower, integers_are_operated_on_in_pairs) {
  EXPECT_EQ(lowered("(func (param i32 i32 i32) (result i32)"
                    " (i32.or (local.get 2) (i32.or (local.get 0) (local.get 1))))"),
            "0: i32_or_or s0, s0, s1, 2\n"
            "2: return_\n");
  EXPECT_EQ(
      lowered("(func (param i32 i32) (result i32) (i32.xor (i32.rotl (local.get 0) (i32.const 7)) (local.get 1)))"),
      "0: i32_rotl_constant_xor s0, s0, 1, 7\n"
      "2: return_\n");
}

// The sum would be written to where the product's second operand is.
TEST(lower, a_pair_has_nothing_in_between) {
  EXPECT_EQ(lowered("(func (param f64 i32) (result f64)"
                    " (f64.add (f64.mul (f64.abs (local.get 0)) (f64.sqrt (local.get 0)))"
                    "  (f64.reinterpret_i64 (i64.extend_i32_u (i32.add (local.get 1) (i32.const 1))))))"),
            "0: f64_abs s2, s0\n"
            "1: f64_sqrt s3, s0\n"
            "2: f64_mul_ss s2, s2, s3\n"
            "3: i32_add_sc s3, s1, 1\n"
            "5: f64_add_ss s0, s2, s3\n"
            "6: return_\n");
}

TEST(lower, accesses_have_four_forms) {
  EXPECT_EQ(lowered("(memory 1) (memory 1) (func (param i32) (result i32)"
                    " (i32.load offset=8 (local.get 0)) (i32.load offset=65536 (local.get 0))"
                    " (i32.load offset=4 (i32.const -1)) (i32.load 1 offset=4 (local.get 0))"
                    " i32.add i32.add i32.add)"),
            "0: i32_load s1, s0, 8\n"
            "1: i32_load_far s2, s0, 65536\n"
            "3: i32_load_at s3, 4294967299\n"
            "5: i32_load_of s4, s0, 4, 1\n"
            "8: i32_add_add s2, s3, s4, 2\n"
            "10: i32_add_ss s0, s1, s2\n"
            "11: return_\n");
}

TEST(lower, constants_are_stored_from_the_operation) {
  EXPECT_EQ(lowered("(memory 1) (func (param i32 i32)"
                    " (i32.store offset=8 (local.get 0) (i32.const 3)) (i32.store8 (local.get 0) (local.get 1))"
                    " (i32.store (i32.const 16) (local.get 1)) (i32.store offset=70000 (local.get 0) (i32.const 3)))"),
            "0: i32_store_sc 8, s0, 3\n"
            "2: i32_store8_ss 0, s0, s1\n"
            "3: i32_store_at s1, 16\n"
            "5: constant s3, 3\n"
            "7: i32_store_far s0, s3, 70000\n"
            "9: return_\n");
}

TEST(lower, bulk_instructions_have_their_operands_side_by_side) {
  EXPECT_EQ(lowered("(memory 1) (func (param i32 i32) (memory.fill (local.get 1) (i32.const 0) (local.get 0)))"),
            "0: copy s4, s0\n"
            "1: constant s3, 0\n"
            "3: copy s2, s1\n"
            "4: memory_fill s2, 0\n"
            "6: return_\n");
}

TEST(lower, vectors_take_two_slots) {
  EXPECT_EQ(lowered("(func (param v128 i32) (result v128) (local v128) (local.set 2 (local.get 0)) (local.get 2))"),
            "0: copy_many s3, s0, 2\n"
            "1: copy_many s0, s3, 2\n"
            "2: return_\n");
}

TEST(lower, frame_beyond_the_limit_gets_no_code) {
  Features features;
  features.set(Feature::simd, true);
  std::string locals;
  for (int i = 0; i < 40'000; ++i) locals += " v128";
  const ValidModulePtr module =
      compile("(module (func (local" + locals + ")))", std::make_shared<TypeStore>(), features);
  ModuleCode code(*module);
  lower_function(code, 0);
  EXPECT_EQ(code.funcs[0].entry->op, static_cast<std::uint16_t>(Op::frame_too_large));
}

// Every instruction of which the table knows the types is an operator of these types.
TEST(operators, forms_agree_with_the_table_of_instructions) {
  using Form = Operator::Form;
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const OpcodeInfo& opcode = info(static_cast<Opcode>(i));
    const Operator& op = operators[i];
    const std::string_view signature = opcode.signature;
    const bool two = signature.size() == 4 && signature[2] == ':';
    if (op.form == Form::unary) {
      EXPECT_TRUE(signature.size() == 3 && signature[1] == ':') << opcode.mnemonic;
    }
    if (op.form == Form::binary) {
      EXPECT_TRUE(two && signature[0] == signature[1]) << opcode.mnemonic;
    }
    if (op.form == Form::compare) {
      EXPECT_TRUE(two && signature[3] == 'i') << opcode.mnemonic;
      EXPECT_EQ(op.wide, signature[0] == 'I' || signature[0] == 'F') << opcode.mnemonic;
    }
    // Accesses of vectors and atomic ones have tables of their own.
    const bool access = opcode.immediate == Immediate::mem_arg && opcode.feature == Feature::mvp;
    EXPECT_EQ(access, op.form == Form::load || op.form == Form::store) << opcode.mnemonic;
  }
}

}  // namespace
}  // namespace modlink
