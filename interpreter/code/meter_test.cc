// Code that counts, and code in which nothing is fused.
#include "interpreter/code/test_code.h"

namespace modlink {
namespace {

constexpr char loop[] = R"((memory 1) (func (param i32) (loop
  (i32.store8 (local.get 0) (i32.const 0))
  (br_if 0 (i32.ne (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 9))))))";

TEST(meter, a_charge_is_for_all_up_to_the_next_that_can_be_seen) {
  EXPECT_EQ(lowered(loop, {.fuel = 1}),
            "0: charge 4\n"
            "2: i32_store8_sc 0, s0, 0\n"
            "4: charge 7\n"
            "6: i32_add_br_if_ne_sc s0, 1, 9, -> 0\n"
            "8: return_\n");
}

// That a NaN is noted can be seen, whatever fuel ends.
TEST(meter, charges_end_behind_what_makes_a_choice) {
  constexpr char divides[] = "(func (result f32) (f32.div (f32.const 0) (f32.const 0)) (nop))";
  EXPECT_EQ(lowered(divides, {.fuel = 1}).find("charge 4"), 3u);
  EXPECT_EQ(lowered(divides, {.fuel = 1, .choices = Choices::noted}).find("charge 3"), 3u);
}

TEST(meter, nothing_is_fused_unless_it_may_be) {
  EXPECT_EQ(lowered(loop),
            "0: i32_store8_sc 0, s0, 0\n"
            "2: i32_add_br_if_ne_sc s0, 1, 9, -> 0\n"
            "4: return_\n");
  EXPECT_EQ(lowered(loop, {.fuses = false}),
            "0: i32_store8_sc 0, s0, 0\n"
            "2: i32_add_sc s1, s0, 1\n"
            "4: copy s0, s1\n"
            "5: i32_ne_sc s1, s1, 9\n"
            "7: br_if_i32_ne_sc s1, 0, -> 0\n"
            "9: return_\n");
}

}  // namespace
}  // namespace modlink
