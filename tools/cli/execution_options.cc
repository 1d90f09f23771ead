// The options that bound how much programs execute.
#include "tools/cli/execution_options.h"

#include <charconv>

namespace modlink::cli {

std::optional<std::chrono::nanoseconds> parse_seconds(const std::string& text) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !(seconds <= 1e9)) return std::nullopt;
  const std::chrono::nanoseconds result(static_cast<std::int64_t>(seconds * 1e9));
  return result.count() > 0 ? std::optional(result) : std::nullopt;
}

void add_fuel_option(Command command, Allowance& allowance, const std::string& what) {
  command.add_option("--fuel", allowance.fuel, what).type_name("N");
}

void add_timeout_option(Command command, Allowance& allowance, const std::string& what) {
  const auto set_timeout = [&allowance](const std::string& text) {
    allowance.timeout = parse_seconds(text);
    if (!allowance.timeout)
      refuse("--timeout", "expected seconds above 0, at most 1000000000, as in 2 or 0.5, found " + text);
  };
  command.add_setter("--timeout", set_timeout, what).type_name("SECONDS");
}

void add_execution_options(Command command, Allowance& allowance, const std::string& what) {
  add_fuel_option(command, allowance, "end " + what + " after so many instructions (default: never)");
  add_timeout_option(command, allowance, "end " + what + " after so many seconds, as in 2 or 0.5 (default: never)");
}

}  // namespace modlink::cli
