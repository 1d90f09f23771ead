// A cursor over the bytes of a binary. spec: binary/conventions, binary/values
#include "wast/binary/reader.h"

#include <wabt/leb128.h>
#include <wabt/utf8.h>

#include "wast/syntax/error.h"

namespace modlink::binary {

Reader::Reader(std::string_view file)
    : start_(reinterpret_cast<const std::uint8_t*>(file.data())), next_(start_), end_(start_ + file.size()) {}

void Reader::fail_at_end() const {
  throw Malformed(static_cast<Pos>(end_ - start_), "unexpected end of section or function");
}

// Says what is wrong with the integer here, which the LEB128 readers rejected: each byte but the last has its high bit
// set, there are at most ceil(bits / 7), and the unused bits of the last one extend the sign (or are zero).
// spec: binary/values, Integers
void Reader::fail_integer(int bits, bool is_signed) const {
  const std::uint8_t* p = next_;
  for (int n = bits; n > 0; n -= 7, ++p) {
    if (p == end_) fail_at_end();
    const int used = n >= 7 ? 7 : is_signed ? n - 1 : n;  // bits of this byte that may differ from the sign
    const int unused = 0x7f & -(1 << used);
    const int set = *p & unused;
    const bool fits = set == 0 || (is_signed && set == unused);
    if (!fits) throw Malformed(static_cast<Pos>(p - start_), "integer too large");
  }
  throw Malformed(static_cast<Pos>(p - start_), "integer representation too long");
}

std::uint32_t Reader::long_u32() {
  std::uint32_t value = 0;
  const std::size_t size = wabt::ReadU32Leb128(next_, end_, &value);
  if (size == 0) fail_integer(32, false);
  next_ += size;
  return value;
}

std::uint64_t Reader::long_u64() {
  std::uint64_t value = 0;
  const std::size_t size = wabt::ReadU64Leb128(next_, end_, &value);
  // WABT 1.0.32 lets three bits of the tenth byte pass that 64 bits have no room for.
  if (size == 0 || (size == 10 && next_[9] > 1)) fail_integer(64, false);
  next_ += size;
  return value;
}

std::int32_t Reader::long_s32() {
  std::uint32_t value = 0;
  const std::size_t size = wabt::ReadS32Leb128(next_, end_, &value);
  if (size == 0) fail_integer(32, true);
  next_ += size;
  return static_cast<std::int32_t>(value);
}

std::int64_t Reader::long_s64() {
  std::uint64_t value = 0;
  const std::size_t size = wabt::ReadS64Leb128(next_, end_, &value);
  if (size == 0) fail_integer(64, true);
  next_ += size;
  return static_cast<std::int64_t>(value);
}

std::int64_t Reader::long_s33() {
  std::uint64_t bits = 0;
  const std::size_t size = wabt::ReadS64Leb128(next_, end_, &bits);
  const auto value = static_cast<std::int64_t>(bits);
  constexpr std::int64_t bound = std::int64_t{1} << 32;
  if (size == 0 || size > 5 || value < -bound || value >= bound) fail_integer(33, true);
  next_ += size;
  return value;
}

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
  if (!wabt::IsValidUtf8(result.data(), result.size())) throw Malformed(at, "malformed UTF-8 encoding");
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
