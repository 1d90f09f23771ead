// What the subcommands that make one core module have in common.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command_line.h"
#include "tools/files/language.h"
#include "tools/transform/flatten.h"
#include "tools/transform/resolve.h"

namespace modlink::command {

// Where the flat module goes.
struct FlatOutput {
  std::string file;
  bool text = false;
  std::vector<std::string> loaders;  // `js`, `mjs`, `json`
  std::string report;                // a file, or empty
  std::string source_map;            // likewise
};

// Adds `--output`, `--text`, `--loader`, `--report` and `--source-map`.
void add_flat_output(cli::Command command, FlatOutput& output);
// There has to be a file, and no two outputs may be one, unless the user only asks a question (`--why`); then nothing
// may be written.
void check_output(const FlatOutput& output, bool is_question);
// Refuses to replace the modules that were read, but for `root`, which may be null, by the flat one.
void spare_inputs(const FlatOutput& output, const transform::Resolver& resolver, const transform::ModuleFile* root);
// Writes all of it, in folders that are made if they are not there, or nothing. A source map
// that is written stands for those of the modules, whose sections are then not among those that are reported as left
// out.
void write_flat(const FlatOutput& output, Module& flat, transform::FlattenReport& report, const cli::Language& language,
                const std::string& made_from);

// Adds `--exports`, `--single-memory` and their like.
void add_flatten_options(cli::Command command, transform::FlattenOptions& flatten);

// Says what a user of the flat module, which `file` became, should know; `hint` is how it can export the memory that a
// host looks for.
void report(const std::string& file, const transform::FlattenReport& report, const std::string& hint = {});

}  // namespace modlink::command
