// What else relaxed vector operators may give than what vector.h has. spec: exec/numerics, Relaxed Operations
//
// Each has a parameter `r`, which an implementation fixes for all executions: so it is the same for all lanes. 0 is the
// deterministic profile. Of most there is one more; minimum and maximum have 4.
#pragma once

#include "interpreter/numeric/vector.h"

namespace modlink::numeric {

// Both are open to choice of NaNs, and of zeros of different signs.
template <std::floating_point F>
constexpr bool is_open(F a, F b) {
  return is_nan(a) || is_nan(b) || (a == 0 && b == 0 && is_negative(a) != is_negative(b));
}

// Where that is so, and `r` is not 0: the left operand, the right one, or the one that is no NaN. `otherwise` is the
// result of the ordinary operator.
template <std::floating_point F>
constexpr F chosen(unsigned r, F a, F b, F otherwise) {
  if (r == 1 || (r == 3 && !is_nan(a) && is_nan(b))) return a;
  if (r == 2 || is_nan(a)) return b;
  return otherwise;
}

template <std::floating_point F>
constexpr F frelaxed_min(unsigned r, F a, F b) {
  return r == 0 || !is_open(a, b) ? fmin(a, b) : chosen(r, a, b, fmin(a, b));
}

template <std::floating_point F>
constexpr F frelaxed_max(unsigned r, F a, F b) {
  return r == 0 || !is_open(a, b) ? fmax(a, b) : chosen(r, a, b, fmax(a, b));
}

template <std::floating_point F>
F frelaxed_madd(unsigned r, F a, F b, F c) {
  return r == 0 ? frelaxed_madd(a, b, c) : with_nans(std::fma(a, b, c));
}

// The specification calls the second result of truncation R, and does not say what that is. Here it is what the
// relaxed SIMD proposal has, which is what machines give: the smallest signed number, the largest unsigned one.
template <std::unsigned_integral To, std::floating_point From>
constexpr To relaxed_trunc_s(unsigned r, From z) {
  const bool is_in_range = !is_nan(z) && !is_below_s<To>(z) && !is_above_s<To>(z);
  return r == 0 || is_in_range ? trunc_sat_s<To>(z) : To{1} << (width<To> - 1);
}

template <std::unsigned_integral To, std::floating_point From>
constexpr To relaxed_trunc_u(unsigned r, From z) {
  const bool is_in_range = !is_nan(z) && !is_below_u<To>(z) && !is_above_u<To>(z);
  return r == 0 || is_in_range ? trunc_sat_u<To>(z) : std::numeric_limits<To>::max();
}

template <std::unsigned_integral T>
constexpr T irelaxed_laneselect(unsigned r, T a, T b, T mask) {
  return r == 0 ? ibitselect(a, b, mask) : to_signed(mask) < 0 ? a : b;
}

constexpr std::uint16_t irelaxed_q15mulr_s(unsigned r, std::uint16_t a, std::uint16_t b) {
  return r != 0 && a == 0x8000 && b == 0x8000 ? std::uint16_t{0x8000} : iq15mulr_sat_s(a, b);
}

constexpr V128 relaxed_swizzle(unsigned r, V128 a, V128 indices) {
  const auto wrapped = [](std::uint8_t i) { return i < 128 ? static_cast<std::uint8_t>(i % 16) : i; };
  return swizzle(a, r == 0 ? indices : vunop<std::uint8_t>(indices, wrapped));
}

constexpr V128 relaxed_dot(unsigned r, V128 a, V128 b) {
  if (r == 0) return relaxed_dot_i8x16_i7x16_s(a, b);
  return sums_of_products<std::uint8_t>(a, b, iadd_sat_s<std::uint16_t>, extend_u<std::uint16_t, std::uint8_t>);
}

}  // namespace modlink::numeric
