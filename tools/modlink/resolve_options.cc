// The options of the subcommands that follow module imports to files.
#include "tools/modlink/resolve_options.h"

namespace modlink::command {

namespace {

void add_module(transform::ResolveOptions& options, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == assignment.size())
    cli::refuse("--module", "expected NAME=FILE");
  options.modules[assignment.substr(0, equals)] = assignment.substr(equals + 1);
}

}  // namespace

void add_resolve_options(cli::Command command, transform::ResolveOptions& options) {
  command
      .add_option("--path", options.path, "a folder to look for imported modules in, after that of the importing file")
      .type_name("DIR")
      .takes_one_each();
  command.add_flag("--allow-outside", options.allow_outside,
                   "let imports name files by absolute paths or `..` that are neither in the module's folder nor in "
                   "one of --path");
  const auto add = [&options](const std::string& assignment) { add_module(options, assignment); };
  command.add_each("--module", add, "the file that a module import means").type_name("NAME=FILE");
}

transform::ResolveOptions with_language(transform::ResolveOptions options, const cli::Language& language) {
  options.features = language.features;
  options.limits = language.limits;
  return options;
}

}  // namespace modlink::command
