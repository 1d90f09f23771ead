// The options that bound how much programs execute.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "tools/cli/command_line.h"

namespace modlink::cli {

// What one execution may take; nothing: as much as it likes.
struct Allowance {
  std::optional<std::uint64_t> fuel;                // instructions, see Store
  std::optional<std::chrono::nanoseconds> timeout;  // by the clock on the wall
};

// Adds `--fuel` and `--timeout`. `what` says what each has so much of.
void add_execution_options(Command command, Allowance& allowance, const std::string& what);

// Each by itself, with its whole help.
void add_fuel_option(Command command, Allowance& allowance, const std::string& what);
void add_timeout_option(Command command, Allowance& allowance, const std::string& what);

// Seconds as options have them, "2" or "0.5". nullopt if it is no number, not above 0, or above 10^9.
std::optional<std::chrono::nanoseconds> parse_seconds(const std::string& text);

}  // namespace modlink::cli
