#include "wast/binary/reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "wast/binary/test_bytes.h"

namespace modlink::binary {
namespace {

using test::bytes;

// What `read` gives, or the error as "offset: message".
template <class Read>
std::string outcome(std::string_view hex, Read read) {
  const Bytes content = bytes(hex);
  Reader reader({reinterpret_cast<const char*>(content.data()), content.size()});
  try {
    const auto value = read(reader);
    return std::to_string(value) + (reader.at_end() ? "" : " and more");
  } catch (const Malformed& error) {
    return std::to_string(error.pos()) + ": " + error.message();
  }
}

std::string u32(std::string_view hex) {
  return outcome(hex, [](Reader& r) { return r.u32(); });
}
std::string u64(std::string_view hex) {
  return outcome(hex, [](Reader& r) { return r.u64(); });
}
std::string s32(std::string_view hex) {
  return outcome(hex, [](Reader& r) { return r.s32(); });
}
std::string s64(std::string_view hex) {
  return outcome(hex, [](Reader& r) { return r.s64(); });
}
std::string s33(std::string_view hex) {
  return outcome(hex, [](Reader& r) { return r.s33(); });
}
std::string s7(std::string_view hex) {
  return outcome(hex, [](Reader& r) { return r.s7(); });
}
std::string length(std::string_view hex) {
  return outcome(hex, [](Reader& r) { return r.length(); });
}

TEST(reader, unsigned_integers_have_all_their_bits) {
  EXPECT_EQ(u32("00"), "0");
  EXPECT_EQ(u32("7f"), "127");
  EXPECT_EQ(u32("80 01"), "128");
  EXPECT_EQ(u32("82 80 80 80 00"), "2");
  EXPECT_EQ(u32("ff ff ff ff 0f"), "4294967295");
  EXPECT_EQ(u64("ff ff ff ff ff ff ff ff ff 01"), "18446744073709551615");
}

TEST(reader, signed_integers_extend_the_sign) {
  EXPECT_EQ(s32("3f"), "63");
  EXPECT_EQ(s32("40"), "-64");
  EXPECT_EQ(s32("80 80 80 80 78"), "-2147483648");
  EXPECT_EQ(s32("ff ff ff ff 07"), "2147483647");
  EXPECT_EQ(s64("80 80 80 80 80 80 80 80 80 7f"), "-9223372036854775808");
  EXPECT_EQ(s64("ff ff ff ff ff ff ff ff ff 00"), "9223372036854775807");
  EXPECT_EQ(s33("ff ff ff ff 0f"), "4294967295");
  EXPECT_EQ(s33("80 80 80 80 70"), "-4294967296");
  EXPECT_EQ(s33("7f"), "-1");
}

TEST(reader, unused_bits_make_an_integer_too_large) {
  EXPECT_EQ(u32("ff ff ff ff 1f"), "4: integer too large");
  EXPECT_EQ(u32("ff ff ff ff 90 00"), "4: integer too large");
  EXPECT_EQ(u64("80 80 80 80 80 80 80 80 80 02"), "9: integer too large");
  EXPECT_EQ(s32("80 80 80 80 70"), "4: integer too large");
  EXPECT_EQ(s32("ff ff ff ff 4f"), "4: integer too large");
  EXPECT_EQ(s64("ff ff ff ff ff ff ff ff ff 01"), "9: integer too large");
  EXPECT_EQ(s33("80 80 80 80 10"), "4: integer too large");
  EXPECT_EQ(s33("80 80 80 80 60"), "4: integer too large");
}

TEST(reader, too_many_bytes_make_a_representation_too_long) {
  EXPECT_EQ(u32("80 80 80 80 80 00"), "5: integer representation too long");
  EXPECT_EQ(u64("80 80 80 80 80 80 80 80 80 80 00"), "10: integer representation too long");
  EXPECT_EQ(s32("ff ff ff ff ff 7f"), "5: integer representation too long");
  EXPECT_EQ(s64("80 80 80 80 80 80 80 80 80 80 00"), "10: integer representation too long");
  EXPECT_EQ(s33("80 80 80 80 80 00"), "5: integer representation too long");
  EXPECT_EQ(s7("e0 7f"), "0: integer representation too long");
}

TEST(reader, integers_end_with_the_input) {
  EXPECT_EQ(u32(""), "0: unexpected end of section or function");
  EXPECT_EQ(u32("80"), "1: unexpected end of section or function");
  EXPECT_EQ(u64("80 80"), "2: unexpected end of section or function");
  EXPECT_EQ(s32("ff"), "1: unexpected end of section or function");
  EXPECT_EQ(s64("ff ff ff ff ff"), "5: unexpected end of section or function");
  EXPECT_EQ(s33("ff ff"), "2: unexpected end of section or function");
  EXPECT_EQ(s7(""), "0: unexpected end of section or function");
}

// An integer, modulo 2^64, and the bytes that it takes.
struct ByGrammar {
  std::uint64_t value = 0;
  std::size_t size = 0;
};

// The integer at the front as the spec defines it, nullopt if there is none. Its three lines are those of sN.
std::optional<ByGrammar> by_grammar(std::string_view bytes, int bits, bool is_signed) {
  if (bytes.empty()) return std::nullopt;
  const int n = static_cast<unsigned char>(bytes[0]);
  const int bound = 1 << std::min(is_signed ? bits - 1 : bits, 7);
  if (n < (is_signed ? 64 : 128) && n < bound) return ByGrammar{static_cast<std::uint64_t>(n), 1};
  if (is_signed && 64 <= n && n < 128 && n >= 128 - bound) return ByGrammar{static_cast<std::uint64_t>(n - 128), 1};
  const auto m = n >= 128 && bits > 7 ? by_grammar(bytes.substr(1), bits - 7, is_signed) : std::nullopt;
  if (!m) return std::nullopt;
  return ByGrammar{m->value << 7 | static_cast<std::uint64_t>(n - 128), m->size + 1};
}

// All first bytes, all last ones, and one more, behind such as carry no bits or all of them.
std::vector<std::string> representations() {
  std::vector<std::string> result;
  for (const char filler : {'\x80', '\xff', '\xa5'}) {
    for (std::size_t before = 0; before < 12; ++before) {
      for (int last = 0; last < 256; ++last) {
        const std::string bytes = std::string(before, filler) + static_cast<char>(last);
        result.push_back(bytes);
        for (const char more : {'\x00', '\x01', '\x40', '\x7f', '\x80'}) result.push_back(bytes + more);
      }
    }
  }
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      result.push_back({static_cast<char>(first), static_cast<char>(second)});
    }
  }
  return result;
}

// What `read` gives, as a number of 64 bits.
template <class Read>
std::optional<ByGrammar> by_reader(std::string_view bytes, Read read) {
  Reader reader(bytes);
  try {
    const auto value = static_cast<std::uint64_t>(read(reader));
    return ByGrammar{value, bytes.size() - reader.remaining()};
  } catch (const Malformed&) {
    EXPECT_EQ(reader.remaining(), bytes.size());
    return std::nullopt;
  }
}

template <class Read>
void expect_grammar(int bits, bool is_signed, Read read) {
  for (const std::string& bytes : representations()) {
    const auto expected = by_grammar(bytes, bits, is_signed);
    const auto found = by_reader(bytes, read);
    ASSERT_EQ(found.has_value(), expected.has_value()) << bits << " " << testing::PrintToString(bytes);
    if (!found) continue;
    ASSERT_EQ(found->value, expected->value) << bits << " " << testing::PrintToString(bytes);
    ASSERT_EQ(found->size, expected->size) << bits << " " << testing::PrintToString(bytes);
  }
}

TEST(reader, integers_are_those_of_the_grammar) {
  expect_grammar(32, false, [](Reader& r) { return r.u32(); });
  expect_grammar(64, false, [](Reader& r) { return r.u64(); });
  expect_grammar(32, true, [](Reader& r) { return r.s32(); });
  expect_grammar(33, true, [](Reader& r) { return r.s33(); });
  expect_grammar(64, true, [](Reader& r) { return r.s64(); });
}

TEST(reader, lengths_are_bounded_by_the_input) {
  EXPECT_EQ(length("02 00 00"), "2 and more");
  EXPECT_EQ(length("03 00"), "0: length out of bounds");
  EXPECT_EQ(length("ff ff ff ff 0f 00"), "0: length out of bounds");
}

TEST(reader, floats_are_little_endian) {
  EXPECT_EQ(outcome("00 00 80 3f", [](Reader& r) { return r.f32(); }), std::to_string(0x3f800000));
  EXPECT_EQ(outcome("01 00 00 00 00 00 f0 7f", [](Reader& r) { return r.f64(); }), std::to_string(0x7ff0000000000001));
  EXPECT_EQ(outcome("00 00 80", [](Reader& r) { return r.f32(); }), "3: unexpected end of section or function");
}

TEST(reader, names_are_utf8) {
  const auto size = [](Reader& r) { return r.name().size(); };
  EXPECT_EQ(outcome("02 c3 a9", size), "2");
  EXPECT_EQ(outcome("01 c3", size), "1: malformed UTF-8 encoding");
  EXPECT_EQ(outcome("03 ed a0 80", size), "1: malformed UTF-8 encoding");
  EXPECT_EQ(outcome("02 c0 80", size), "1: malformed UTF-8 encoding");
  EXPECT_EQ(outcome("02 61", size), "2: unexpected end of section or function");
  EXPECT_EQ(outcome("05 61", size), "0: length out of bounds");
}

TEST(reader, takes_a_part_with_offsets_of_the_whole) {
  const Bytes content = bytes("01 02 03 04");
  Reader reader({reinterpret_cast<const char*>(content.data()), content.size()});
  reader.byte();
  Reader part = reader.take(2);
  EXPECT_EQ(part.pos(), 1u);
  EXPECT_EQ(part.remaining(), 2u);
  EXPECT_EQ(reader.pos(), 3u);
  EXPECT_THROW(reader.take(2), Malformed);
}

}  // namespace
}  // namespace modlink::binary
