// Whether what is printed is in colour, and how. The variables: no-color.org, force-color.org, bixense.com/clicolors
#include "tools/cli/color.h"

#include <unistd.h>

#include <cstdlib>

namespace modlink::cli {

namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

bool is_on(const char* name) { return !variable(name).empty() && variable(name) != "0"; }

const char* sequence(Color color) {
  switch (color) {
    case Color::bold: return "\x1b[1m";
    case Color::red: return "\x1b[31m";
    case Color::green: return "\x1b[32m";
    case Color::yellow: return "\x1b[33m";
  }
  return "";
}

}  // namespace

void add_color_option(Command command, ColorWhen& when) {
  const auto set = [&when](const std::string& word) {
    when = word == "always" ? ColorWhen::always : word == "never" ? ColorWhen::never : ColorWhen::automatic;
  };
  command
      .add_setter("--color", set,
                  "print in colour; auto, the default: on a terminal, unless NO_COLOR and the like say otherwise")
      .one_of({"auto", "always", "never"});
}

bool uses_color(ColorWhen when, int fd) {
  if (when != ColorWhen::automatic) return when == ColorWhen::always;
  if (!variable("NO_COLOR").empty()) return false;
  if (is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE")) return true;
  return variable("CLICOLOR") != "0" && variable("TERM") != "dumb" && isatty(fd) != 0;
}

std::string painted(std::string_view text, Color color, bool colored) {
  if (!colored || text.empty()) return std::string(text);
  return sequence(color) + std::string(text) + "\x1b[0m";
}

}  // namespace modlink::cli
