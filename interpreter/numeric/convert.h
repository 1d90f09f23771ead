// Conversions. spec: exec/numerics, Conversions
//
// The type of the result comes first: `trunc_s<std::uint32_t>(z)`. Integers are unsigned types, as in integer.h.
#pragma once

#include "interpreter/numeric/float.h"
#include "interpreter/numeric/integer.h"
#include "wast/syntax/bit_cast.h"

namespace modlink::numeric {

template <std::unsigned_integral To, std::unsigned_integral From>
constexpr To extend_u(From i) {
  return i;
}

template <std::unsigned_integral To, std::unsigned_integral From>
constexpr To extend_s(From i) {
  return static_cast<To>(to_signed(i));
}

template <std::unsigned_integral To, std::unsigned_integral From>
constexpr To wrap(From i) {
  return static_cast<To>(i);
}

// 2^exponent
template <std::floating_point F>
constexpr F power_of_two(unsigned exponent) {
  F result = 1;
  for (unsigned i = 0; i < exponent; ++i) result *= 2;
  return result;
}

// Whether `z`, rounded towards zero, is below 0 as an unsigned integer, or below the smallest signed one.
template <std::unsigned_integral To, std::floating_point From>
constexpr bool is_below_u(From z) {
  return z <= From{-1};
}

// Where the number just below the smallest integer has a fraction, -2^(N-1) - 1 is representable exactly; elsewhere
// there are no fractions to be cut off.
template <std::unsigned_integral To, std::floating_point From>
constexpr bool is_below_s(From z) {
  constexpr From min = -power_of_two<From>(width<To> - 1);
  if constexpr (std::numeric_limits<From>::digits > static_cast<int>(width<To>)) {
    return z <= min - 1;
  } else {
    return z < min;
  }
}

template <std::unsigned_integral To, std::floating_point From>
constexpr bool is_above_u(From z) {
  constexpr From end = power_of_two<From>(width<To>);
  return z >= end;
}

template <std::unsigned_integral To, std::floating_point From>
constexpr bool is_above_s(From z) {
  constexpr From end = power_of_two<From>(width<To> - 1);
  return z >= end;
}

template <std::unsigned_integral To, std::floating_point From>
constexpr Partial<To> trunc_u(From z) {
  if (is_nan(z)) return TrapCode::invalid_conversion_to_integer;
  if (is_below_u<To>(z) || is_above_u<To>(z)) return TrapCode::integer_overflow;
  return static_cast<To>(z);
}

template <std::unsigned_integral To, std::floating_point From>
constexpr Partial<To> trunc_s(From z) {
  if (is_nan(z)) return TrapCode::invalid_conversion_to_integer;
  if (is_below_s<To>(z) || is_above_s<To>(z)) return TrapCode::integer_overflow;
  return static_cast<To>(static_cast<std::make_signed_t<To>>(z));
}

template <std::unsigned_integral To, std::floating_point From>
constexpr To trunc_sat_u(From z) {
  if (is_nan(z) || is_below_u<To>(z)) return 0;
  if (is_above_u<To>(z)) return std::numeric_limits<To>::max();
  return static_cast<To>(z);
}

template <std::unsigned_integral To, std::floating_point From>
constexpr To trunc_sat_s(From z) {
  using Signed = std::make_signed_t<To>;
  if (is_nan(z)) return 0;
  if (is_below_s<To>(z)) return static_cast<To>(std::numeric_limits<Signed>::min());
  if (is_above_s<To>(z)) return static_cast<To>(std::numeric_limits<Signed>::max());
  return static_cast<To>(static_cast<Signed>(z));
}

template <std::floating_point To, std::unsigned_integral From>
constexpr To convert_u(From i) {
  return static_cast<To>(i);
}

template <std::floating_point To, std::unsigned_integral From>
constexpr To convert_s(From i) {
  return static_cast<To>(to_signed(i));
}

constexpr float demote(double z) { return is_nan(z) ? nans<float>() : static_cast<float>(z); }

constexpr double promote(float z) { return is_nan(z) ? nans<double>() : static_cast<double>(z); }

template <class To, class From>
constexpr To reinterpret(From c) {
  return bit_cast<To>(c);
}

}  // namespace modlink::numeric
