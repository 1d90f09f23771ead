// Which language a peer speaks. docs/engine-protocol.md
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "tools/engines/client.h"
#include "tools/files/language.h"

namespace modlink::peers {

// What each request may take.
inline constexpr std::uint64_t fuel = 20'000'000;
inline constexpr std::chrono::seconds patience{60};

// The features that modlink has on by itself and the peer knows as well; what it does not is in `missing`. Throws
// cli::Failure if there is no such engine.
cli::Language language_of(const std::string& engine, std::string& missing);

// The binary of a module. Throws Error.
std::string binary_of(const std::string& text, const cli::Language& language);

}  // namespace modlink::peers
