// Values of the abstract syntax. spec: syntax/values
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace modlink {

// A name: valid UTF-8. spec: syntax/values, Names
using Name = std::string;

using Index = std::uint32_t;

using Bytes = std::vector<std::uint8_t>;

// The bits of a vector value, byte 0 first.
struct V128 {
  std::array<std::uint8_t, 16> bytes{};
  friend bool operator==(const V128&, const V128&) = default;
};

}  // namespace modlink
