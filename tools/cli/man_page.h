// Manual pages, made of what `--help` says.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace modlink::cli {

// Adds the hidden option `--man DIR`, which writes `DIR/NAME.1` for the program and `DIR/NAME-COMMAND.1` for each of
// its subcommands and ends the program. To be called when all else has been added.
void add_man_option(CLI::App& app, const std::string& version);

// The page of a program or subcommand: `name` is "modlink-print", `version` "modlink 1.0".
std::string man_page(const CLI::App& app, const std::string& name, const std::string& version);

}  // namespace modlink::cli
