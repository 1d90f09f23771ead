// Tests of floating-point operators. spec: exec/numerics, Floating-Point Operations
#include "interpreter/numeric/float.h"

#include <gtest/gtest.h>

namespace modlink::numeric {
namespace {

constexpr float inf = std::numeric_limits<float>::infinity();

template <class F>
F of_bits(std::uint64_t bits) {
  return std::bit_cast<F>(static_cast<BitsOf<F>>(bits));
}

// Signalling, quiet with a payload, and negative: what an operator must not let through.
const float nans_f32[] = {of_bits<float>(0x7fa0'0000), of_bits<float>(0x7fc0'0001), of_bits<float>(0xffc0'0000)};

constexpr std::uint32_t canonical = 0x7fc0'0000;

TEST(float, canonical_nan_bits) {
  static_assert(canonical_nan<float> == 0x7fc0'0000);
  static_assert(canonical_nan<double> == 0x7ff8'0000'0000'0000);
}

TEST(float, binary_operators_give_the_canonical_nan) {
  for (const float nan : nans_f32) {
    for (const float other : {0.0f, -1.5f, inf, nans_f32[0]}) {
      for (const auto op : {fadd<float>, fsub<float>, fmul<float>, fdiv<float>, fmin<float>, fmax<float>}) {
        EXPECT_EQ(bits_of(op(nan, other)), canonical);
        EXPECT_EQ(bits_of(op(other, nan)), canonical);
      }
    }
  }
}

TEST(float, unary_operators_give_the_canonical_nan) {
  for (const float nan : nans_f32) {
    for (const auto op : {fsqrt<float>, fceil<float>, ffloor<float>, ftrunc<float>, fnearest<float>}) {
      EXPECT_EQ(bits_of(op(nan)), canonical);
    }
  }
}

TEST(float, undefined_results_are_the_canonical_nan) {
  EXPECT_EQ(bits_of(fadd(inf, -inf)), canonical);
  EXPECT_EQ(bits_of(fsub(inf, inf)), canonical);
  EXPECT_EQ(bits_of(fmul(inf, 0.0f)), canonical);
  EXPECT_EQ(bits_of(fdiv(0.0f, -0.0f)), canonical);
  EXPECT_EQ(bits_of(fdiv(inf, inf)), canonical);
  EXPECT_EQ(bits_of(fsqrt(-1.0f)), canonical);
  EXPECT_EQ(bits_of(fsqrt(-1.0)), canonical_nan<double>);
}

TEST(float, sign_operators_keep_payloads) {
  EXPECT_EQ(bits_of(fneg(nans_f32[0])), 0xffa0'0000u);
  EXPECT_EQ(bits_of(fabs(of_bits<float>(0xffa0'0001))), 0x7fa0'0001u);
  EXPECT_EQ(bits_of(fcopysign(nans_f32[0], -1.0f)), 0xffa0'0000u);
  EXPECT_EQ(bits_of(fcopysign(-2.0, of_bits<double>(0x7ff0'0000'0000'0001))), bits_of(2.0));
  static_assert(is_negative(fneg(0.0)) && !is_negative(fabs(-0.0)));
}

TEST(float, rounds_to_nearest_even) {
  static_assert(fadd(16777216.0f, 1.0f) == 16777216.0f);
  static_assert(fadd(16777216.0f, 3.0f) == 16777220.0f);
  static_assert(fmul(0x1.000002p+0f, 0x1.000002p+0f) == 0x1.000004p+0f);
  static_assert(fdiv(1.0, 3.0) == 0x1.5555555555555p-2);
  EXPECT_EQ(fmul(0x1p-149f, 0.5f), 0.0f);
  EXPECT_EQ(fsqrt(2.0f), 0x1.6a09e6p+0f);
}

TEST(float, signs_of_zero) {
  static_assert(!is_negative(fadd(0.0, -0.0)) && is_negative(fadd(-0.0, -0.0)));
  static_assert(!is_negative(fsub(0.0, 0.0)) && is_negative(fsub(-0.0, 0.0)));
  static_assert(is_negative(fmin(0.0, -0.0)) && is_negative(fmin(-0.0, 0.0)));
  static_assert(!is_negative(fmax(0.0, -0.0)) && !is_negative(fmax(-0.0, 0.0)));
  EXPECT_TRUE(is_negative(fsqrt(-0.0)));
  EXPECT_EQ(fdiv(1.0f, -0.0f), -inf);
}

TEST(float, minimum_and_maximum) {
  static_assert(fmin(1.0f, 2.0f) == 1.0f && fmax(1.0f, 2.0f) == 2.0f);
  static_assert(fmin(-inf, 0.0f) == -inf && fmax(inf, 0.0f) == inf);
}

TEST(float, rounding_to_integers) {
  EXPECT_EQ(fceil(1.2), 2.0);
  EXPECT_EQ(ffloor(-1.2), -2.0);
  EXPECT_EQ(ftrunc(-1.8f), -1.0f);
  EXPECT_TRUE(is_negative(fceil(-0.5)));
  EXPECT_TRUE(is_negative(ftrunc(-0.9)));
  EXPECT_EQ(ffloor(-inf), -inf);
}

TEST(float, nearest_ties_go_to_even) {
  EXPECT_EQ(fnearest(0.5), 0.0);
  EXPECT_EQ(fnearest(1.5), 2.0);
  EXPECT_EQ(fnearest(2.5), 2.0);
  EXPECT_EQ(fnearest(-3.5f), -4.0f);
  EXPECT_EQ(fnearest(8388609.0f), 8388609.0f);
  EXPECT_EQ(fnearest(4503599627370497.5), 4503599627370498.0);
  EXPECT_TRUE(is_negative(fnearest(-0.5)));
  EXPECT_EQ(fnearest(0x1.fffffep-2f), 0.0f);
}

TEST(float, relations_with_nan_are_false) {
  const float nan = nans<float>();
  EXPECT_FALSE(feq(nan, nan));
  EXPECT_TRUE(fne(nan, nan));
  EXPECT_FALSE(flt(nan, 1.0f) || fgt(nan, 1.0f) || fle(nan, nan) || fge(nan, nan));
  static_assert(feq(0.0, -0.0) && !flt(-0.0, 0.0) && fle(0.0, -0.0) && fge(-0.0, 0.0) && fgt(1.0, -1.0));
}

}  // namespace
}  // namespace modlink::numeric
