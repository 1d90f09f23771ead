// Printing of actions, their arguments, and result patterns. spec: the official suite's script grammar; D20
#pragma once

#include <string>

#include "wast/script/script.h"

namespace modlink::script {

// "(i32.const -1)", "(v128.const i8x16 0 …)", "(ref.null func)". Numbers are decimal and read back as the same bits.
std::string to_text(const Const& constant);

// "(f32.const nan:canonical)", "(ref.extern 3)", "(either (i32.const 1) (i32.const 2))".
std::string to_text(const Pattern& pattern);

// "ref.extern"
const char* keyword(RefPattern::Kind kind);

// "(invoke $I "f" (i32.const 1))"
std::string to_text(const Action& action);

// The bits of a number as its type's literal: "-1", "0.5", "nan:0x200000". `bits` is the width of the number.
std::string number_text(std::uint64_t value, unsigned bits, bool is_floating);

// Of a number type.
constexpr bool is_float(ValKind kind) { return kind == ValKind::f32 || kind == ValKind::f64; }
constexpr unsigned width(ValKind kind) { return kind == ValKind::i32 || kind == ValKind::f32 ? 32 : 64; }

// `$id` behind a space, or nothing.
std::string bind_id(const std::optional<std::string>& id);

}  // namespace modlink::script
