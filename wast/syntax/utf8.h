// UTF-8. spec: binary/values, Names
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace modlink {

// Whether a byte is behind the first one of a sequence.
constexpr bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// The length of the well-formed sequence at the front of `bytes`, which are not empty; 0 if there is none.
std::size_t utf8_length(std::string_view bytes);

// Where the first byte is that begins no well-formed sequence; the end if there is none.
std::size_t find_malformed_utf8(std::string_view bytes);

bool is_utf8(std::string_view bytes);

// The code point that a well-formed sequence stands for.
std::uint32_t decode_utf8(std::string_view sequence);

// How many code points there are, of a text that is UTF-8.
std::size_t count_code_points(std::string_view text);

}  // namespace modlink
