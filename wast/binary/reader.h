// A cursor over the bytes of a binary, which never reads past their end. spec: binary/conventions, binary/values
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wast/syntax/source.h"
#include "wast/syntax/values.h"

namespace modlink::binary {

// Every function reads one value, advances past it and throws Malformed, at the offset of what is wrong, if there is
// none. Offsets count from the start of the file, also in nested modules.
class Reader {
 public:
  explicit Reader(std::string_view file);

  Pos pos() const { return static_cast<Pos>(next_ - start_); }
  bool at_end() const { return next_ == end_; }
  std::size_t remaining() const { return static_cast<std::size_t>(end_ - next_); }
  // All that is left, without advancing.
  std::string_view rest() const { return {reinterpret_cast<const char*>(next_), remaining()}; }

  // The next byte without advancing, or `at_the_end` if there is none.
  static constexpr int at_the_end = -1;
  int peek() const { return at_end() ? at_the_end : *next_; }

  std::uint8_t byte() {
    if (at_end()) fail_at_end();
    return *next_++;
  }
  // One byte that is a small negative integer, the first of most types; the message of longer integers otherwise.
  std::uint8_t s7();
  std::uint32_t u32() { return is_short() ? *next_++ : is_pair() ? pair() : long_u32(); }
  std::uint64_t u64() { return is_short() ? *next_++ : is_pair() ? pair() : long_u64(); }
  std::int32_t s32() { return is_short() ? short_signed() : long_s32(); }
  std::int64_t s64() { return is_short() ? short_signed() : long_s64(); }
  std::int64_t s33() { return is_short() ? short_signed() : long_s33(); }
  // Little-endian bits.
  std::uint32_t f32();
  std::uint64_t f64();

  // A count of bytes, or of things of at least one byte each. The official suite wants `length out of bounds` when it
  // exceeds the bytes from the count itself on; so a count that gets through may exceed `remaining()` by a few, and
  // reading that much ends in `unexpected end`.
  std::uint32_t length();
  std::string_view bytes(std::size_t count);
  // A length and that many bytes of UTF-8. spec: binary/values, Names
  Name name();
  // Reads the byte 0.
  void zero();

  // A reader of the next `count` bytes only; this one moves behind them.
  Reader take(std::size_t count);

 private:
  bool is_short() const { return next_ != end_ && *next_ < 0x80; }
  // An unsigned integer of two bytes.
  bool is_pair() const { return remaining() >= 2 && next_[1] < 0x80; }
  std::uint32_t pair() {
    const std::uint32_t result = (next_[0] & 0x7fu) | std::uint32_t{next_[1]} << 7;
    next_ += 2;
    return result;
  }
  std::int32_t short_signed() { return static_cast<std::int32_t>(static_cast<std::uint32_t>(*next_++) << 25) >> 25; }
  template <int bits, bool is_signed>
  std::uint64_t integer();
  std::uint32_t long_u32();
  std::uint64_t long_u64();
  std::int32_t long_s32();
  std::int64_t long_s64();
  std::int64_t long_s33();
  [[noreturn]] void fail_at_end() const;

  const std::uint8_t* start_;  // of the file
  const std::uint8_t* next_;
  const std::uint8_t* end_;
};

}  // namespace modlink::binary
