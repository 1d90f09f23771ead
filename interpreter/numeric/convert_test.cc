// Tests of conversions. spec: exec/numerics, Conversions
#include "interpreter/numeric/convert.h"

#include <gtest/gtest.h>

namespace modlink::numeric {
namespace {

using u32 = std::uint32_t;
using u64 = std::uint64_t;

constexpr double inf_f64 = std::numeric_limits<double>::infinity();

constexpr TrapCode overflow = TrapCode::integer_overflow;
constexpr TrapCode invalid = TrapCode::invalid_conversion_to_integer;

TEST(convert, integers) {
  static_assert(wrap<u32>(u64{0xfedc'ba98'7654'3210}) == 0x7654'3210);
  static_assert(extend_u<u64>(u32{0x8000'0000}) == 0x8000'0000);
  static_assert(extend_s<u64>(u32{0x8000'0000}) == 0xffff'ffff'8000'0000);
}

TEST(convert, trunc_at_the_edges_of_i32) {
  static_assert(trunc_s<u32>(-2147483648.9) == Partial<u32>(0x8000'0000u));
  static_assert(trunc_s<u32>(-2147483649.0).trap == overflow);
  static_assert(trunc_s<u32>(2147483647.9) == Partial<u32>(0x7fff'ffffu));
  static_assert(trunc_s<u32>(2147483648.0).trap == overflow);
  static_assert(trunc_s<u32>(-2147483648.0f) == Partial<u32>(0x8000'0000u));
  static_assert(trunc_s<u32>(-2147483904.0f).trap == overflow);
  static_assert(trunc_s<u32>(2147483520.0f) == Partial<u32>(2147483520u));
  static_assert(trunc_s<u32>(2147483648.0f).trap == overflow);
  static_assert(trunc_u<u32>(-0.9) == Partial<u32>(0u));
  static_assert(trunc_u<u32>(-1.0).trap == overflow);
  static_assert(trunc_u<u32>(4294967295.9) == Partial<u32>(0xffff'ffffu));
  static_assert(trunc_u<u32>(4294967296.0f).trap == overflow);
}

TEST(convert, trunc_at_the_edges_of_i64) {
  static_assert(trunc_s<u64>(-9223372036854775808.0) == Partial<u64>(u64{1} << 63));
  static_assert(trunc_s<u64>(-9223372036854777856.0).trap == overflow);
  static_assert(trunc_s<u64>(9223372036854774784.0) == Partial<u64>(u64{9223372036854774784u}));
  static_assert(trunc_s<u64>(9223372036854775808.0f).trap == overflow);
  static_assert(trunc_u<u64>(18446744073709549568.0) == Partial<u64>(u64{18446744073709549568u}));
  static_assert(trunc_u<u64>(18446744073709551616.0).trap == overflow);
  static_assert(trunc_u<u64>(-0x1.fffffep-1f) == Partial<u64>(u64{0}));
}

TEST(convert, trunc_of_nan_and_infinities) {
  EXPECT_EQ(trunc_s<u32>(nans<double>()).trap, invalid);
  EXPECT_EQ(trunc_u<u64>(-nans<float>()).trap, invalid);
  EXPECT_EQ(trunc_s<u64>(inf_f64).trap, overflow);
  EXPECT_EQ(trunc_u<u32>(-inf_f64).trap, overflow);
}

TEST(convert, trunc_sat) {
  static_assert(trunc_sat_s<u32>(-1.5) == 0xffff'ffff);
  static_assert(trunc_sat_s<u32>(-1e30f) == 0x8000'0000);
  static_assert(trunc_sat_s<u32>(1e30) == 0x7fff'ffff);
  static_assert(trunc_sat_u<u32>(-1e30) == 0);
  static_assert(trunc_sat_u<u32>(4294967296.0) == 0xffff'ffff);
  static_assert(trunc_sat_s<u64>(inf_f64) == 0x7fff'ffff'ffff'ffff);
  static_assert(trunc_sat_u<u64>(-inf_f64) == 0);
  EXPECT_EQ(trunc_sat_s<u64>(nans<float>()), 0u);
  EXPECT_EQ(trunc_sat_u<u32>(nans<double>()), 0u);
}

TEST(convert, to_floats_rounds_to_nearest_even) {
  static_assert(convert_s<float>(u32{0xffff'ffff}) == -1.0f);
  static_assert(convert_u<float>(u32{0xffff'ffff}) == 4294967296.0f);
  static_assert(convert_s<float>(u32{16777217}) == 16777216.0f);
  static_assert(convert_s<float>(u32{16777219}) == 16777220.0f);
  static_assert(convert_u<double>(u64{9007199254740993}) == 9007199254740992.0);
  static_assert(convert_u<double>(~u64{0}) == 18446744073709551616.0);
  // Rounded once: by way of double, the tie would be broken the other way.
  static_assert(convert_u<float>(u64{0x8000'0080'0000'0001}) == 0x1.000002p+63f);
  static_assert(convert_s<float>(u64{0x7fff'ff40'0000'0001}) == 0x1.fffffep+62f);
}

// The same at run time, where the compiler's instruction sequences do the rounding.
TEST(convert, to_floats_at_run_time) {
  volatile u64 i = 0x8000'0080'0000'0001;
  EXPECT_EQ(convert_u<float>(u64{i}), 0x1.000002p+63f);
  i = 0xffff'ffff'ffff'fbff;
  EXPECT_EQ(convert_u<double>(u64{i}), 18446744073709549568.0);
  volatile double z = 9223372036854775808.0;
  EXPECT_EQ(trunc_u<u64>(double{z}), Partial<u64>(u64{1} << 63));
}

TEST(convert, between_floats) {
  static_assert(demote(0x1.000001p+0) == 1.0f);
  static_assert(demote(0x1.000003p+0) == 0x1.000004p+0f);
  static_assert(promote(0x1p-149f) == 0x1p-149);
  EXPECT_EQ(demote(1e300), std::numeric_limits<float>::infinity());
  EXPECT_TRUE(is_negative(demote(-0.0)));
  EXPECT_EQ(bits_of(demote(-nans<double>())), canonical_nan<float>);
  EXPECT_EQ(bits_of(promote(std::bit_cast<float>(0xffa0'0001u))), canonical_nan<double>);
}

TEST(convert, reinterpret_keeps_bits) {
  static_assert(reinterpret<u32>(-0.0f) == 0x8000'0000);
  static_assert(reinterpret<double>(u64{0x3ff0'0000'0000'0000}) == 1.0);
  EXPECT_EQ(reinterpret<u32>(reinterpret<float>(u32{0x7fa0'0001})), 0x7fa0'0001u);
}

}  // namespace
}  // namespace modlink::numeric
