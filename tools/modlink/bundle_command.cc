// `modlink bundle`
#include <fmt/format.h>

#include <memory>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/module_file.h"
#include "tools/modlink/program.h"
#include "tools/modlink/resolve_options.h"
#include "tools/transform/bundle.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
A module import stands for a file: NAME, NAME.wat or NAME.wasm beside the importing file, then in each --path, or the
one that --module gives; what absolute names, `..` or links lead to only if that is in ROOT's folder or in a --path, or
with --allow-outside. Each file is nested once; further users reach it by outer aliases. An import that the importer of a
file declares in its module type is supplied by that importer and remains an import.

Example: one file of three

  modlink bundle parent.wat -o bundled.wasm)";

struct Options {
  std::string root;
  std::string output = "-";
  bool text = false;
  bool no_imports = false;
  bool plan = false;
  transform::ResolveOptions resolve;
};

void demand_no_imports(const std::string& root, const ModuleType& type) {
  constexpr std::size_t most_listed = 20;
  std::string remaining;
  std::size_t count = 0;
  for (const auto& entry : type.imports.entries()) {
    if (++count <= most_listed)
      remaining += fmt::format("\n  {} {}", modlink::to_string(kind_of(entry.type)), quote(entry.name));
  }
  if (count > most_listed) remaining += fmt::format("\n  and {} more", count - most_listed);
  if (count > 0) throw cli::Failure(Status::failed, fmt::format("{}: imports remain:{}", shown_path(root), remaining));
}

void bundle(const Options& options, const cli::Language& language) {
  transform::Resolver resolver(with_language(options.resolve, language));
  const auto plan = plan_bundle(resolver.open(options.root), resolver, {language.features, language.limits});
  warn_of_unused(options.root, resolver.unused(), &plan.nodes.front().file->module);
  if (options.no_imports) demand_no_imports(options.root, *transform::type_of(plan, 0));
  if (options.plan) {
    cli::write_file("-", to_string(plan));
    return;
  }
  const cli::Form form = cli::form_of(options.output, options.text);
  cli::write_file(options.output, cli::module_content(bundle(plan), form, plan.types, language, options.root));
}

}  // namespace

void add_bundle(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("bundle", "nest the modules that a module imports");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("ROOT", options->root, "the module whose imports are followed, or - for standard input");
  command
      .add_option("-o,--output", options->output,
                  "the file to write, text if its name ends in .wat; - is standard output")
      .type_name("FILE");
  command.add_flag("--text", options->text, "write text, whatever the name");
  command.add_flag("--no-imports", options->no_imports, "fail if any import remains");
  command.add_flag("--plan", options->plan, "print what would be nested where, and write nothing");
  add_resolve_options(command, options->resolve);
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->root.empty()) cli::missing("ROOT");
    program.file = options->root;
    bundle(*options, program.language);
  });
}

}  // namespace modlink::command
