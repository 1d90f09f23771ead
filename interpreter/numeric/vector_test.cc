// Tests of vector operators. spec: exec/numerics
#include "interpreter/numeric/vector.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace modlink::numeric {
namespace {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;

constexpr float infinity = std::numeric_limits<float>::infinity();

V128 counting() {
  V128 v;
  for (u8 i = 0; i < 16; ++i) v.bytes[i] = i;
  return v;
}

// The bits of a vector of floats, to be compared where there are NaNs and zeros.
Lanes<u32> bits(Lanes<float> x) { return lanes<u32>(vector_of(x)); }

TEST(vector, first_lane_is_in_the_first_bytes) {
  EXPECT_EQ(lanes<u32>(counting())[0], 0x03020100u);
  EXPECT_EQ(lanes<u64>(counting())[1], 0x0f0e0d0c0b0a0908u);
  EXPECT_EQ(zero_extended<u32>(7), vector_of(Lanes<u32>{7, 0, 0, 0}));
}

TEST(vector, saturating_arithmetic) {
  EXPECT_EQ(iadd_sat_s<u8>(0x7f, 1), 0x7f);
  EXPECT_EQ(iadd_sat_s<u8>(0x80, 0xff), 0x80);
  EXPECT_EQ(isub_sat_s<u16>(0x8000, 1), 0x8000);
  EXPECT_EQ(isub_sat_s<u16>(0x7fff, 0xffff), 0x7fff);
  EXPECT_EQ(isub_sat_u<u8>(1, 2), 0);
  EXPECT_EQ(iadd_sat_u<u16>(0xffff, 0xffff), 0xffff);
}

TEST(vector, smallest_integer_is_its_own_negation_and_magnitude) {
  EXPECT_EQ(iabs<u8>(0x80), 0x80);
  EXPECT_EQ(ineg<u16>(0x8000), 0x8000);
  EXPECT_EQ(iabs<u64>(u64{1} << 63), u64{1} << 63);
  EXPECT_EQ(iabs<u32>(0xffff'ffff), 1u);
}

TEST(vector, average_rounds_up) {
  EXPECT_EQ(iavgr_u<u8>(255, 254), 255);
  EXPECT_EQ(iavgr_u<u16>(0xffff, 0xffff), 0xffff);
  EXPECT_EQ(iavgr_u<u8>(0, 1), 1);
}

TEST(vector, q15_multiplication_rounds_and_saturates) {
  EXPECT_EQ(iq15mulr_sat_s(0x8000, 0x8000), 0x7fff);
  EXPECT_EQ(iq15mulr_sat_s(0x8000, 0x7fff), 0x8001);
  EXPECT_EQ(iq15mulr_sat_s(1, 0x4000), 1);
  EXPECT_EQ(iq15mulr_sat_s(1, 0x3fff), 0);
}

TEST(vector, shift_count_is_modulo_the_width) {
  EXPECT_EQ(vshiftop<u8>(splat<u8>(0x81), 9, ishl<u8>), splat<u8>(0x02));
  EXPECT_EQ(vshiftop<u16>(splat<u16>(0x8000), 0x10001, ishr_s<u16>), splat<u16>(0xc000));
  EXPECT_EQ(vshiftop<u64>(splat<u64>(2), 65, ishr_u<u64>), splat<u64>(1));
  EXPECT_EQ(vshiftop<u8>(splat<u8>(5), 0xffff'fff8, ishr_u<u8>), splat<u8>(5));
}

TEST(vector, relations_give_masks) {
  const V128 a = vector_of(Lanes<float>{1, 2, nans<float>(), -0.0f});
  const V128 b = vector_of(Lanes<float>{2, 2, nans<float>(), 0.0f});
  EXPECT_EQ(vrelop<float>(a, b, feq<float>), vector_of(Lanes<u32>{0, ~0u, 0, ~0u}));
  EXPECT_EQ(vrelop<float>(a, b, fne<float>), vector_of(Lanes<u32>{~0u, 0, ~0u, 0}));
  EXPECT_EQ(vrelop<u8>(splat<u8>(0xff), V128{}, ilt_s<u8>), splat<u8>(0xff));
  EXPECT_EQ(vrelop<u8>(splat<u8>(0xff), V128{}, ilt_u<u8>), V128{});
}

TEST(vector, narrowing_reads_signed_lanes) {
  const V128 a = vector_of(Lanes<u16>{0, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0xff80, 0xff7f});
  const V128 signed_ = vnarrow<u16>(a, V128{}, narrow_s<u8, u16>);
  const V128 unsigned_ = vnarrow<u16>(V128{}, a, narrow_u<u8, u16>);
  EXPECT_EQ(lanes<u64>(signed_), (Lanes<u64>{0x8080ff7f7f7f7f00, 0}));
  EXPECT_EQ(lanes<u64>(unsigned_), (Lanes<u64>{0, 0x000000ffff807f00}));
  EXPECT_EQ((narrow_u<u16, u32>(0x8000'0000)), 0);
  EXPECT_EQ((narrow_s<u16, u32>(0x7fff'ffff)), 0x7fff);
}

TEST(vector, extension_of_either_half) {
  EXPECT_EQ(vcvtop<u8>(splat<u8>(0x80), extend_s<u16, u8>), splat<u16>(0xff80));
  EXPECT_EQ(vcvtop_high<u8>(counting(), extend_u<u16, u8>), vector_of(Lanes<u16>{8, 9, 10, 11, 12, 13, 14, 15}));
  EXPECT_EQ(extended_s<u32>(0x8000'0000'0000'0001), vector_of(Lanes<u64>{1, 0xffff'ffff'8000'0000}));
  EXPECT_EQ(extended_u<u8>(0xff00'0000'0000'0001), vector_of(Lanes<u16>{1, 0, 0, 0, 0, 0, 0, 0xff}));
}

TEST(vector, wide_products_and_sums) {
  const V128 min = splat<u16>(0x8000);
  EXPECT_EQ(vextmul_low<u16>(min, min, extend_s<u32, u16>), splat<u32>(0x4000'0000));
  EXPECT_EQ(vextmul_high<u16>(min, min, extend_u<u32, u16>), splat<u32>(0x4000'0000));
  EXPECT_EQ(vextadd_pairwise<u8>(splat<u8>(0xff), extend_u<u16, u8>), splat<u16>(510));
  EXPECT_EQ(vextadd_pairwise<u8>(splat<u8>(0xff), extend_s<u16, u8>), splat<u16>(0xfffe));
  EXPECT_EQ(dot_i16x8_s(min, min), splat<u32>(0x8000'0000));
}

TEST(vector, conversions_fill_with_zeros) {
  const V128 a = vector_of(Lanes<double>{-1.5, 1e300});
  const auto trunc = [](double z) { return trunc_sat_s<u32>(z); };
  EXPECT_EQ(vcvtop<double>(a, trunc), vector_of(Lanes<u32>{0xffff'ffff, 0x7fff'ffff, 0, 0}));
  EXPECT_EQ(vcvtop<double>(a, demote), vector_of(Lanes<float>{-1.5f, infinity, 0, 0}));
  EXPECT_EQ(vcvtop<float>(vector_of(Lanes<float>{1, 2, 3, 4}), promote), vector_of(Lanes<double>{1, 2}));
}

TEST(vector, pseudo_minimum_and_maximum_keep_the_first_operand) {
  const float nan = std::bit_cast<float>(0xffc12345u);
  const Lanes<float> nans{nan, nan, nan, nan};
  const V128 a = vector_of(Lanes<float>{nan, 1, 0.0f, -0.0f});
  const V128 b = vector_of(Lanes<float>{1, nan, -0.0f, 0.0f});
  EXPECT_EQ(lanes<u32>(vbinop<float>(a, b, fpmin<float>)), bits({nans[0], 1, 0.0f, -0.0f}));
  EXPECT_EQ(lanes<u32>(vbinop<float>(a, b, fpmax<float>)), bits({nans[0], 1, 0.0f, -0.0f}));
}

TEST(vector, tests_of_lanes) {
  EXPECT_TRUE(any_true(zero_extended<u8>(1)));
  EXPECT_FALSE(any_true(V128{}));
  EXPECT_TRUE(all_true<u64>(vector_of(Lanes<u64>{1, u64{1} << 63})));
  EXPECT_FALSE(all_true<u8>(counting()));
  EXPECT_EQ(bitmask<u8>(splat<u8>(0x80)), 0xffffu);
  EXPECT_EQ(bitmask<u64>(vector_of(Lanes<u64>{1, u64{1} << 63})), 2u);
}

TEST(vector, moving_lanes) {
  EXPECT_EQ(swizzle(counting(), splat<u8>(16)), V128{});
  EXPECT_EQ(swizzle(counting(), splat<u8>(15)), splat<u8>(15));
  EXPECT_EQ(shuffle(V128{}, counting(), splat<u8>(31)), splat<u8>(15));
  EXPECT_EQ(shuffle(counting(), V128{}, counting()), counting());
  EXPECT_EQ(replace_lane<u32>(V128{}, 3, 5), vector_of(Lanes<u32>{0, 0, 0, 5}));
}

TEST(vector, bitselect_takes_ones_from_the_first) { EXPECT_EQ(ibitselect<u8>(0b1010, 0b0101, 0b1100), 0b1001); }

// Relaxed operators: as the deterministic profile has them.

TEST(vector, relaxed_madd_rounds_twice) {
  EXPECT_EQ(frelaxed_madd(0x1.000004p+0f, 0x1.0002p+0f, -0x1.000204p+0f), 0.0f);
  EXPECT_EQ(frelaxed_madd(0x1.fffffep+127f, 2.0f, -0x1.fffffep+127f), infinity);
  EXPECT_EQ(frelaxed_nmadd(-0x1.000004p+0f, 0x1.0002p+0f, -0x1.000204p+0f), 0.0f);
}

TEST(vector, relaxed_dot_is_signed_and_saturates) {
  EXPECT_EQ(relaxed_dot_i8x16_i7x16_s(splat<u8>(0x80), splat<u8>(0x80)), splat<u16>(0x7fff));
  EXPECT_EQ(relaxed_dot_i8x16_i7x16_s(splat<u8>(0x80), splat<u8>(0x81)), splat<u16>(32512));
  EXPECT_EQ(relaxed_dot_i8x16_i7x16_add_s(splat<u8>(0x80), splat<u8>(0x7f), splat<u32>(1)),
            splat<u32>(static_cast<u32>(-65023)));
}

}  // namespace
}  // namespace modlink::numeric
