// Wide integer arithmetic: results of 128 bits in two halves. spec: the wide-arithmetic proposal
#pragma once

#include <cstdint>

namespace modlink::numeric {

// 128 bits, uninterpreted as the spec's integers are.
struct Wide {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend constexpr bool operator==(Wide, Wide) = default;
};

constexpr Wide add128(Wide a, Wide b) {
  const std::uint64_t low = a.low + b.low;
  return {low, a.high + b.high + (low < a.low ? 1 : 0)};
}

constexpr Wide sub128(Wide a, Wide b) { return {a.low - b.low, a.high - b.high - (a.low < b.low ? 1 : 0)}; }

// By halves of 32 bits. None of the sums overflows: (2^32 - 1)^2 + 2 * (2^32 - 1) = 2^64 - 1.
constexpr Wide mul_wide_u(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t a0 = a & UINT32_MAX, a1 = a >> 32, b0 = b & UINT32_MAX, b1 = b >> 32;
  const std::uint64_t low = a0 * b0;
  const std::uint64_t middle = a1 * b0 + (low >> 32);
  const std::uint64_t other = a0 * b1 + (middle & UINT32_MAX);
  return {other << 32 | (low & UINT32_MAX), a1 * b1 + (middle >> 32) + (other >> 32)};
}

// A negative operand is 2^64 less than its bits, so the high half is too large by the other operand.
constexpr Wide mul_wide_s(std::uint64_t a, std::uint64_t b) {
  Wide product = mul_wide_u(a, b);
  if (a >> 63 != 0) product.high -= b;
  if (b >> 63 != 0) product.high -= a;
  return product;
}

static_assert(add128({UINT64_MAX, 0}, {1, 0}) == Wide{0, 1});
static_assert(sub128({0, 0}, {1, 0}) == Wide{UINT64_MAX, UINT64_MAX});
static_assert(mul_wide_u(UINT64_MAX, UINT64_MAX) == Wide{1, UINT64_MAX - 1});
static_assert(mul_wide_s(UINT64_MAX, UINT64_MAX) == Wide{1, 0});
static_assert(mul_wide_s(UINT64_MAX, 2) == Wide{UINT64_MAX - 1, UINT64_MAX});

}  // namespace modlink::numeric
