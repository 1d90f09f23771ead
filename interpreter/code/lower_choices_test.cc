// Code that notes choices.
#include "interpreter/code/test_code.h"

namespace modlink {
namespace {

constexpr char product[] =
    "(func (param f64 f64 f64) (result f64) (f64.add (f64.mul (local.get 0) (local.get 1)) (local.get 2)))";

// Nothing of it is there unless it is asked for.
TEST(lower_choices, operators_are_followed_by_a_look_at_their_result) {
  EXPECT_EQ(lowered(product),
            "0: f64_mul_add s0, s0, s1, 2\n"
            "2: return_\n");
  EXPECT_EQ(lowered(product, {.choices = Choices::noted}),
            "0: f64_mul_ss s3, s0, s1\n"
            "1: choose_nans s3, 2\n"
            "3: f64_add_ss s3, s3, s2\n"
            "4: choose_nans s3, 2\n"
            "6: copy s0, s3\n"
            "7: return_\n");
}

TEST(lower_choices, operators_without_a_choice_are_as_they_were) {
  const char* plain = "(func (param f64 f64) (result i32) (f64.lt (f64.neg (local.get 0)) (f64.abs (local.get 1))))";
  EXPECT_EQ(lowered(plain, {.choices = Choices::other}), lowered(plain));
}

TEST(lower_choices, relaxed_instructions_have_their_operands_in_a_row) {
  const char* relaxed =
      "(func (param v128 v128) (result v128) (i8x16.relaxed_swizzle (local.get 1) (v128.const i64x2 1 2)))";
  const std::string opcode = std::to_string(static_cast<unsigned>(Opcode::i8x16_relaxed_swizzle));
  EXPECT_EQ(lowered(relaxed, {.choices = Choices::noted}),
            "0: v128_const s6, 1, 2\n"
            "3: copy_many s4, s2, 2\n"
            "4: choose_relaxed s4, " +
                opcode +
                "\n"
                "6: copy_many s0, s4, 2\n"
                "7: return_\n");
}

}  // namespace
}  // namespace modlink
