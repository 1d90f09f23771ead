#include "wast/text/floats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <compare>
#include <random>
#include <vector>

namespace modlink::text {
namespace {

TEST(floats, nearest_values) {
  const auto f32 = [](std::string_view literal) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(*parse_float(literal, 32)));
  };
  const auto f64 = [](std::string_view literal) { return std::bit_cast<double>(*parse_float(literal, 64)); };
  EXPECT_EQ(f32("0x8.000009p0"), 0x8.00001p0F);
  EXPECT_EQ(f64("0x1.0000000000000fp0"), 0x1.0000000000001p0);
  EXPECT_EQ(f32("0x800000f"), 134217744.0F);
  EXPECT_EQ(f32("0x1.fffffep-127"), 0x1p-126F);
  EXPECT_EQ(f64("0x1.fffffffffffffp-1023"), 0x1p-1022);
  EXPECT_EQ(f32("0x1p-1280"), 0.0F);
  EXPECT_EQ(f64("0x1p-10740"), 0.0);
  EXPECT_EQ(f32("0x0." + std::string(319, '0') + "1p1280"), 1.0F);
  EXPECT_EQ(f32("0x1.000001p-150"), 0x1p-149F);
  EXPECT_EQ(f32("0x1p-150"), 0.0F);
  EXPECT_EQ(f64("1e-400"), 0.0);
  EXPECT_EQ(f64("0e99999999999999999999"), 0.0);
  EXPECT_EQ(f64("00_1.5_0e+0_1"), 15.0);
  EXPECT_TRUE(std::signbit(f64("-0")));
}

TEST(floats, what_is_too_large_has_no_value) {
  EXPECT_EQ(parse_float("0x1.ffffffp127", 32), std::nullopt);
  EXPECT_EQ(parse_float("0x1.fffffefffp127", 32), parse_float("0x1.fffffep127", 32));
  EXPECT_EQ(parse_float("1e400", 64), std::nullopt);
  EXPECT_EQ(parse_float("-1e39", 32), std::nullopt);
  EXPECT_EQ(parse_float("1e99999999999999999999", 64), std::nullopt);
  EXPECT_EQ(parse_float("0x1p99999999999999999999", 64), std::nullopt);
  EXPECT_EQ(parse_float("nan:0x1_0000_0000_0000_0000_0000", 64), std::nullopt);
}

TEST(floats, length_does_not_matter) {
  const std::string ones(9'000'000, '1');
  EXPECT_EQ(parse_float("0." + ones, 64), parse_float("0.1111111111111111111111111", 64));
  EXPECT_EQ(parse_float("0x0." + ones, 64), parse_float("0x0.1111111111111111111111111", 64));
  EXPECT_EQ(parse_float(ones, 64), std::nullopt);
}

TEST(floats, hexadecimal_is_exact) {
  EXPECT_EQ(hex_float(0x3dcccccd, 32), "0x1.99999ap-4");
  EXPECT_EQ(hex_float(0x80000001, 32), "-0x1p-149");
  EXPECT_EQ(hex_float(0, 64), "0x0p+0");
  EXPECT_EQ(hex_float(0x7fc00000, 32), "nan");
  EXPECT_EQ(hex_float(0xffa00000, 32), "-nan:0x200000");
  EXPECT_EQ(hex_float(0xfff0000000000000, 64), "-inf");
  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t bits = i % 2 ? random() : random() & 0x800fffffffffffff >> random() % 52;
    EXPECT_EQ(parse_float(hex_float(bits, 64), 64), bits);
    EXPECT_EQ(parse_float(hex_float(bits >> 32, 32), 32), bits >> 32);
  }
}

// A natural number of any size, for comparison with exact arithmetic.
class Natural {
 public:
  explicit Natural(std::uint64_t value)
      : limbs_{static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value >> 32)} {}

  void multiply_add(std::uint32_t factor, std::uint32_t summand) {
    std::uint64_t carry = summand;
    for (std::uint32_t& limb : limbs_) {
      carry += std::uint64_t{limb} * factor;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry) limbs_.push_back(static_cast<std::uint32_t>(carry));
  }
  void scale(std::uint32_t base, std::int64_t exponent) {
    for (; exponent > 0; --exponent) multiply_add(base, 0);
  }
  std::strong_ordering operator<=>(const Natural& other) const {
    const std::size_t size = std::max(limbs_.size(), other.limbs_.size());
    for (std::size_t i = size; i-- > 0;) {
      if (const auto order = limb(i) <=> other.limb(i); order != 0) return order;
    }
    return std::strong_ordering::equal;
  }

 private:
  std::uint32_t limb(std::size_t i) const { return i < limbs_.size() ? limbs_[i] : 0; }
  std::vector<std::uint32_t> limbs_;
};

// `digits` · base^exponent, base 10 or 2, against significand · 2^binary.
std::strong_ordering compare(const std::string& digits, std::uint32_t radix, std::uint32_t base, std::int64_t exponent,
                             std::uint64_t significand, std::int64_t binary) {
  Natural literal(0);
  for (char c : digits) literal.multiply_add(radix, static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10));
  Natural value(significand);
  literal.scale(base, exponent);
  value.scale(base, -exponent);
  value.scale(2, binary);
  literal.scale(2, -binary);
  return literal <=> value;
}

struct Literal {
  std::string digits;
  std::int64_t exponent;
  bool hex;
  std::string text() const {
    return hex ? "0x" + digits + "p" + std::to_string(exponent) : digits + "e" + std::to_string(exponent);
  }
  std::strong_ordering compare_with(std::uint64_t significand, std::int64_t binary) const {
    return compare(digits, hex ? 16 : 10, hex ? 2 : 10, exponent, significand, binary);
  }
};

// A literal near the middle between the value with these bits and the next, or near the value.
Literal near(std::uint64_t bits, unsigned width, bool hex, std::mt19937_64& random) {
  const unsigned fraction = width == 32 ? 23 : 52;
  const std::uint64_t biased = bits >> fraction;
  std::uint64_t significand = bits & ((std::uint64_t{1} << fraction) - 1);
  if (biased) significand |= std::uint64_t{1} << fraction;
  const std::int64_t binary = static_cast<std::int64_t>(biased ? biased : 1) - (width == 32 ? 150 : 1075);
  const std::uint64_t twice = 2 * significand + random() % 2;
  if (hex) {
    // Exactly there, or some bits behind.
    const int extra = static_cast<int>(random() % 3) * 4;
    std::string digits;
    for (std::uint64_t rest = twice; rest; rest >>= 4) digits.insert(digits.begin(), "0123456789abcdef"[rest & 15]);
    if (digits.empty()) digits = "0";
    for (int i = 0; i < extra; ++i) digits += "01f"[random() % 3];
    return {digits, binary - 1 - 4 * extra, true};
  }
  char buffer[800];
  const int precision = static_cast<int>(random() % 40) + 10;
  std::snprintf(buffer, sizeof buffer, "%.*Le", precision,
                std::ldexp(static_cast<long double>(twice), static_cast<int>(binary - 1)));
  const std::string text = buffer;
  const std::size_t e = text.find('e');
  std::string digits = text.substr(0, e);
  digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
  return {digits, std::stoll(text.substr(e + 1)) - precision, false};
}

// The value is right iff the literal is not beyond the middles to its neighbours, nor at one unless it is even.
void expect_nearest(const Literal& literal, unsigned width) {
  const auto parsed = parse_float(literal.text(), width);
  const unsigned fraction = width == 32 ? 23 : 52;
  const std::int64_t least = width == 32 ? -149 : -1074;
  const std::int64_t largest = width == 32 ? 254 : 2046;
  const std::uint64_t hidden = std::uint64_t{1} << fraction;
  if (!parsed) {
    EXPECT_TRUE(literal.compare_with(4 * hidden - 1, least + largest - 2) >= 0) << literal.text();
    return;
  }
  const std::uint64_t biased = *parsed >> fraction;
  ASSERT_LE(biased, static_cast<std::uint64_t>(largest)) << literal.text();
  const std::uint64_t significand = (*parsed & (hidden - 1)) | (biased ? hidden : 0);
  const std::int64_t binary = least + static_cast<std::int64_t>(biased ? biased - 1 : 0);
  const bool even = significand % 2 == 0;
  const auto above = literal.compare_with(2 * significand + 1, binary - 1);
  EXPECT_TRUE(above < 0 || (above == 0 && even)) << literal.text();
  if (significand == 0) return;
  // Below a power of two the neighbour is half as far.
  const bool is_power = significand == hidden && biased > 1;
  const auto below =
      literal.compare_with(is_power ? 4 * significand - 1 : 2 * significand - 1, binary - (is_power ? 2 : 1));
  EXPECT_TRUE(below > 0 || (below == 0 && even)) << literal.text();
}

TEST(floats, against_exact_arithmetic) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 100'000; ++i) {
    const unsigned width = i % 2 ? 32 : 64;
    const unsigned fraction = width == 32 ? 23 : 52;
    const std::uint64_t infinity = (std::uint64_t{1} << (width - 1)) - (std::uint64_t{1} << fraction);
    std::uint64_t bits = random() % infinity;
    if (i % 5 == 0) bits %= std::uint64_t{4} << fraction;  // subnormal, or near it
    if (i % 11 == 0) bits = infinity - 1 - bits % 4;       // the largest
    if (i % 7 == 0) bits = bits >> fraction << fraction;   // powers of two
    // Exact arithmetic on exponents of a thousand takes its time: most f64 are near one.
    if (width == 64 && i % 10 != 0)
      bits = (bits & ((std::uint64_t{1} << fraction) - 1)) | (1023 + bits % 64 - 32) << fraction;
    expect_nearest(near(bits, width, i % 4 < 2, random), width);
  }
}

TEST(floats, both_ways_of_reading_decimals_agree) {
#ifdef __cpp_lib_to_chars
  std::mt19937_64 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const unsigned width = i % 2 ? 32 : 64;
    const std::string digits =
        std::to_string(random()) + "." + std::to_string(random()) + "e" +
        std::to_string(static_cast<int>(random() % (width == 32 ? 120 : 700)) - (width == 32 ? 70 : 380));
    EXPECT_EQ(detail::parse_decimal_by_strtod(digits, width), detail::parse_decimal_by_from_chars(digits, width))
        << digits;
  }
#else
  SUCCEED() << "this C++ library has one way only";
#endif
}

TEST(floats, both_ways_of_writing_decimals_agree) {
#ifdef __cpp_lib_to_chars
  std::mt19937_64 random(4);
  for (int i = 0; i < 10'000; ++i) {
    const unsigned width = i % 2 ? 32 : 64;
    const unsigned fraction = width == 32 ? 23 : 52;
    const std::uint64_t infinity = (std::uint64_t{1} << (width - 1)) - (std::uint64_t{1} << fraction);
    std::uint64_t bits = random() % infinity;
    if (i % 3 == 0) bits = bits >> fraction << fraction;   // powers of two
    if (i % 5 == 0) bits %= std::uint64_t{4} << fraction;  // subnormal, or near it
    if (bits == 0) continue;
    const auto by_printf = detail::shortest_by_printf(bits, width),
               by_chars = detail::shortest_by_to_chars(bits, width);
    EXPECT_EQ(by_printf.digits, by_chars.digits) << bits;
    EXPECT_EQ(by_printf.exponent, by_chars.exponent) << bits;
  }
#else
  SUCCEED() << "this C++ library has one way only";
#endif
}

}  // namespace
}  // namespace modlink::text
