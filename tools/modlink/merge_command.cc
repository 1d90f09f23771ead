// `modlink merge`
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "rewrite/elaborate.h"
#include "tools/cli/pattern.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/module_file.h"
#include "tools/files/standard_streams.h"
#include "tools/modlink/flatten_options.h"
#include "tools/modlink/gc_options.h"
#include "tools/modlink/listed.h"
#include "tools/modlink/program.h"
#include "tools/modlink/resolve_options.h"
#include "tools/transform/bundle.h"
#include "tools/transform/merge.h"
#include "tools/transform/merge_initializers.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
What a module imports by the name of another one is what that one exports. Each module is instantiated behind those that
it imports from, whatever the order in which they are given; those that import from each other in that order, and only
functions can be imported from one that comes later. A file that is given by two names is two instances. What nobody
supplies remains an import, and is listed.

All exports of all modules are exported, unless --export or --keep say which, and two of one name are refused, unless
--conflicts says what to do. NAME is an export's name, or MODULE.NAME where several modules have it.

An exported function "_initialize" is that of all modules that are no programs, and a "_start" calls these first; neither
is left out unless it is hidden, as the host has to call it.

Examples: a program and the library it was compiled against, with what the program exports; the same with all exports, of
which those of one name, such as memories, are told apart

  modlink merge main=main.wasm lib=lib.wasm --keep '^main[.]' -o app.wasm
  modlink merge main=main.wasm lib=lib.wasm --conflicts=rename -o app.wasm)";

struct Options {
  std::vector<std::string> files;
  FlatOutput output;
  bool no_imports = false;
  GcOptions gc{.gc = true, .why = {}};
  transform::ResolveOptions resolve;
  transform::MergeOptions merge;
};

class Reader {
 public:
  Reader(const Options& options, const Program& program)
      : language_(program.language), resolver_(with_language(options.resolve, program.language)) {}

  transform::MergeInput read(const std::string& word) {
    const bool has_no_name = word.size() > 1 && word[0] == '=';
    const auto [name, path] =
        has_no_name ? std::pair(std::string(), word.substr(1)) : cli::parse_assignment("NAME=FILE", word, "NAME=FILE");
    if (!names_.insert(name).second)
      throw cli::Failure(Status::usage, fmt::format("modlink merge: two modules are named {}", quote(name)));
    const auto file = resolver_.open(path);
    Input& input = inputs_[file.get()];
    if (!input.valid) load(input, file);
    return {name, path, input.module, input.valid, input.file};
  }

  void check(const FlatOutput& output) const { spare_inputs(output, resolver_, nullptr); }
  void warn_of_unused() const { command::warn_of_unused("modlink merge", resolver_.unused(), nullptr); }
  const TypeStorePtr& types() const { return types_; }

 private:
  struct Input {
    std::shared_ptr<const Module> module;
    ValidModulePtr valid;
    ValidModulePtr file;
  };

  void load(Input& input, const std::shared_ptr<const transform::ModuleFile>& file) {
    const auto plan =
        plan_bundle(file, resolver_, {.features = language_.features, .limits = language_.limits, .types = types_});
    if (is_one_file(plan)) {
      input.valid = plan.nodes.front().valid;
      input.module = std::shared_ptr<const Module>(file, &file->module);
      return;
    }
    input.file = plan.nodes.front().valid;
    Module module = bundle(plan);
    input.valid = cli::validate(module, types_, language_);
    if (rewrite::has_zero_level_exports(module)) module = rewrite::elaborate(*input.valid);
    input.module = std::make_shared<const Module>(std::move(module));
  }

  const cli::Language& language_;
  transform::Resolver resolver_;
  TypeStorePtr types_ = std::make_shared<TypeStore>();
  std::map<const transform::ModuleFile*, Input> inputs_;
  std::set<std::string> names_;
};

std::vector<std::string> imports_of(const Module& module) {
  std::vector<std::string> result;
  for (const Definition& definition : module.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (import) {
      result.push_back(fmt::format("{} {} {}", modlink::to_string(kind_of(import->desc)), quote(*import->module),
                                   quote(import->name)));
    }
  }
  return result;
}

// By the names of the inputs' exports, whether they are exported or not.
NamedDefinitions definitions_of(const std::vector<transform::MergeInput>& inputs, const transform::Merged& merged) {
  std::map<std::string, std::size_t> instances;
  for (std::size_t i = 0; i < merged.flatten.made.size(); ++i) instances.emplace(merged.flatten.made[i].path, i);
  NamedDefinitions result;
  const PerSpace<Index> first = first_own(merged.module);
  for (const IndexSpace space : all_index_spaces) {
    std::map<std::pair<std::size_t, Index>, Index> flat;
    const auto& origins = merged.flatten.origins[space];
    Index index = first[space];
    for (const transform::FlatOrigin& origin : origins) flat.emplace(std::pair(origin.instance, origin.index), index++);
    for (const transform::MergeInput& input : inputs) {
      for (const Export& item : input.module->exports) {
        const auto found =
            space_of(item.kind) == space ? flat.find({instances[instance_name(input)], item.index}) : flat.end();
        if (found == flat.end()) continue;
        result.emplace(*item.name, rewrite::IndexedDefinition{space, found->second});
        result.emplace(fmt::format("{}.{}", input.name, *item.name), rewrite::IndexedDefinition{space, found->second});
      }
    }
  }
  return result;
}

// Of what no JavaScript object can have by one name.
void warn_of_kinds(const std::string& out, const Module& module) {
  std::map<std::pair<Name, Name>, ExternKind> kinds;
  for (const Definition& definition : module.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (!import) continue;
    const auto [known, added] = kinds.emplace(std::pair(*import->module, import->name), kind_of(import->desc));
    if (added || known->second == kind_of(import->desc)) continue;
    cli::complain({shown_path(out), ": warning: ", quote(*import->module), " ", quote(import->name),
                   " is imported as a ", modlink::to_string(known->second), " and as a ",
                   modlink::to_string(kind_of(import->desc)), ": a host in JavaScript cannot have both"});
  }
}

// What there is to know for whoever calls the exports.
std::string initialization(const std::vector<transform::MergeInput>& inputs,
                           const transform::MergeInitializer& initializer) {
  if (!initializer.is_made() && (initializer.calls.empty() || initializer.was_chosen)) return {};
  std::vector<std::string> names;
  for (const transform::MergeExport& call : initializer.calls) {
    if (call.name == transform::initialize_name) names.push_back(shown_name(inputs[call.input]));
  }
  const std::string joined = fmt::format("{}", fmt::join(names, ", "));
  if (initializer.as == transform::start_name) return fmt::format("\"_start\" initializes {} first", joined);
  return fmt::format("\"_initialize\" is exported, to be called before all else: it initializes {}", joined);
}

// Of modules that call a host that finds no memory, how one's would be found.
std::string memory_hint(const std::vector<transform::MergeInput>& inputs,
                        const transform::FlattenReport::CallerMemories& callers) {
  for (const transform::MergeInput& input : inputs) {
    const bool has_memory = input.valid->module_type().exports().find("memory") != nullptr;
    if (!has_memory || std::count(callers.unseen.begin(), callers.unseen.end(), instance_name(input)) == 0) continue;
    return fmt::format("; --export {}.memory exports one", shown(input.name));
  }
  return {};
}

void report_merge(const std::string& out, const std::vector<transform::MergeInput>& inputs,
                  const transform::Merged& merged) {
  const auto say = [&](const std::string& what) { cli::complain({shown_path(out), ": ", what}); };
  for (const auto& [text, names] : merged.guesses)
    say(fmt::format("--rename-import: {} is {} {}", quote(text), quote(names.module), quote(names.name)));
  for (const auto& [input, names] : merged.missing)
    say(fmt::format("{} imports {}, which is not exported there and remains an import", shown_name(inputs[input]),
                    quote(names.module + "." + names.name)));
  for (const transform::MergeExport& item : merged.exports.renamed)
    say(fmt::format("{} of {} is exported as {}", quote(item.name), shown_name(inputs[item.input]), quote(item.as)));
  for (const transform::MergeExport& item : merged.exports.skipped)
    say(fmt::format("{} of {} is not exported: another module exports {}", quote(item.name),
                    shown_name(inputs[item.input]), quote(item.as)));
  if (const std::string initializes = initialization(inputs, merged.exports.initializer); !initializes.empty())
    say(initializes);
  for (const transform::MergePlan::Later& func : merged.early) {
    say(fmt::format("what start functions call may call {} of {} before that has been instantiated: then it traps",
                    quote(func.name), shown_name(inputs[func.input])));
  }
  report(out, merged.flatten, memory_hint(inputs, merged.flatten.caller_memories));
}

void run(Options& options, const Program& program) {
  Reader reader(options, program);
  std::vector<transform::MergeInput> inputs;
  for (const std::string& word : options.files) inputs.push_back(reader.read(word));
  reader.warn_of_unused();
  reader.check(options.output);
  options.merge.result = options.output.file;
  // A question does not depend on how exports are called.
  transform::ExportChoice& exports = options.merge.exports;
  using Conflicts = transform::ExportChoice::Conflicts;
  if (is_question(options.gc) && exports.conflicts == Conflicts::error) exports.conflicts = Conflicts::rename;
  transform::Merged merged = merge(inputs, reader.types(), options.merge);
  if (is_question(options.gc)) return print_why(merged.module, options.gc, definitions_of(inputs, merged));
  const std::vector<std::string> imports = imports_of(merged.module);
  if (options.no_imports) demand_no_imports(options.output.file, imports);
  write_flat(options.output, merged.module, merged.flatten, program.language, options.output.file);
  report_merge(options.output.file, inputs, merged);
  if (!imports.empty()) cli::complain({shown_path(options.output.file), ": still imports:", listed(imports)});
  warn_of_kinds(options.output.file, merged.module);
}

void add_export_options(cli::Command command, transform::ExportChoice& exports) {
  command.add_option("--export", exports.only, "export this, and nothing else that is not named")
      .type_name("NAME")
      .takes_one_each();
  const auto keep = [&exports](const std::string& text) {
    exports.keep.push_back({text, cli::parse_pattern("--keep", text)});
  };
  command.add_each("--keep", keep, "export what this pattern finds, and nothing else that is not named")
      .type_name("RE");
  command.add_option("--hide", exports.hidden, "do not export this").type_name("NAME").takes_one_each();
  const auto rename = [&exports](const std::string& word) {
    exports.renamed.push_back(cli::parse_renaming("--rename-export", word, "NAME=NAME"));
  };
  command.add_each("--rename-export", rename, "export the first under the name of the second").type_name("NAME=NAME");
  using Conflicts = transform::ExportChoice::Conflicts;
  const std::map<std::string, int> conflicts{
      {"error", int(Conflicts::error)}, {"rename", int(Conflicts::rename)}, {"skip", int(Conflicts::skip)}};
  const auto set_conflicts = [&exports](int value) { exports.conflicts = static_cast<Conflicts>(value); };
  command.add_number_by_name("--conflicts", conflicts, set_conflicts,
                             "where a name is exported twice: refuse (error, the default), name the later one "
                             "MODULE.NAME (rename), or leave it out (skip)");
}

// Behind names in quotes, where there may be other signs of equality.
std::size_t behind_quotes(const std::string& word) {
  std::size_t at = 0;
  while (at < word.size() && word[at] == '"') {
    for (++at; at < word.size() && word[at] != '"'; ++at) at += word[at] == '\\' ? 1 : 0;
    at += word.compare(at, 3, "\".\"") == 0 ? 2 : 1;
  }
  return std::min(at, word.size());
}

std::pair<Name, Name> parse_import_renaming(const std::string& word) {
  constexpr const char* option = "--rename-import";
  const std::size_t equals = word.find('=', behind_quotes(word));
  if (equals == std::string::npos || equals == 0 || equals + 1 == word.size())
    cli::refuse(option, "expected NAME.NAME=NAME.NAME");
  return {cli::parse_name(option, word.substr(0, equals)), cli::parse_name(option, word.substr(equals + 1))};
}

void add_options(cli::Command command, Options& options) {
  command.add_option("NAME=FILE", options.files, "the modules, and by which names others import from them");
  add_flat_output(command, options.output);
  add_export_options(command, options.merge.exports);
  const auto rename = [&options](const std::string& word) {
    options.merge.renamed_imports.push_back(parse_import_renaming(word));
  };
  command
      .add_each("--rename-import", rename,
                "import the first by the names of the second; without dots, all of a module; names with dots can stand "
                "in quotes, as \"A\".\"B\"")
      .type_name("A.B=C.D");
  command.add_flag("--no-imports", options.no_imports, "fail if any import remains");
}

}  // namespace

void add_merge(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("merge", "make one core module of modules that import from each other");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  add_options(command, *options);
  add_gc_options(command, options->gc);
  add_flatten_options(command, options->merge.flatten);
  add_resolve_options(command, options->resolve);
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->files.empty()) cli::missing("NAME=FILE");
    check_output(options->output, is_question(options->gc));
    options->merge.flatten.limits = program.language.limits;
    set_gc(options->merge.flatten, options->gc);
    options->merge.features = program.language.features;
    run(*options, program);
  });
}

}  // namespace modlink::command
