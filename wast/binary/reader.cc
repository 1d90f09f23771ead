// A cursor over the bytes of a binary. spec: binary/conventions, binary/values
#include "wast/binary/reader.h"

#include "wast/syntax/error.h"
#include "wast/syntax/utf8.h"

namespace modlink::binary {

Reader::Reader(std::string_view file)
    : start_(reinterpret_cast<const std::uint8_t*>(file.data())), next_(start_), end_(start_ + file.size()) {}

void Reader::fail_at_end() const {
  throw Malformed(static_cast<Pos>(end_ - start_), "unexpected end of section or function");
}

// Each byte but the last has its high bit set, there are at most ceil(bits / 7), and the unused bits of the last one
// extend the sign (or are zero). spec: binary/values, Integers
template <int bits, bool is_signed>
std::uint64_t Reader::integer() {
  std::uint64_t value = 0;
  const std::uint8_t* p = next_;
  for (int shift = 0; shift < bits; shift += 7, ++p) {
    if (p == end_) fail_at_end();
    constexpr int used = (bits - 1) % 7 + (is_signed ? 0 : 1);  // bits of the last one that may differ from the sign
    constexpr int unused = 0x7f & -(1 << used);
    const bool fits = shift + 7 < bits || (*p & unused) == 0 || (is_signed && (*p & unused) == unused);
    if (!fits) throw Malformed(static_cast<Pos>(p - start_), "integer too large");
    value |= std::uint64_t{*p & 0x7fu} << shift;
    if (*p >= 0x80) continue;
    next_ = p + 1;
    const bool is_negative = is_signed && (*p & 0x40) && shift + 7 < 64;
    return is_negative ? value | ~std::uint64_t{0} << (shift + 7) : value;
  }
  throw Malformed(static_cast<Pos>(p - start_), "integer representation too long");
}

std::uint32_t Reader::long_u32() { return static_cast<std::uint32_t>(integer<32, false>()); }

std::uint64_t Reader::long_u64() { return integer<64, false>(); }

std::int32_t Reader::long_s32() { return static_cast<std::int32_t>(integer<32, true>()); }

std::int64_t Reader::long_s64() { return static_cast<std::int64_t>(integer<64, true>()); }

std::int64_t Reader::long_s33() { return static_cast<std::int64_t>(integer<33, true>()); }

std::uint8_t Reader::s7() {
  const std::uint8_t result = byte();
  if (result >= 0x80) throw Malformed(pos() - 1, "integer representation too long");
  return result;
}

std::uint32_t Reader::f32() {
  const std::string_view little = bytes(4);
  std::uint32_t result = 0;
  for (int i = 3; i >= 0; --i) result = result << 8 | static_cast<std::uint8_t>(little[i]);
  return result;
}

std::uint64_t Reader::f64() {
  const std::uint64_t low = f32();
  return low | std::uint64_t{f32()} << 32;
}

std::uint32_t Reader::length() {
  const Pos at = pos();
  const std::size_t available = remaining();
  const std::uint32_t result = u32();
  if (result > available) throw Malformed(at, "length out of bounds");
  return result;
}

std::string_view Reader::bytes(std::size_t count) {
  if (count > remaining()) fail_at_end();
  const std::string_view result(reinterpret_cast<const char*>(next_), count);
  next_ += count;
  return result;
}

Name Reader::name() {
  const std::uint32_t size = length();
  const Pos at = pos();
  const std::string_view result = bytes(size);
  if (!is_utf8(result)) throw Malformed(at, "malformed UTF-8 encoding");
  return Name(result);
}

void Reader::zero() {
  if (byte() != 0) throw Malformed(pos() - 1, "zero byte expected");
}

Reader Reader::take(std::size_t count) {
  Reader result = *this;
  bytes(count);
  result.end_ = next_;
  return result;
}

}  // namespace modlink::binary
