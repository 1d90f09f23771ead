// The options of the subcommands that follow module imports to files.
#include "tools/modlink/resolve_options.h"

#include <CLI/CLI.hpp>

#include "tools/cli/files.h"
#include "tools/cli/input.h"
#include "tools/transform/bundle.h"

namespace modlink::command {

namespace {

void add_module(transform::ResolveOptions& options, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos) cli::refuse("--module", "expected NAME=FILE");
  options.modules[assignment.substr(0, equals)] = assignment.substr(equals + 1);
}

}  // namespace

void add_resolve_options(CLI::App& command, transform::ResolveOptions& options) {
  command
      .add_option("--path", options.path, "a folder to look for imported modules in, after that of the importing file")
      ->type_name("DIR")
      ->allow_extra_args(false);
  const auto add_modules = [&options](const std::vector<std::string>& assignments) {
    for (const std::string& assignment : assignments) add_module(options, assignment);
  };
  command.add_option_function<std::vector<std::string>>("--module", add_modules, "the file that a module import means")
      ->type_name("NAME=FILE")
      ->allow_extra_args(false);
}

transform::ResolveOptions with_language(transform::ResolveOptions options, const cli::Language& language) {
  options.features = language.features;
  options.limits = language.limits;
  return options;
}

void report_errors(const std::function<void()>& f) {
  try {
    f();
  } catch (const transform::ResolveError& error) {
    if (error.unreadable) throw cli::FileError{error.message};
    throw cli::BadModule{error.message};
  } catch (const transform::BundleError& error) {
    throw cli::BadModule{error.message};
  }
}

}  // namespace modlink::command
