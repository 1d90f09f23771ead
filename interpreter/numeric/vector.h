// Vector operators. spec: exec/numerics and exec/instructions, Vector Instructions
//
// A vector is its 16 bytes. Each operator here is one of the spec's ways to make an operator on lanes one on vectors;
// `T` is the type of the operands' lanes, and that of the result's is what the lane operator gives.
//
// Where a relaxed operator leaves a choice, it is made as the deterministic profile makes it: the first of the
// possible results. So multiplication and addition are two roundings, minimum and maximum are the ordinary ones,
// truncation saturates, selection goes bit by bit, an index out of range swizzles in a 0, and both factors of the dot
// products are signed.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "interpreter/numeric/convert.h"
#include "wast/syntax/bit_cast.h"
#include "wast/syntax/values.h"

namespace modlink::numeric {

static_assert(std::endian::native == std::endian::little, "lanes are little-endian");

template <class T>
using Lanes = std::array<T, sizeof(V128) / sizeof(T)>;

// spec: exec/numerics, Vectors: lanes and its inverse
template <class T>
constexpr Lanes<T> lanes(V128 v) {
  return modlink::bit_cast<Lanes<T>>(v);
}

template <class T, std::size_t N>
constexpr V128 vector_of(const std::array<T, N>& lanes) {
  static_assert(sizeof(T) * N == sizeof(V128));
  return modlink::bit_cast<V128>(lanes);
}

// Lane operators

template <std::unsigned_integral T>
constexpr T ineg(T a) {
  return isub(T{0}, a);
}

template <std::unsigned_integral T>
constexpr T iabs(T a) {
  return to_signed(a) < 0 ? ineg(a) : a;
}

template <std::unsigned_integral T>
constexpr T inot(T a) {
  return static_cast<T>(~a);
}

template <std::unsigned_integral T>
constexpr T iandnot(T a, T b) {
  return iand(a, inot(b));
}

template <std::unsigned_integral T>
constexpr T ibitselect(T a, T b, T mask) {
  return ior(iand(a, mask), iandnot(b, mask));
}

template <std::unsigned_integral T>
constexpr T imin_u(T a, T b) {
  return a < b ? a : b;
}

template <std::unsigned_integral T>
constexpr T imin_s(T a, T b) {
  return to_signed(a) < to_signed(b) ? a : b;
}

template <std::unsigned_integral T>
constexpr T imax_u(T a, T b) {
  return a > b ? a : b;
}

template <std::unsigned_integral T>
constexpr T imax_s(T a, T b) {
  return to_signed(a) > to_signed(b) ? a : b;
}

// On lanes of at most 16 bits, whose sums and products an int holds. spec: sat_s, sat_u
template <std::unsigned_integral T>
constexpr T sat_s(int i) {
  static_assert(sizeof(T) <= 2);
  using Limits = std::numeric_limits<std::make_signed_t<T>>;
  return static_cast<T>(i < Limits::min() ? Limits::min() : i > Limits::max() ? Limits::max() : i);
}

template <std::unsigned_integral T>
constexpr T sat_u(int i) {
  static_assert(sizeof(T) <= 2);
  constexpr int max = std::numeric_limits<T>::max();
  return static_cast<T>(i < 0 ? 0 : i > max ? max : i);
}

template <std::unsigned_integral T>
constexpr T iadd_sat_s(T a, T b) {
  return sat_s<T>(to_signed(a) + to_signed(b));
}

template <std::unsigned_integral T>
constexpr T iadd_sat_u(T a, T b) {
  return sat_u<T>(a + b);
}

template <std::unsigned_integral T>
constexpr T isub_sat_s(T a, T b) {
  return sat_s<T>(to_signed(a) - to_signed(b));
}

template <std::unsigned_integral T>
constexpr T isub_sat_u(T a, T b) {
  return sat_u<T>(a - b);
}

template <std::unsigned_integral T>
constexpr T iavgr_u(T a, T b) {
  static_assert(sizeof(T) <= 2);
  return static_cast<T>((a + b + 1) >> 1);
}

constexpr std::uint16_t iq15mulr_sat_s(std::uint16_t a, std::uint16_t b) {
  return sat_s<std::uint16_t>((to_signed(a) * to_signed(b) + (1 << 14)) >> 15);
}

// The operand is signed, whatever the result is. spec: exec/numerics, narrow
template <std::unsigned_integral To, std::unsigned_integral From>
constexpr To narrow_s(From i) {
  return sat_s<To>(to_signed(i));
}

template <std::unsigned_integral To, std::unsigned_integral From>
constexpr To narrow_u(From i) {
  return sat_u<To>(to_signed(i));
}

template <std::floating_point F>
constexpr F fpmin(F a, F b) {
  return b < a ? b : a;
}

template <std::floating_point F>
constexpr F fpmax(F a, F b) {
  return a < b ? b : a;
}

template <std::floating_point F>
constexpr F frelaxed_madd(F a, F b, F c) {
  return fadd(fmul(a, b), c);
}

template <std::floating_point F>
constexpr F frelaxed_nmadd(F a, F b, F c) {
  return frelaxed_madd(fneg(a), b, c);
}

// Operators lane by lane

template <class T, class F>
constexpr V128 vunop(V128 a, F op) {
  Lanes<T> x = lanes<T>(a);
  for (T& lane : x) lane = op(lane);
  return vector_of(x);
}

template <class T, class F>
constexpr V128 vbinop(V128 a, V128 b, F op) {
  Lanes<T> x = lanes<T>(a);
  const Lanes<T> y = lanes<T>(b);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = op(x[i], y[i]);
  return vector_of(x);
}

template <class T, class F>
constexpr V128 vternop(V128 a, V128 b, V128 c, F op) {
  Lanes<T> x = lanes<T>(a);
  const Lanes<T> y = lanes<T>(b), z = lanes<T>(c);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = op(x[i], y[i], z[i]);
  return vector_of(x);
}

template <std::size_t Size>
using UnsignedOf = std::conditional_t<
    Size == 1, std::uint8_t,
    std::conditional_t<Size == 2, std::uint16_t, std::conditional_t<Size == 4, std::uint32_t, std::uint64_t>>>;

// Lanes of all ones where the relation holds.
template <class T, class F>
constexpr V128 vrelop(V128 a, V128 b, F op) {
  using Mask = UnsignedOf<sizeof(T)>;
  const Lanes<T> x = lanes<T>(a), y = lanes<T>(b);
  Lanes<Mask> result{};
  for (std::size_t i = 0; i < x.size(); ++i) result[i] = op(x[i], y[i]) ? static_cast<Mask>(-1) : Mask{0};
  return vector_of(result);
}

// The count may lose bits here, as the operator takes it modulo the width.
template <class T, class F>
constexpr V128 vshiftop(V128 a, std::uint32_t count, F op) {
  return vunop<T>(a, [count, op](T lane) { return op(lane, static_cast<T>(count)); });
}

// Conversions. The low lanes are converted, as many as there are of the larger lanes; lanes left over become 0.
template <class T, class F>
constexpr V128 vcvtop(V128 a, F op) {
  using R = decltype(op(T{}));
  const Lanes<T> x = lanes<T>(a);
  Lanes<R> result{};
  for (std::size_t i = 0; i < std::min(x.size(), result.size()); ++i) result[i] = op(x[i]);
  return vector_of(result);
}

// The same with the high half.
template <class T, class F>
constexpr V128 vcvtop_high(V128 a, F op) {
  using R = decltype(op(T{}));
  const Lanes<T> x = lanes<T>(a);
  Lanes<R> result{};
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = op(x[result.size() + i]);
  return vector_of(result);
}

// The lanes of both operands, one after the other. spec: exec/instructions, narrow
template <class T, class F>
constexpr V128 vnarrow(V128 a, V128 b, F op) {
  using R = decltype(op(T{}));
  const Lanes<T> x = lanes<T>(a), y = lanes<T>(b);
  Lanes<R> result{};
  for (std::size_t i = 0; i < x.size(); ++i) {
    result[i] = op(x[i]);
    result[x.size() + i] = op(y[i]);
  }
  return vector_of(result);
}

// Neighbours, combined.
template <class T, class F>
constexpr V128 pairwise(V128 a, F op) {
  using R = decltype(op(T{}, T{}));
  const Lanes<T> x = lanes<T>(a);
  Lanes<R> result{};
  static_assert(sizeof(R) == 2 * sizeof(T));
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = op(x[2 * i], x[2 * i + 1]);
  return vector_of(result);
}

// `extend` makes the lanes twice as wide. spec: exec/instructions, extadd_pairwise
template <class T, class F>
constexpr V128 vextadd_pairwise(V128 a, F extend) {
  return pairwise<T>(a, [extend](T x, T y) { return iadd(extend(x), extend(y)); });
}

template <class T, class F>
constexpr V128 vextmul_low(V128 a, V128 b, F extend) {
  using R = decltype(extend(T{}));
  return vbinop<R>(vcvtop<T>(a, extend), vcvtop<T>(b, extend), imul<R>);
}

template <class T, class F>
constexpr V128 vextmul_high(V128 a, V128 b, F extend) {
  using R = decltype(extend(T{}));
  return vbinop<R>(vcvtop_high<T>(a, extend), vcvtop_high<T>(b, extend), imul<R>);
}

// Sums by `add` of the products of neighbours, twice as wide. `extend` makes the right factors so.
template <class T, class F, class E>
constexpr V128 sums_of_products(V128 a, V128 b, F add, E extend) {
  using R = UnsignedOf<2 * sizeof(T)>;
  const Lanes<T> x = lanes<T>(a), y = lanes<T>(b);
  const auto product = [&x, &y, extend](std::size_t i) { return imul(extend_s<R>(x[i]), extend(y[i])); };
  Lanes<R> result{};
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = add(product(2 * i), product(2 * i + 1));
  return vector_of(result);
}

constexpr V128 dot_i16x8_s(V128 a, V128 b) {
  return sums_of_products<std::uint16_t>(a, b, iadd<std::uint32_t>, extend_s<std::uint32_t, std::uint16_t>);
}

constexpr V128 relaxed_dot_i8x16_i7x16_s(V128 a, V128 b) {
  return sums_of_products<std::uint8_t>(a, b, iadd_sat_s<std::uint16_t>, extend_s<std::uint16_t, std::uint8_t>);
}

// Of such a product of bytes, the sums of neighbours, added to a vector.
constexpr V128 add_dot(V128 dot, V128 c) {
  const V128 sums = vextadd_pairwise<std::uint16_t>(dot, extend_s<std::uint32_t, std::uint16_t>);
  return vbinop<std::uint32_t>(sums, c, iadd<std::uint32_t>);
}

constexpr V128 relaxed_dot_i8x16_i7x16_add_s(V128 a, V128 b, V128 c) {
  return add_dot(relaxed_dot_i8x16_i7x16_s(a, b), c);
}

// Tests

constexpr bool any_true(V128 a) { return a != V128{}; }

template <class T>
constexpr bool all_true(V128 a) {
  bool result = true;
  for (const T lane : lanes<T>(a)) result &= lane != 0;
  return result;
}

template <class T>
constexpr std::uint32_t bitmask(V128 a) {
  const Lanes<T> x = lanes<T>(a);
  std::uint32_t result = 0;
  for (std::size_t i = 0; i < x.size(); ++i) result |= std::uint32_t{to_signed(x[i]) < 0} << i;
  return result;
}

// Lanes moved

template <class T>
constexpr V128 splat(T lane) {
  Lanes<T> result{};
  result.fill(lane);
  return vector_of(result);
}

template <class T>
constexpr V128 replace_lane(V128 a, std::size_t lane, T value) {
  Lanes<T> x = lanes<T>(a);
  x[lane] = value;
  return vector_of(x);
}

constexpr V128 same(V128 a) { return a; }

// The value in the first lane, all others 0. spec: exec/instructions, load_zero
template <class T>
constexpr V128 zero_extended(T value) {
  return replace_lane(V128{}, 0, value);
}

// 64 bits as lanes of type T, each made twice as wide. spec: exec/instructions, v128.loadMxN_sx
template <class T>
constexpr V128 extended_s(std::uint64_t bits) {
  return vcvtop<T>(zero_extended(bits), extend_s<UnsignedOf<2 * sizeof(T)>, T>);
}

template <class T>
constexpr V128 extended_u(std::uint64_t bits) {
  return vcvtop<T>(zero_extended(bits), extend_u<UnsignedOf<2 * sizeof(T)>, T>);
}

constexpr V128 swizzle(V128 a, V128 indices) {
  V128 result;
  for (std::size_t i = 0; i < 16; ++i) result.bytes[i] = indices.bytes[i] < 16 ? a.bytes[indices.bytes[i]] : 0;
  return result;
}

// The indices, below 32, are into the bytes of both vectors.
constexpr V128 shuffle(V128 a, V128 b, V128 indices) {
  V128 result;
  for (std::size_t i = 0; i < 16; ++i) {
    const std::uint8_t index = indices.bytes[i];
    result.bytes[i] = index < 16 ? a.bytes[index] : b.bytes[index - 16];
  }
  return result;
}

static_assert(vbinop<std::uint8_t>(splat<std::uint8_t>(200), splat<std::uint8_t>(100), iadd_sat_u<std::uint8_t>) ==
              splat<std::uint8_t>(255));
static_assert(vnarrow<std::uint16_t>(splat<std::uint16_t>(0xff00), V128{}, narrow_s<std::uint8_t, std::uint16_t>) ==
              zero_extended<std::uint64_t>(0x8080'8080'8080'8080));
static_assert(iq15mulr_sat_s(0x8000, 0x8000) == 0x7fff);
static_assert(bitmask<std::uint32_t>(zero_extended<std::uint64_t>(0x8000'0000'0000'0000)) == 2);

}  // namespace modlink::numeric
