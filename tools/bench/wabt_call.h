// libwabt's interpreter, to compare with.
#pragma once

#include <cstdint>
#include <string_view>

namespace modlink::bench {

// Reads and validates a binary, instantiates it in a store of its own, and calls its export "run" with two i32, which
// has one as its result. Ends the program if any of this fails.
std::uint32_t call_on_wabt(std::string_view bytes, std::uint32_t first, std::uint32_t second);

}  // namespace modlink::bench
