// `modlink bundle`
#include <fmt/format.h>

#include <map>
#include <memory>
#include <set>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/module_file.h"
#include "tools/files/standard_streams.h"
#include "tools/modlink/listed.h"
#include "tools/modlink/name_options.h"
#include "tools/modlink/program.h"
#include "tools/modlink/resolve_options.h"
#include "tools/transform/bundle.h"
#include "tools/transform/record_names.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
A module import stands for a file: NAME, NAME.wat or NAME.wasm beside the importing file, then in each --path, or the
one that --module gives; what absolute names, `..` or links lead to only if that is in ROOT's folder or in a --path, or
with --allow-outside. Each file is nested once; further users reach it by outer aliases. An import that the importer of a
file declares in its module type is supplied by that importer and remains an import.

Of binaries nothing is read but what linking needs: bodies, segments and initializers are copied, whatever is in them,
unless text is read or written, or with --validate. A file that cannot be read so far is nested unread with --no-check.

Example: one file of three

  modlink bundle parent.wat -o bundled.wasm)";

struct Options {
  std::string root;
  std::string output = "-";
  bool text = false;
  bool no_imports = false;
  bool plan = false;
  bool json = false;
  bool validate = false;
  bool no_check = false;
  bool record = false;
  bool dedupe = false;
  std::set<Name> only;
  std::set<Name> keep;
  std::map<Name, Name> external;
  KeptCustoms kept;
  transform::ResolveOptions resolve;
};

std::vector<std::string> imports_of(const ModuleType& type) {
  std::vector<std::string> result;
  for (const auto& entry : type.imports.entries())
    result.push_back(fmt::format("{} {}", modlink::to_string(kind_of(entry.type)), quote(entry.name)));
  return result;
}

transform::BundleOptions bundle_options(const Options& options, const cli::Language& language) {
  transform::BundleOptions result{language.features, language.limits};
  result.compares_types = !options.no_check;
  if (!options.only.empty()) result.only = options.only;
  result.keep = options.keep;
  result.external = options.external;
  result.dedupe = options.dedupe;
  result.records = options.record;
  return result;
}

std::string content_of(const transform::BundlePlan& plan, const Options& options, const cli::Language& language) {
  const cli::Form form = cli::form_of(options.output, options.text);
  Module module = transform::bundle(plan);
  const cli::StaleCustoms customs{"", options.kept.keeps};
  if (form == cli::Form::binary && options.no_check && !options.validate) return cli::binary_content(module, customs);
  return cli::module_content(std::move(module), form, plan.types, language, options.root, customs);
}

// Of files that will not be found where the bundle has been split again.
void note_misled(const std::string& root, const transform::BundlePlan& plan) {
  for (const auto& [importer, request, found, meant, is_one] : transform::record_names(plan).misled) {
    cli::complain({shown_path(root), ": note: of the files that `split` makes of it again, ", shown(importer),
                   " will find ", shown(found), " by the name ", quote(request), ", and not ", shown(meant),
                   is_one ? fmt::format("; --module {}={} says so", shown(request), shown(meant))
                          : "; others mean another file by it, so --module cannot say so"});
  }
}

void bundle(const Options& options, cli::Language language) {
  const bool is_text = cli::form_of(options.output, options.text) == cli::Form::text;
  if (options.plan || !(is_text || options.validate)) language.extent = Extent::linking;
  transform::ResolveOptions resolve = with_language(options.resolve, language);
  resolve.takes_unread = options.no_check && language.extent == Extent::linking;
  transform::Resolver resolver(std::move(resolve));
  const auto plan = plan_bundle(resolver.open(options.root), resolver, bundle_options(options, language));
  warn_of_unused(options.root, resolver.unused(), &plan.nodes.front().file->module);
  for (const std::string& option : plan.unmatched) {
    cli::complain({shown_path(options.root), ": warning: ", option, ": no module import has this name"});
  }
  if (options.no_imports) demand_no_imports(options.root, imports_of(*transform::type_of(plan, 0)));
  if (options.plan) {
    cli::write_file("-", options.json ? to_json(plan) : to_string(plan));
    return;
  }
  spare_inputs(resolver, plan.nodes.front().file.get(), "--output", options.output);
  cli::write_file(options.output, content_of(plan, options, language));
  if (options.record) note_misled(options.root, plan);
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
  command.add_flag("--plan", options->plan, "print what would be nested where, with sizes, and write nothing");
  command.add_flag("--json", options->json, "print the plan as JSON");
  add_names(command, "--only", options->only, "nest only what is imported by these names; other imports remain");
  add_names(command, "--keep", options->keep, "do not nest what is imported by these names; the imports remain");
  command
      .add_each(
          "--external",
          [options](const std::string& value) {
            const auto [name, request] = cli::parse_renaming("--external", value, "NAME=REQUEST");
            options->external[name] = request;
          },
          "do not nest what is imported by this name; the import remains by the name REQUEST")
      .type_name("NAME=REQUEST");
  auto dedupe = command.add_flag("--dedupe", options->dedupe, "nest files of the same bytes once");
  command
      .add_flag("--record", options->record, "keep in custom sections what `split` needs to give back the same files")
      .excludes(dedupe);
  command.add_flag("--validate", options->validate, "validate all of the modules, and the result");
  command.add_flag("--no-check", options->no_check,
                   "do not compare the types of modules with those that they are imported by");
  add_keep_custom(command, options->kept);
  add_resolve_options(command, options->resolve);
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->root.empty()) cli::missing("ROOT");
    demand_output(options->output);
    if (options->json && !options->plan) cli::missing("--plan");
    program.file = options->root;
    bundle(*options, program.language);
  });
}

}  // namespace modlink::command
