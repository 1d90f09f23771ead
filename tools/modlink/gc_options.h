// The options of the subcommands that leave out what is not used.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rewrite/used_definitions.h"
#include "tools/cli/command_line.h"
#include "tools/transform/flatten.h"
#include "wast/syntax/module.h"

namespace modlink::command {

struct GcOptions {
  bool gc = false;               // as it is before options are read: whether they leave things out without being told
  std::vector<std::string> why;  // of what the user wants to know what keeps it
};

// Adds `--gc`, or `--no-gc` where that is what can be asked for, and `--why`.
void add_gc_options(cli::Command command, GcOptions& options);

// Whether the user asks why, so that nothing is written.
bool is_question(const GcOptions& options);

// What is to be left out of the flat module: nothing, of one that is asked about.
void set_gc(transform::FlattenOptions& flatten, const GcOptions& options);

// Definitions by further names.
using NamedDefinitions = std::multimap<std::string, rewrite::IndexedDefinition>;

// Prints, a line each, what keeps the definitions of a core module that `options.why` names: by their identifiers, by
// names of exports and imports, by kind and index, or by those in `more`. Refuses what there is not, behind the
// answers.
void print_why(const Module& module, const GcOptions& options, const NamedDefinitions& more = {});

}  // namespace modlink::command
