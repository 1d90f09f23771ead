// Writing of values: the inverse of reader.h. spec: binary/values
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wast/syntax/values.h"

namespace modlink::binary {

// Appends to a buffer. Integers take their shortest encoding.
class Writer {
 public:
  void byte(std::uint8_t value) { bytes_.push_back(value); }
  void u32(std::uint32_t value) { u64(value); }
  void u64(std::uint64_t value);
  void s64(std::int64_t value);
  // Little-endian bits.
  void f32(std::uint32_t bits);
  void f64(std::uint64_t bits);

  void bytes(std::span<const std::uint8_t> value) { bytes_.insert(bytes_.end(), value.begin(), value.end()); }
  void bytes(std::string_view value);
  void name(std::string_view value);
  // The size of `value` and `value`.
  void sized(std::span<const std::uint8_t> value);

  // The number of elements and each of them. spec: binary/conventions, Vectors
  template <class T, class Encode>
  void vec(const T& elements, Encode encode) {
    u32(static_cast<std::uint32_t>(elements.size()));
    for (const auto& element : elements) encode(*this, element);
  }

  const Bytes& written() const { return bytes_; }
  void clear() { bytes_.clear(); }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

}  // namespace modlink::binary
