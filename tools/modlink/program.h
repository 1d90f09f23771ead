// The program `modlink`: its subcommands and how they end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/language_options.h"
#include "tools/files/failure.h"

namespace modlink::command {

using cli::Status;

// What the subcommands share. A subcommand's callback may set `status`, or throw Error (failed) or cli::Failure, which
// are printed, or refuse its options.
struct Program {
  cli::Language language;
  cli::Listings listings;
  Status status = Status::ok;
  std::vector<std::string> words;  // the command line
  std::string file;                // what it is all about, for messages that know no better place
};

// Adds `--enable` and its like to a subcommand, which all read modules.
void add_language_options(cli::Command command, Program& program);
// What a callback begins with: prints the lists that were asked for. True if there were any, and nothing else to do.
bool print_listings(const Program& program);

// Refuses an empty name of the file to write.
void demand_output(const std::string& path);

// Says that memory is used up, because of `file` if that is known, and gives the status.
Status complain_of_memory(std::string_view file) noexcept;

// Adds one subcommand each: its options, its help with an example, and the callback that does it.
void add_bundle(cli::Command app, Program& program);
void add_flatten(cli::Command app, Program& program);
void add_graph(cli::Command app, Program& program);
void add_lint(cli::Command app, Program& program);
void add_merge(cli::Command app, Program& program);
void add_objdump(cli::Command app, Program& program);
void add_oracle(cli::Command app, Program& program);
void add_parse(cli::Command app, Program& program);
void add_print(cli::Command app, Program& program);
void add_run(cli::Command app, Program& program);
void add_smith(cli::Command app, Program& program);
void add_split(cli::Command app, Program& program);
void add_subtype(cli::Command app, Program& program);
void add_types(cli::Command app, Program& program);
void add_validate(cli::Command app, Program& program);

// Runs the command line; what it has to say goes to standard output, complaints to standard error.
Status run(int argc, const char* const* argv);

}  // namespace modlink::command
