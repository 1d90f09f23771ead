// The options of the subcommands that follow module imports to files.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command_line.h"
#include "tools/files/language.h"
#include "tools/transform/resolve.h"

namespace modlink::command {

// Adds `--path`, `--allow-outside` and `--module`.
void add_resolve_options(cli::Command command, transform::ResolveOptions& options);

// The options with the language they are meant for.
transform::ResolveOptions with_language(transform::ResolveOptions options, const cli::Language& language);

// Says which names of `--module` nothing imports that `file` was linked with: they may be mistyped, or, in
// the module `root`, those of instances. `root` may be null.
void warn_of_unused(const std::string& file, const std::vector<Name>& modules, const Module* root);

// Refuses to replace one of the modules that were read by what `option` writes to `path`, unless it is `root`, which
// may be null.
void spare_inputs(const transform::Resolver& resolver, const transform::ModuleFile* root, const std::string& option,
                  const std::string& path);

}  // namespace modlink::command
