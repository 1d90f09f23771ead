// Integer operators. spec: exec/numerics, Integer Operations
//
// On unsigned types of any width up to 64 bits, which stand for the spec's uninterpreted bits. Relations give a bool.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "interpreter/numeric/partial.h"

namespace modlink::numeric {

template <std::unsigned_integral T>
inline constexpr unsigned width = std::numeric_limits<T>::digits;

// spec: exec/numerics, Sign Interpretation
template <std::unsigned_integral T>
constexpr std::make_signed_t<T> to_signed(T i) {
  return static_cast<std::make_signed_t<T>>(i);
}

template <std::unsigned_integral T>
constexpr T iadd(T a, T b) {
  return static_cast<T>(a + b);
}

template <std::unsigned_integral T>
constexpr T isub(T a, T b) {
  return static_cast<T>(a - b);
}

// 1u, because narrow types would be promoted to int, whose product may overflow.
template <std::unsigned_integral T>
constexpr T imul(T a, T b) {
  return static_cast<T>(1u * a * b);
}

template <std::unsigned_integral T>
constexpr Partial<T> idiv_u(T a, T b) {
  if (b == 0) return TrapCode::integer_divide_by_zero;
  return static_cast<T>(a / b);
}

template <std::unsigned_integral T>
constexpr Partial<T> idiv_s(T a, T b) {
  if (b == 0) return TrapCode::integer_divide_by_zero;
  const auto min = std::numeric_limits<std::make_signed_t<T>>::min();
  if (to_signed(a) == min && to_signed(b) == -1) return TrapCode::integer_overflow;
  return static_cast<T>(to_signed(a) / to_signed(b));
}

template <std::unsigned_integral T>
constexpr Partial<T> irem_u(T a, T b) {
  if (b == 0) return TrapCode::integer_divide_by_zero;
  return static_cast<T>(a % b);
}

// Defined for the smallest value and -1 too, where the machine's division overflows.
template <std::unsigned_integral T>
constexpr Partial<T> irem_s(T a, T b) {
  if (b == 0) return TrapCode::integer_divide_by_zero;
  if (to_signed(b) == -1) return T{0};
  return static_cast<T>(to_signed(a) % to_signed(b));
}

template <std::unsigned_integral T>
constexpr T iand(T a, T b) {
  return static_cast<T>(a & b);
}

template <std::unsigned_integral T>
constexpr T ior(T a, T b) {
  return static_cast<T>(a | b);
}

template <std::unsigned_integral T>
constexpr T ixor(T a, T b) {
  return static_cast<T>(a ^ b);
}

// The exchange: what is stored is the operand.
template <std::unsigned_integral T>
constexpr T ixchg(T, T b) {
  return b;
}

// Shift and rotation counts are taken modulo the width.
template <std::unsigned_integral T>
constexpr T ishl(T a, T b) {
  return static_cast<T>(std::uint64_t{a} << (b % width<T>));
}

template <std::unsigned_integral T>
constexpr T ishr_u(T a, T b) {
  return static_cast<T>(a >> (b % width<T>));
}

template <std::unsigned_integral T>
constexpr T ishr_s(T a, T b) {
  return static_cast<T>(to_signed(a) >> (b % width<T>));
}

template <std::unsigned_integral T>
constexpr T irotl(T a, T b) {
  return std::rotl(a, static_cast<int>(b % width<T>));
}

template <std::unsigned_integral T>
constexpr T irotr(T a, T b) {
  return std::rotr(a, static_cast<int>(b % width<T>));
}

template <std::unsigned_integral T>
constexpr T iclz(T a) {
  return static_cast<T>(std::countl_zero(a));
}

template <std::unsigned_integral T>
constexpr T ictz(T a) {
  return static_cast<T>(std::countr_zero(a));
}

template <std::unsigned_integral T>
constexpr T ipopcnt(T a) {
  return static_cast<T>(std::popcount(a));
}

template <std::unsigned_integral T>
constexpr bool ieqz(T a) {
  return a == 0;
}

template <std::unsigned_integral T>
constexpr bool ieq(T a, T b) {
  return a == b;
}

template <std::unsigned_integral T>
constexpr bool ine(T a, T b) {
  return a != b;
}

template <std::unsigned_integral T>
constexpr bool ilt_u(T a, T b) {
  return a < b;
}

template <std::unsigned_integral T>
constexpr bool ilt_s(T a, T b) {
  return to_signed(a) < to_signed(b);
}

template <std::unsigned_integral T>
constexpr bool igt_u(T a, T b) {
  return a > b;
}

template <std::unsigned_integral T>
constexpr bool igt_s(T a, T b) {
  return to_signed(a) > to_signed(b);
}

template <std::unsigned_integral T>
constexpr bool ile_u(T a, T b) {
  return a <= b;
}

template <std::unsigned_integral T>
constexpr bool ile_s(T a, T b) {
  return to_signed(a) <= to_signed(b);
}

template <std::unsigned_integral T>
constexpr bool ige_u(T a, T b) {
  return a >= b;
}

template <std::unsigned_integral T>
constexpr bool ige_s(T a, T b) {
  return to_signed(a) >= to_signed(b);
}

// `iextendM_s`: the low M bits, sign-extended.
template <std::unsigned_integral T>
constexpr T iextend8_s(T a) {
  return static_cast<T>(static_cast<std::int8_t>(a));
}

template <std::unsigned_integral T>
constexpr T iextend16_s(T a) {
  return static_cast<T>(static_cast<std::int16_t>(a));
}

template <std::unsigned_integral T>
constexpr T iextend32_s(T a) {
  return static_cast<T>(static_cast<std::int32_t>(a));
}

}  // namespace modlink::numeric
