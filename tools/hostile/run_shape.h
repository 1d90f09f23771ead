// Running subcommands on shapes.
#pragma once

#include "tools/hostile/ceilings.h"
#include "tools/hostile/shape.h"

namespace modlink::hostile {

// What subcommands are run as.
struct Command {
  std::string name;
  std::string program = "modlink";
  std::string words = {};  // `{}` stands for the file
  bool validates = true;
};

// Each subcommand, and those of its forms that do other work.
const std::vector<Command>& commands();

// Those that the shape's input is for: spec-runner for scripts, all others for modules.
std::vector<Command> commands_for(const Files& files);

// Those that the row expects something of, and one that expects nothing for each of the others.
std::vector<Expectation> expectations(const Shape& shape, const Files& files);

// Whether a command comes no further than `validate`, of which the row expects that it fails: nothing is expected of
// the command that is not seen there.
bool repeats_validation(const Shape& shape, const Expectation& expectation);

void write_files(const Files& files, const std::filesystem::path& folder);

// What raises ceilings. Those of time are as many times higher as both factors say.
struct Circumstances {
  double build_slowness = 1;    // of what is built, where it is no release; it takes more memory, too
  double machine_slowness = 1;  // slowness_of_machine()
  bool sanitized = false;
};

// Runs a command on files that lie in `folder`. `programs` is where modlink and spec-runner are.
Ended run_command(const Expectation& expectation, const Files& files, const std::filesystem::path& folder,
                  const std::filesystem::path& programs, const Circumstances& circumstances);

// What is wrong with how it ended; empty if nothing is.
std::string complaint(const Expectation& expectation, const Ended& ended, const Circumstances& circumstances);

}  // namespace modlink::hostile
