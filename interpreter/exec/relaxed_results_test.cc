// What relaxed vector instructions may give. spec: exec/numerics, Relaxed Operations
#include "interpreter/exec/relaxed_results.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "interpreter/numeric/vector.h"

namespace modlink {
namespace {

using numeric::splat;
using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;

// One lane of each result, all of whose lanes are alike.
template <class T>
std::vector<T> lanes_of(Opcode op, T a, T b = {}, T c = {}) {
  const RelaxedResults results = relaxed_results(op, {splat(a), splat(b), splat(c)});
  std::vector<T> lanes;
  for (std::size_t i = 0; i < results.count; ++i) lanes.push_back(numeric::lanes<T>(results.vectors[i])[0]);
  return lanes;
}
// Of floats, by their bits.
template <class F>
std::vector<numeric::BitsOf<F>> bits_of(Opcode op, F a, F b, F c = {}) {
  std::vector<numeric::BitsOf<F>> bits;
  const RelaxedResults results = relaxed_results(op, {splat(a), splat(b), splat(c)});
  for (std::size_t i = 0; i < results.count; ++i) {
    bits.push_back(numeric::lanes<numeric::BitsOf<F>>(results.vectors[i])[0]);
  }
  return bits;
}

TEST(relaxed_results, none_of_other_instructions) {
  EXPECT_EQ(relaxed_results(Opcode::f32x4_add, {}).count, 0u);
  EXPECT_EQ(relaxed_results(Opcode::nop, {}).count, 0u);
}

TEST(relaxed_results, multiply_add_rounds_once_or_twice) {
  const float x = 0x1.000004p+0f, y = 0x1.0002p+0f, z = -0x1.000204p+0f;
  EXPECT_EQ(lanes_of(Opcode::f32x4_relaxed_madd, x, y, z), (std::vector{0.0f, 0x1p-37f}));
  EXPECT_EQ(lanes_of(Opcode::f32x4_relaxed_nmadd, -x, y, z), (std::vector{0.0f, 0x1p-37f}));
  EXPECT_EQ(lanes_of(Opcode::f32x4_relaxed_madd, 2.0f, 3.0f, 1.0f), (std::vector{7.0f}));
  const double max = std::numeric_limits<double>::max(), infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(lanes_of(Opcode::f64x2_relaxed_madd, max, 2.0, -max), (std::vector{infinity, max}));
  EXPECT_EQ(lanes_of(Opcode::f64x2_relaxed_nmadd, -max, 2.0, -max), (std::vector{infinity, max}));
}

TEST(relaxed_results, minimum_and_maximum_of_zeros_and_nans) {
  const auto f32 = [](u32 bits) { return bit_cast<float>(bits); };
  const u32 negative = 0x8000'0000, nan = 0x7fc0'0000, other_nan = 0xffc1'2345, one = 0x3f80'0000;
  using Bits = std::vector<u32>;
  EXPECT_EQ(bits_of(Opcode::f32x4_relaxed_min, f32(0), f32(negative)), (Bits{negative, 0}));
  EXPECT_EQ(bits_of(Opcode::f32x4_relaxed_max, f32(negative), f32(0)), (Bits{0, negative}));
  EXPECT_EQ(bits_of(Opcode::f32x4_relaxed_min, f32(0), f32(0)), (Bits{0}));
  EXPECT_EQ(bits_of(Opcode::f32x4_relaxed_min, f32(other_nan), f32(one)), (Bits{nan, other_nan, one}));
  EXPECT_EQ(bits_of(Opcode::f32x4_relaxed_max, f32(one), f32(other_nan)), (Bits{nan, one, other_nan}));
  EXPECT_EQ(bits_of(Opcode::f64x2_relaxed_min, 3.0, 2.0), (std::vector{bit_cast<u64>(2.0)}));
  EXPECT_EQ(bits_of(Opcode::f64x2_relaxed_max, 0.0, -0.0), (std::vector{u64{0}, u64{1} << 63}));
}

TEST(relaxed_results, truncation_of_what_is_out_of_range) {
  const auto lanes = [](Opcode op, V128 operand) {
    const RelaxedResults results = relaxed_results(op, {operand});
    std::vector<u32> lanes;
    for (std::size_t i = 0; i < results.count; ++i) lanes.push_back(numeric::lanes<u32>(results.vectors[i])[0]);
    return lanes;
  };
  using Lanes = std::vector<u32>;
  const u32 min = 0x8000'0000, max = 0x7fff'ffff, all = 0xffff'ffff;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(lanes(Opcode::i32x4_relaxed_trunc_f32x4_s, splat(-5.9f)), (Lanes{static_cast<u32>(-5)}));
  EXPECT_EQ(lanes(Opcode::i32x4_relaxed_trunc_f32x4_s, splat(3e9f)), (Lanes{max, min}));
  EXPECT_EQ(lanes(Opcode::i32x4_relaxed_trunc_f32x4_s, splat(-3e9f)), (Lanes{min}));
  EXPECT_EQ(lanes(Opcode::i32x4_relaxed_trunc_f32x4_s, splat(nan)), (Lanes{0, min}));
  EXPECT_EQ(lanes(Opcode::i32x4_relaxed_trunc_f32x4_u, splat(-1.0f)), (Lanes{0, all}));
  EXPECT_EQ(lanes(Opcode::i32x4_relaxed_trunc_f32x4_u, splat(5e9f)), (Lanes{all}));
  EXPECT_EQ(lanes(Opcode::i32x4_relaxed_trunc_f64x2_s_zero, splat(3e9)), (Lanes{max, min}));
  EXPECT_EQ(lanes(Opcode::i32x4_relaxed_trunc_f64x2_u_zero, splat(-1.0)), (Lanes{0, all}));
  const V128 result = relaxed_results(Opcode::i32x4_relaxed_trunc_f64x2_u_zero, {splat(-1.0)}).vectors[1];
  EXPECT_EQ(numeric::lanes<u64>(result), (numeric::Lanes<u64>{UINT64_MAX, 0}));
}

TEST(relaxed_results, selection_by_bits_or_by_the_highest) {
  EXPECT_EQ(lanes_of<u8>(Opcode::i8x16_relaxed_laneselect, 0xaa, 0x55, 0xf0), (std::vector<u8>{0xa5, 0xaa}));
  EXPECT_EQ(lanes_of<u16>(Opcode::i16x8_relaxed_laneselect, 1, 2, 0xffff), (std::vector<u16>{1}));
  EXPECT_EQ(lanes_of<u32>(Opcode::i32x4_relaxed_laneselect, 1, 2, 1), (std::vector<u32>{3, 2}));
  EXPECT_EQ(lanes_of<u64>(Opcode::i64x2_relaxed_laneselect, 1, 2, u64{1} << 63), (std::vector<u64>{2, 1}));
}

TEST(relaxed_results, swizzling_products_and_dot_products) {
  const V128 bytes = numeric::vector_of(numeric::Lanes<u8>{10, 11, 12});
  const RelaxedResults swizzled = relaxed_results(Opcode::i8x16_relaxed_swizzle, {bytes, splat<u8>(17)});
  EXPECT_EQ(swizzled.count, 2u);
  EXPECT_EQ(swizzled.vectors[0], splat<u8>(0));
  EXPECT_EQ(swizzled.vectors[1], splat<u8>(11));
  EXPECT_EQ(relaxed_results(Opcode::i8x16_relaxed_swizzle, {bytes, splat<u8>(0x81)}).count, 1u);
  EXPECT_EQ(lanes_of<u16>(Opcode::i16x8_relaxed_q15mulr_s, 0x8000, 0x8000), (std::vector<u16>{0x7fff, 0x8000}));
  EXPECT_EQ(lanes_of<u16>(Opcode::i16x8_relaxed_q15mulr_s, 0x8000, 1), (std::vector<u16>{0xffff}));
  // 2 * (2 * -127), or 2 * (2 * 129)
  const RelaxedResults dot = relaxed_results(Opcode::i16x8_relaxed_dot_i8x16_i7x16_s, {splat<u8>(2), splat<u8>(0x81)});
  EXPECT_EQ(dot.count, 2u);
  EXPECT_EQ(dot.vectors[0], splat<u16>(static_cast<u16>(-508)));
  EXPECT_EQ(dot.vectors[1], splat<u16>(516));
  const RelaxedResults sum =
      relaxed_results(Opcode::i32x4_relaxed_dot_i8x16_i7x16_add_s, {splat<u8>(2), splat<u8>(0x81), splat<u32>(1)});
  EXPECT_EQ(sum.count, 2u);
  EXPECT_EQ(sum.vectors[0], splat<u32>(static_cast<u32>(-1015)));
  EXPECT_EQ(sum.vectors[1], splat<u32>(1033));
}

}  // namespace
}  // namespace modlink
