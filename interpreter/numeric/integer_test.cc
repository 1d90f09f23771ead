// Tests of integer operators. spec: exec/numerics, Integer Operations
#include "interpreter/numeric/integer.h"

#include <gtest/gtest.h>

namespace modlink::numeric {
namespace {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;

constexpr u32 min32 = 0x8000'0000;
constexpr u32 max32 = 0x7fff'ffff;
constexpr u32 minus_one = 0xffff'ffff;
constexpr u64 min64 = 0x8000'0000'0000'0000;

TEST(integer, wraps_around) {
  static_assert(iadd<u32>(minus_one, 1) == 0);
  static_assert(iadd<u8>(200, 100) == 44);
  static_assert(isub<u32>(0, 1) == minus_one);
  static_assert(isub<u64>(min64, 1) == min64 - 1);
  static_assert(imul<u32>(0x1234'5678, 0x9abc'def0) == 0x242d'2080);
  static_assert(imul<u16>(0xffff, 0xffff) == 1);
  static_assert(imul<u64>(min64, 2) == 0);
}

TEST(integer, division_truncates_towards_zero) {
  static_assert(idiv_s<u32>(-7u, 2) == Partial<u32>(-3u));
  static_assert(idiv_s<u32>(7, -2u) == Partial<u32>(-3u));
  static_assert(idiv_u<u32>(-7u, 2) == Partial<u32>(0x7fff'fffcu));
  static_assert(irem_s<u32>(-7u, 2) == Partial<u32>(-1u));
  static_assert(irem_s<u32>(7, -2u) == Partial<u32>(1u));
  static_assert(irem_u<u64>(u64{0} - 7, 2) == Partial<u64>(u64{1}));
}

TEST(integer, division_by_zero_traps) {
  static_assert(idiv_s<u32>(1, 0).trap == TrapCode::integer_divide_by_zero);
  static_assert(idiv_u<u64>(1, 0).trap == TrapCode::integer_divide_by_zero);
  static_assert(irem_s<u32>(min32, 0).trap == TrapCode::integer_divide_by_zero);
  static_assert(irem_u<u64>(0, 0).trap == TrapCode::integer_divide_by_zero);
}

TEST(integer, smallest_value_by_minus_one) {
  static_assert(idiv_s<u32>(min32, minus_one).trap == TrapCode::integer_overflow);
  static_assert(idiv_s<u64>(min64, ~u64{0}).trap == TrapCode::integer_overflow);
  static_assert(idiv_u<u32>(min32, minus_one) == Partial<u32>(0u));
  static_assert(irem_s<u32>(min32, minus_one) == Partial<u32>(0u));
  static_assert(irem_s<u64>(min64, ~u64{0}) == Partial<u64>(u64{0}));
}

TEST(integer, bitwise) {
  static_assert(iand<u32>(0xf0f0, 0xff00) == 0xf000);
  static_assert(ior<u32>(0xf0f0, 0xff00) == 0xfff0);
  static_assert(ixor<u64>(0xf0f0, 0xff00) == 0x0ff0);
}

TEST(integer, shift_counts_are_modulo_the_width) {
  static_assert(ishl<u32>(1, 32) == 1);
  static_assert(ishl<u32>(1, 31) == min32);
  static_assert(ishl<u32>(min32, 1) == 0);
  static_assert(ishl<u64>(1, 65) == 2);
  static_assert(ishr_u<u32>(min32, 31) == 1);
  static_assert(ishr_u<u32>(min32, 33) == 0x4000'0000);
  static_assert(ishr_s<u32>(min32, 31) == minus_one);
  static_assert(ishr_s<u32>(max32, 31) == 0);
  static_assert(ishr_s<u64>(min64, 63) == ~u64{0});
  static_assert(ishl<u8>(0xff, 9) == 0xfe);
}

TEST(integer, rotation) {
  static_assert(irotl<u32>(0xabcd'9876, 1) == 0x579b'30ed);
  static_assert(irotl<u32>(0xb0c1'd2e3, 0xff05) == 0x183a'5c76);
  static_assert(irotr<u32>(1, 1) == min32);
  static_assert(irotr<u32>(0xb0c1'd2e3, 0xff05) == 0x1d86'0e97);
  static_assert(irotr<u64>(1, 64) == 1);
  static_assert(irotl<u64>(0xabcd'9876'0000'0000, ~u64{0}) == 0x55e6'cc3b'0000'0000);
}

TEST(integer, counts_bits) {
  static_assert(iclz<u32>(0) == 32 && iclz<u32>(1) == 31 && iclz<u32>(min32) == 0);
  static_assert(ictz<u64>(0) == 64 && ictz<u64>(min64) == 63 && ictz<u64>(1) == 0);
  static_assert(ipopcnt<u32>(minus_one) == 32 && ipopcnt<u32>(0xa0a0) == 4 && ipopcnt<u64>(0) == 0);
}

TEST(integer, relations) {
  static_assert(ieqz<u32>(0) && !ieqz<u64>(min64));
  static_assert(ieq<u32>(5, 5) && ine<u32>(5, 6));
  static_assert(ilt_s<u32>(min32, 0) && !ilt_u<u32>(min32, 0));
  static_assert(igt_u<u32>(minus_one, 0) && !igt_s<u32>(minus_one, 0));
  static_assert(ile_s<u64>(min64, min64) && ile_u<u64>(0, ~u64{0}));
  static_assert(ige_s<u32>(max32, min32) && !ige_u<u32>(max32, min32));
}

TEST(integer, sign_extension) {
  static_assert(iextend8_s<u32>(0x80) == 0xffff'ff80);
  static_assert(iextend8_s<u32>(0x0123'4500) == 0);
  static_assert(iextend16_s<u32>(0xfedc'8000) == 0xffff'8000);
  static_assert(iextend16_s<u64>(0x7fff) == 0x7fff);
  static_assert(iextend32_s<u64>(0x8000'0000) == 0xffff'ffff'8000'0000);
  static_assert(iextend32_s<u64>(0xfedc'ba98'7654'3210) == 0x7654'3210);
}

}  // namespace
}  // namespace modlink::numeric
