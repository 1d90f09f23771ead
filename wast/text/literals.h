// Numbers of the text format. spec: text/values
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "wast/syntax/types.h"
#include "wast/text/cursor.h"
#include "wast/text/vec_shape.h"

namespace modlink::text {

// What a word is as a number, by its spelling alone. `inf`, `nan` and `nan:0x…` are floating.
enum class NumberForm { none, natural, integer, floating };
NumberForm number_form(std::string_view word);

// Values of well-formed literals; nullopt when out of range. Signs and underscores as the grammar has them.
std::optional<std::uint64_t> parse_unsigned(std::string_view literal, unsigned bits);  // `uN`, N = 32 or 64
std::optional<std::uint64_t> parse_integer(std::string_view literal, unsigned bits);   // `iN`, N = 8, 16, 32, 64

// Whether the token is a number of any form, `inf` and `nan` included.
bool is_number(const Cursor& cursor, const Token& token);

// The next token as a `u32` or a `u64`. Throws Malformed ("i32 constant out of range" …).
std::uint32_t expect_u32(Cursor& cursor);
std::uint64_t expect_u64(Cursor& cursor);

// The bits of the next literal as an i32, i64, f32 or f64; NaN patterns such as `nan:canonical` are not literals.
std::uint64_t parse_const_bits(Cursor& cursor, ValKind kind);

// By its keyword; nullopt if there is none.
std::optional<VecShape> find_shape(std::string_view keyword);

// A shape and its lanes, after `v128.const`. Throws Malformed ("wrong number of lane literals" …).
V128 parse_v128(Cursor& cursor);

// The bits of one lane: of an integer of 8, 16, 32 or 64 bits, or of a float of 32 or 64.
std::uint64_t parse_lane(Cursor& cursor, const VecShape& shape);

}  // namespace modlink::text
