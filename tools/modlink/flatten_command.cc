// `modlink flatten`
#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/module_file.h"
#include "tools/files/standard_streams.h"
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
  std::string out;
  bool text = false;
  GcOptions gc;
  transform::ResolveOptions resolve;
  transform::FlattenOptions flatten;
};

Module bundled(const Options& options, const Program& program) {
  const cli::Language& language = program.language;
  transform::Resolver resolver(with_language(options.resolve, language));
  const auto plan = plan_bundle(resolver.open(options.file), resolver, {language.features, language.limits});
  warn_of_unused(options.file, resolver.unused());
  return bundle(plan);
}

transform::Flattened flattened(const Options& options, const Program& program) {
  const ValidModulePtr root = cli::validate(bundled(options, program), std::make_shared<TypeStore>(), program.language);
  return transform::flatten(*root, options.flatten);
}

void report(const Options& options, const transform::FlattenReport& report) {
  if (report.copied_definitions != 0) {
    cli::complain({shown_path(options.file),
                   fmt::format(": {}: {} and {} are copies", counted(report.instances, "instance"),
                               counted(report.copied_funcs, "function"),
                               counted(report.copied_definitions - report.copied_funcs, "other definition"))});
  }
  for (const std::string& name : report.dropped_customs) {
    cli::complain(
        {shown_path(options.file), ": custom section ", quote(name), " is left out: it depends on the layout"});
  }
  for (const std::string& feature : report.feature_conflicts) {
    cli::complain({shown_path(options.file), ": warning: target feature ", quote(feature),
                   ": some modules use it, others disallow it"});
  }
}

void run(const Options& options, const Program& program) {
  transform::Flattened result = flattened(options, program);
  const cli::Form form = cli::form_of(options.out, options.text);
  const auto types = std::make_shared<TypeStore>();
  cli::write_file(options.out,
                  cli::module_content(std::move(result.module), form, types, program.language, options.file));
  report(options, result.report);
}

// Of the flat module before anything is left out.
void explain(const Options& options, const Program& program) {
  Options whole = options;
  whole.flatten.remove_unused = false;
  whole.flatten.single_memory = false;
  print_why(flattened(whole, program).module, options.gc);
}

void add_options(cli::Command command, Options& options) {
  command.add_option("FILE", options.file, "a module, or - for standard input");
  command.add_option("-o,--output", options.out, "where to write: text if it ends in .wat; - for standard output");
  command.add_flag("--text", options.text, "write text");
  using Boundary = transform::FlattenOptions::Boundary;
  const std::map<std::string, int> boundaries{{"flat", int(Boundary::flat)}, {"error", int(Boundary::error)}};
  const auto set_boundary = [&options](int value) { options.flatten.boundary = static_cast<Boundary>(value); };
  command.add_number_by_name("--exports", boundaries, set_boundary,
                             "instances that are exported, or in imported ones: name their fields by paths (flat), or "
                             "refuse (error, the default)");
  add_gc_options(command, options.gc);
  command.add_flag("--single-memory", options.flatten.single_memory, "refuse if more than one memory remains");
  command.add_flag("--translate-exceptions", options.flatten.translate_exceptions,
                   "write try_table for the legacy exception instructions, also where it does not occur itself");
  command
      .add_option("--max-copies", options.flatten.max_copies,
                  "how many definitions may be copies, of modules instantiated more than once")
      .shows_default();
  command.add_option("--max-growth", options.flatten.max_growth, "how large all copies may be, in instructions")
      .shows_default();
}

}  // namespace

void add_flatten(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("flatten", "make one core module of a module graph");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  add_options(command, *options);
  add_resolve_options(command, options->resolve);
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    const bool is_question = !options->gc.why.empty();
    if (is_question && !options->out.empty()) cli::refuse("--why", "excludes --output");
    if (!is_question && options->out.empty()) cli::missing("--output");
    program.file = options->file;
    options->flatten.limits = program.language.limits;
    options->flatten.remove_unused = options->gc.gc;
    is_question ? explain(*options, program) : run(*options, program);
  });
}

}  // namespace modlink::command
