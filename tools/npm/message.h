// What crosses between JavaScript and C++: JSON, and bytes beside it. tools/npm/package/modlink.mjs has the other side
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace modlink::npm {

using Json = nlohmann::ordered_json;

// As it crosses: two lengths of four bytes each, little endian, JSON of the first, bytes of the second.
struct Message {
  std::string json;
  std::string bytes;
};

std::string pack(const Message& message);
// Throws cli::Failure for what is no message.
Message unpack(std::string_view packed);

}  // namespace modlink::npm
