// What instructions.def says of opcodes, by how they are encoded. spec: binary/instructions
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "wast/syntax/instructions.h"

namespace modlink {

// What decoding an opcode finds.
struct EncodedOpcode {
  Opcode op = Opcode::unreachable;
  Immediate immediate = Immediate::none;
  Feature feature = Feature::mvp;
  bool exists = false;
};

inline constexpr std::uint8_t first_prefix = 0xfb;
inline constexpr std::uint8_t last_prefix = 0xfe;
inline constexpr std::size_t max_codes = 512;  // of a prefix

constexpr bool is_prefix(std::uint8_t byte) { return byte >= first_prefix && byte <= last_prefix; }

using EncodedOpcodes = std::array<EncodedOpcode, max_codes>;

// The rows with this prefix, by code.
constexpr EncodedOpcodes encoded_opcodes(std::uint8_t prefix) {
  EncodedOpcodes result{};
#define INSTR(row_prefix, code, name, mnemonic, immediate, signature, align, constant, feature) \
  if (prefix == row_prefix) result[code] = {Opcode::name, Immediate::immediate, Feature::feature, true};
#include "wast/syntax/instructions.def"
  return result;
}

inline constexpr EncodedOpcodes plain_opcodes = encoded_opcodes(0);
inline constexpr std::array<EncodedOpcodes, 4> prefixed_opcodes = {encoded_opcodes(0xfb), encoded_opcodes(0xfc),
                                                                   encoded_opcodes(0xfd), encoded_opcodes(0xfe)};

}  // namespace modlink
