// What crosses between JavaScript and C++: JSON, and bytes beside it.
#include "tools/npm/message.h"

#include <cstdint>

#include "tools/files/failure.h"

namespace modlink::npm {

namespace {

constexpr std::size_t head_size = 8;

void append_length(std::string& packed, std::size_t length) {
  for (int shift = 0; shift < 32; shift += 8) packed += static_cast<char>(length >> shift & 0xff);
}

std::size_t length_at(std::string_view packed, std::size_t offset) {
  std::uint32_t length = 0;
  for (std::size_t i = 4; i-- > 0;) length = length << 8 | static_cast<unsigned char>(packed[offset + i]);
  return length;
}

}  // namespace

std::string pack(const Message& message) {
  std::string packed;
  packed.reserve(head_size + message.json.size() + message.bytes.size());
  append_length(packed, message.json.size());
  append_length(packed, message.bytes.size());
  return packed += message.json, packed += message.bytes;
}

Message unpack(std::string_view packed) {
  const auto is_whole = [&] {
    if (packed.size() < head_size) return false;
    const std::size_t rest = packed.size() - head_size;
    const std::size_t json = length_at(packed, 0);
    return json <= rest && length_at(packed, 4) == rest - json;
  };
  if (!is_whole()) throw cli::Failure(cli::Status::usage, "this is no message");
  const std::size_t json = length_at(packed, 0);
  return {std::string(packed.substr(head_size, json)), std::string(packed.substr(head_size + json))};
}

}  // namespace modlink::npm
