// Proposals that are out of scope: what is known of them is enough to say so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace modlink {

// What a component is called, whatever its format.
constexpr std::string_view component_format = "a component, of the component model";

// ": the proposal stack-switching is out of scope" of an instruction by its code, which may have a prefix (0: none), of
// what begins a type, by its byte, of a kind of import, by its byte, or of a keyword of text; empty for anything else.
// Of `component`: ": this is a component, of the component model".
std::string note_on_opcode(std::uint8_t prefix, std::uint32_t code);
std::string note_on_type(std::uint8_t byte);
std::string note_on_import_kind(int byte);
std::string note_on_keyword(std::string_view keyword);

}  // namespace modlink
