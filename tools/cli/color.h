// Whether what is printed is in colour, and how.
#pragma once

#include <string>
#include <string_view>

#include "tools/cli/command_line.h"

namespace modlink::cli {

enum class ColorWhen { automatic, always, never };

// Adds `--color`.
void add_color_option(Command command, ColorWhen& when);

// Whether to write to the file `fd` in colour. By itself, as the environment wants it: not if NO_COLOR is set, to
// anything but nothing; if FORCE_COLOR or CLICOLOR_FORCE is, to anything but 0; not with CLICOLOR=0 or TERM=dumb;
// otherwise if it is a terminal.
bool uses_color(ColorWhen when, int fd);

enum class Color { bold, red, green, yellow };

// The text in the colour if `colored`, or else as it is.
std::string painted(std::string_view text, Color color, bool colored);

}  // namespace modlink::cli
