// The options of the subcommands that follow module imports to files.
#include "tools/modlink/resolve_options.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "tools/files/input.h"
#include "tools/files/standard_streams.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

void add_path(transform::ResolveOptions& options, const std::string& folder) {
  struct stat status {};
  if (stat(folder.c_str(), &status) != 0) cli::refuse("--path", shown_path(folder) + ": " + std::strerror(errno));
  if (!S_ISDIR(status.st_mode)) cli::refuse("--path", shown_path(folder) + ": " + std::strerror(ENOTDIR));
  options.path.push_back(folder);
}

// By one name or by two.
bool imports_instance(const Module& module, const Name& name) {
  for (const Definition& definition : module.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (import && import->first() == name && (import->module || kind_of(import->desc) == ExternKind::instance))
      return true;
  }
  return false;
}

}  // namespace

void add_resolve_options(cli::Command command, transform::ResolveOptions& options) {
  const auto look_in = [&options](const std::string& folder) { add_path(options, folder); };
  command.add_each("--path", look_in, "a folder to look for imported modules in, after that of the importing file")
      .type_name("DIR");
  command.add_flag("--allow-outside", options.allow_outside,
                   "let imports lead to files by absolute paths, `..` or links that are neither in the module's folder "
                   "nor in one of --path");
  const auto add = [&options](const std::string& assignment) {
    const auto [name, file] = cli::parse_assignment("--module", assignment, "NAME=FILE");
    options.modules[name] = file;
  };
  command.add_each("--module", add, "the file that a module import means").type_name("NAME=FILE");
}

transform::ResolveOptions with_language(transform::ResolveOptions options, const cli::Language& language) {
  options.features = language.features;
  options.limits = language.limits;
  options.extent = language.extent;
  return options;
}

void warn_of_unused(const std::string& file, const std::vector<Name>& modules, const Module* root) {
  for (const Name& name : modules) {
    const bool is_instance = root && imports_instance(*root, name);
    cli::complain({shown_path(file), ": warning: --module ", quote(name), ": ",
                   is_instance ? "an instance is imported by this name, not a module: `modlink merge` links those, "
                                 "`modlink run --instance` supplies them"
                               : "no module import has this name"});
  }
}

void spare_inputs(const transform::Resolver& resolver, const transform::ModuleFile* root, const std::string& option,
                  const std::string& path) {
  const auto file = path == "-" ? nullptr : resolver.find_read(path);
  if (file && file.get() != root) cli::refuse(option, shown_path(path) + " is one of the modules that are read");
}

}  // namespace modlink::command
