// Floating-point operators. spec: exec/numerics, Floating-Point Operations
//
// They are those of the machine, in its default rounding mode, but for NaNs: where the spec lets an operator choose
// among NaNs, the result is the positive canonical one, whatever the operands are. That is what the spec's
// deterministic profile requires, and any other engine's result is allowed to be it. `fabs`, `fneg` and `fcopysign`
// only move bits.
#pragma once

#include <cfloat>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "wast/syntax/bit_cast.h"

namespace modlink::numeric {

static_assert(std::numeric_limits<float>::is_iec559 && std::numeric_limits<double>::is_iec559);
static_assert(FLT_EVAL_METHOD == 0, "operations must not be evaluated in a wider format");
#ifdef __FAST_MATH__
#error "-ffast-math breaks the semantics of floating-point instructions"
#endif

// The unsigned integer of the same width.
template <std::floating_point F>
using BitsOf = std::conditional_t<sizeof(F) == 4, std::uint32_t, std::uint64_t>;

template <std::floating_point F>
constexpr BitsOf<F> bits_of(F z) {
  return bit_cast<BitsOf<F>>(z);
}

template <std::floating_point F>
inline constexpr BitsOf<F> sign_bit = BitsOf<F>{1} << (sizeof(F) * 8 - 1);

// The payload whose only bit is the most significant one. spec: syntax/values, canonical NaN
template <std::floating_point F>
inline constexpr BitsOf<F> canonical_nan = (bits_of(std::numeric_limits<F>::infinity())) |
                                           (BitsOf<F>{1} << (std::numeric_limits<F>::digits - 2));

template <std::floating_point F>
constexpr bool is_nan(F z) {
  return z != z;
}

template <std::floating_point F>
constexpr bool is_negative(F z) {
  return (bits_of(z) & sign_bit<F>) != 0;
}

// `nans_N` of the deterministic profile. spec: exec/numerics, NaN Propagation
template <std::floating_point F>
constexpr F nans() {
  return bit_cast<F>(canonical_nan<F>);
}

// The result of a machine operation, with the NaN chosen: in code of its own, since compilers make a select of what is
// merely unlikely, for which what comes next would have to wait.
template <std::floating_point F>
constexpr F with_nans(F z) {
  if (__builtin_expect_with_probability(is_nan(z), false, 1.0)) return nans<F>();
  return z;
}

template <std::floating_point F>
constexpr F fabs(F z) {
  return bit_cast<F>(bits_of(z) & ~sign_bit<F>);
}

template <std::floating_point F>
constexpr F fneg(F z) {
  return bit_cast<F>(bits_of(z) ^ sign_bit<F>);
}

template <std::floating_point F>
constexpr F fcopysign(F a, F b) {
  return bit_cast<F>((bits_of(a) & ~sign_bit<F>) | (bits_of(b) & sign_bit<F>));
}

template <std::floating_point F>
constexpr F fadd(F a, F b) {
  return with_nans(a + b);
}

template <std::floating_point F>
constexpr F fsub(F a, F b) {
  return with_nans(a - b);
}

template <std::floating_point F>
constexpr F fmul(F a, F b) {
  return with_nans(a * b);
}

template <std::floating_point F>
constexpr F fdiv(F a, F b) {
  return with_nans(a / b);
}

// Of two zeros the negative one is the smaller.
template <std::floating_point F>
constexpr F fmin(F a, F b) {
  if (is_nan(a) || is_nan(b)) return nans<F>();
  if (a == b) return is_negative(a) ? a : b;
  return a < b ? a : b;
}

template <std::floating_point F>
constexpr F fmax(F a, F b) {
  if (is_nan(a) || is_nan(b)) return nans<F>();
  if (a == b) return is_negative(a) ? b : a;
  return a > b ? a : b;
}

template <std::floating_point F>
F fsqrt(F z) {
  return with_nans(std::sqrt(z));
}

template <std::floating_point F>
F fceil(F z) {
  return with_nans(std::ceil(z));
}

template <std::floating_point F>
F ffloor(F z) {
  return with_nans(std::floor(z));
}

template <std::floating_point F>
F ftrunc(F z) {
  return with_nans(std::trunc(z));
}

// Ties go to the even integer: the default rounding mode.
template <std::floating_point F>
F fnearest(F z) {
  return with_nans(std::nearbyint(z));
}

template <std::floating_point F>
constexpr bool feq(F a, F b) {
  return a == b;
}

template <std::floating_point F>
constexpr bool fne(F a, F b) {
  return a != b;
}

template <std::floating_point F>
constexpr bool flt(F a, F b) {
  return a < b;
}

template <std::floating_point F>
constexpr bool fgt(F a, F b) {
  return a > b;
}

template <std::floating_point F>
constexpr bool fle(F a, F b) {
  return a <= b;
}

template <std::floating_point F>
constexpr bool fge(F a, F b) {
  return a >= b;
}

}  // namespace modlink::numeric
