// What the subcommands that make one core module have in common.
#include "tools/modlink/flatten_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "tools/cli/named_files.h"
#include "tools/files/files.h"
#include "tools/files/module_file.h"
#include "tools/files/stale_customs.h"
#include "tools/files/standard_streams.h"
#include "tools/modlink/flat_source_map.h"
#include "tools/modlink/program.h"
#include "tools/modlink/resolve_options.h"
#include "tools/transform/flatten_report.h"
#include "tools/transform/loader.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

namespace fs = std::filesystem;

std::string loader_path(const std::string& file, const std::string& form) {
  return fs::path(file).replace_extension(".loader." + form).string();
}

std::string loader(const std::string& form, const std::string& wasm, const Module& flat,
                   const transform::BoundaryPaths& paths) {
  return form == "json" ? loader_json(flat, paths, wasm) : loader_script(flat, paths, wasm);
}

// That of the module first.
std::vector<cli::NamedFile> files_of(const FlatOutput& output) {
  std::vector<cli::NamedFile> result{{"--output", output.file}};
  for (const std::string& form : std::set(output.loaders.begin(), output.loaders.end()))
    result.push_back({"--loader", loader_path(output.file, form)});
  if (!output.report.empty()) result.push_back({"--report", output.report});
  if (!output.source_map.empty()) result.push_back({"--source-map", output.source_map});
  return result;
}

void leave_to_source_map(Module& flat, transform::FlattenReport& report) {
  const auto names_map = [](const Name& name) { return name == transform::source_map_section; };
  std::erase_if(flat.customs, [&](const CustomSection& custom) { return names_map(custom.name); });
  std::erase_if(report.dropped_customs, names_map);
}

// The map; `content` gets the section that names it.
std::string add_source_map(std::string& content, const FlatOutput& output, const Module& flat,
                           const transform::FlattenReport& report, const cli::Language& language) {
  const auto [map, files] = flat_source_map(flat.funcs, report, content, output.source_map, language);
  cli::spare_inputs(files_of(output), files);
  if (map.sources.empty())
    cli::complain({shown_path(output.source_map), ": note: it leads nowhere: no module has a source map that is used"});
  content = with_source_map_url(std::move(content), output.file, output.source_map);
  return print_source_map(map, fs::path(output.file).filename().string());
}

}  // namespace

void add_flat_output(cli::Command command, FlatOutput& output) {
  command.add_option("-o,--output", output.file, "where to write: text if it ends in .wat; - for standard output");
  command.add_flag("--text", output.text, "write text");
  command
      .add_option("--loader", output.loaders,
                  "also write NAME.loader.js, .mjs or .json beside the output: it takes imports, and gives exports, as "
                  "nested objects for instances")
      .one_of({"js", "mjs", "json"})
      .takes_one_each();
  command
      .add_option("--report", output.report,
                  "also write, as JSON, the instances, what each costs, and where each function comes from")
      .type_name("FILE");
  command
      .add_option("--source-map", output.source_map,
                  "write a source map for the output, made of those that its modules' sections sourceMappingURL name")
      .type_name("FILE");
}

void check_output(const FlatOutput& output, bool is_question) {
  if (!is_question) demand_output(output.file);
  if (!is_question) return cli::demand_different_files(files_of(output));
  if (!output.file.empty()) cli::refuse("--why", "excludes --output");
  const bool writes = !output.loaders.empty() || !output.report.empty() || !output.source_map.empty();
  if (writes) cli::refuse("--why", "excludes --loader, --report and --source-map");
}

void spare_inputs(const FlatOutput& output, const transform::Resolver& resolver, const transform::ModuleFile* root) {
  for (const auto& [option, path] : files_of(output))
    spare_inputs(resolver, option == "--output" ? root : nullptr, option, path);
}

void write_flat(const FlatOutput& output, Module& flat, transform::FlattenReport& report, const cli::Language& language,
                const std::string& made_from) {
  const cli::Form form = cli::form_of(output.file, output.text);
  const bool is_binary_file = form == cli::Form::binary && output.file != "-";
  if (!output.loaders.empty() && !is_binary_file) cli::refuse("--loader", "the output has to be a binary in a file");
  if (!output.loaders.empty()) cli::parse_name("--loader", fs::path(output.file).filename().string());
  const bool has_map = !output.source_map.empty();
  if (has_map && !is_binary_file) cli::refuse("--source-map", "the output has to be a binary in a file");
  if (has_map) leave_to_source_map(flat, report);
  std::string content = cli::module_content(flat, form, std::make_shared<TypeStore>(), language, made_from);
  std::vector<cli::NewFile> files;
  if (has_map) files.push_back({output.source_map, add_source_map(content, output, flat, report, language)});
  const std::string wasm = fs::path(output.file).filename().string();
  for (const std::string& form : output.loaders)
    files.push_back({loader_path(output.file, form), loader(form, wasm, flat, report.paths)});
  if (!output.report.empty()) files.push_back({output.report, to_json(report, flat)});
  files.push_back({output.file, std::move(content)});
  cli::write_files(files);
}

void add_flatten_options(cli::Command command, transform::FlattenOptions& flatten) {
  using Boundary = transform::FlattenOptions::Boundary;
  const std::map<std::string, int> boundaries{{"flat", int(Boundary::flat)}, {"error", int(Boundary::error)}};
  const auto set_boundary = [&flatten](int value) { flatten.boundary = static_cast<Boundary>(value); };
  command.add_number_by_name("--exports", boundaries, set_boundary,
                             "instances that are exported, or in imported ones: name their fields by paths (flat), or "
                             "refuse (error, the default)");
  command.add_flag("--single-memory", flatten.single_memory, "refuse if more than one memory remains");
  command.add_flag("--translate-exceptions", flatten.translate_exceptions,
                   "write try_table for the legacy exception instructions, also where it does not occur itself");
  command
      .add_option("--max-copies", flatten.max_copies,
                  "how many definitions may be copies, of modules instantiated more than once")
      .shows_default();
  command.add_option("--max-growth", flatten.max_growth, "how large all copies may be, in instructions")
      .shows_default();
}

namespace {

std::string joined(const std::vector<std::string>& paths) {
  std::string result;
  for (const std::string& path : paths)
    result += fmt::format("{}{}", result.empty() ? "" : ", ", path.empty() ? "the module itself" : shown(path));
  return result;
}

void warn_of_callers(const std::string& file, const transform::FlattenReport::CallerMemories& callers,
                     const std::string& hint) {
  if (callers.unseen.empty()) return;
  const std::string unseen = joined(callers.unseen);
  const std::string what =
      callers.seen.empty()
          ? fmt::format("the one exported as \"memory\"; there is none that calls from {} mean", unseen)
          : fmt::format("that of {} now: calls from {} mean another memory", joined(callers.seen), unseen);
  cli::complain({shown_path(file), ": warning: ", shown(callers.host), " works on the memory of its caller, and finds ",
                 what, callers.seen.empty() ? hint : ""});
}

}  // namespace

void report(const std::string& file, const transform::FlattenReport& report, const std::string& hint) {
  warn_of_callers(file, report.caller_memories, hint);
  cli::note_left_out(file, report.dropped_customs);
  for (const std::string& feature : report.feature_conflicts) {
    cli::complain(
        {shown_path(file), ": warning: target feature ", quote(feature), ": some modules use it, others disallow it"});
  }
}

}  // namespace modlink::command
