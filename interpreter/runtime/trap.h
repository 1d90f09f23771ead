// Traps: values, not C++ exceptions. spec: exec/runtime, Administrative Instructions
#pragma once

#include <cstdint>
#include <string_view>

namespace modlink {

enum class TrapCode : std::uint8_t {
#define TRAP_CODE(name, message) name,
#include "interpreter/runtime/trap.def"
};

// The words of the official test suite: "integer divide by zero", …
std::string_view to_string(TrapCode code);

}  // namespace modlink
