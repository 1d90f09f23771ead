// Writing of values. spec: binary/values
#include "wast/binary/writer.h"

namespace modlink::binary {

void Writer::u64(std::uint64_t value) {
  while (value >= 0x80) {
    byte(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  byte(static_cast<std::uint8_t>(value));
}

void Writer::s64(std::int64_t value) {
  while (value < -0x40 || value >= 0x40) {
    byte(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  byte(static_cast<std::uint8_t>(value & 0x7f));
}

void Writer::f32(std::uint32_t bits) {
  for (int shift = 0; shift < 32; shift += 8) byte(static_cast<std::uint8_t>(bits >> shift));
}

void Writer::f64(std::uint64_t bits) {
  for (int shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(bits >> shift));
}

// Not inline: GCC 12 then takes the growth of an empty buffer for an overflow, and warns.
void Writer::bytes(std::string_view value) { bytes_.insert(bytes_.end(), value.begin(), value.end()); }

void Writer::name(std::string_view value) {
  u32(static_cast<std::uint32_t>(value.size()));
  bytes(value);
}

void Writer::sized(std::span<const std::uint8_t> value) {
  u32(static_cast<std::uint32_t>(value.size()));
  bytes(value);
}

}  // namespace modlink::binary
