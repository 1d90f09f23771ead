// `modlink flatten`
#include <fmt/format.h>

#include <memory>
#include <utility>

#include "tools/files/standard_streams.h"
#include "tools/modlink/flatten_options.h"
#include "tools/modlink/gc_options.h"
#include "tools/modlink/program.h"
#include "tools/modlink/resolve_options.h"
#include "tools/transform/bundle.h"
#include "tools/transform/flatten.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Module imports are resolved and bundled first, as `modlink bundle` does. What the result imports: the fields of imported
instances by both names; a single-level import "x" of anything else as "" "x". With --exports=flat, the fields of an
exported instance "i" are exported as "i.field", and those of an instance "j" in an imported instance "i" are imported
as "i" "j.field". Clashes of names are errors.

Segments and start functions run in the order of the instances. Everything is allocated before the first of them runs:
where there is no room for a later instance's memory or table, nothing has run yet.

Example: make one core module of a graph, and look at it

  modlink flatten app.wat -o app.wasm
  modlink flatten app.wat --text -o -

The same without what nothing uses, and why $f is not left out

  modlink flatten app.wat --gc -o app.wasm
  modlink flatten app.wat --why f)";

struct Options {
  std::string file;
  FlatOutput output;
  GcOptions gc;
  transform::ResolveOptions resolve;
  transform::FlattenOptions flatten;
};

// A module with all that it imports nested in it, and the file that it was.
struct Bundled {
  ValidModulePtr module;
  ValidModulePtr file;
};

Bundled bundled(const Options& options, const Program& program) {
  const cli::Language& language = program.language;
  transform::Resolver resolver(with_language(options.resolve, language));
  const auto root = resolver.open(options.file);
  const auto plan = plan_bundle(root, resolver, {language.features, language.limits});
  spare_inputs(options.output, resolver, root.get());
  warn_of_unused(options.file, resolver.unused(), &plan.nodes.front().file->module);
  return {valid_bundle(plan, language.features, language.limits), plan.nodes.front().valid};
}

void report_copies(const std::string& file, const transform::FlattenReport& report) {
  if (report.copied_definitions != 0) {
    cli::complain(
        {shown_path(file), fmt::format(": {}: {} and {} are copies", counted(report.made.size(), "instance"),
                                       counted(report.copied_funcs, "function"),
                                       counted(report.copied_definitions - report.copied_funcs, "other definition"))});
  }
}

void run(Options& options, const Program& program) {
  const Bundled bundled = command::bundled(options, program);
  options.flatten.exports = bundled.file->instance_type;
  transform::Flattened result = transform::flatten(*bundled.module, options.flatten);
  if (is_question(options.gc)) return print_why(result.module, options.gc);
  write_flat(options.output, result.module, result.report, program.language, options.file);
  report_copies(options.file, result.report);
  report(options.file, result.report);
}

void add_options(cli::Command command, Options& options) {
  command.add_option("FILE", options.file, "a module, or - for standard input");
  add_flat_output(command, options.output);
  add_gc_options(command, options.gc);
}

}  // namespace

void add_flatten(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("flatten", "make one core module of a module graph");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  add_options(command, *options);
  add_flatten_options(command, options->flatten);
  add_resolve_options(command, options->resolve);
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    check_output(options->output, is_question(options->gc));
    program.file = options->file;
    options->flatten.limits = program.language.limits;
    set_gc(options->flatten, options->gc);
    run(*options, program);
  });
}

}  // namespace modlink::command
