// `modlink split`
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/module_file.h"
#include "tools/files/standard_streams.h"
#include "tools/modlink/name_options.h"
#include "tools/modlink/program.h"
#include "tools/transform/bundle_record.h"
#include "tools/transform/split.h"
#include "tools/transform/split_json.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Each nested module becomes a file NAME-HASH.wasm, which its importers import as "NAME-HASH", so that `modlink bundle`
and `modlink run` find it. Identical modules become one file. A module that uses an imported or aliased module of an
enclosing one gets it as an argument from whoever instantiates it; where it is exported or passed on, which would make
that visible, it stays nested, and a note says so. A bundle with a record of its files becomes these again.

Of binaries nothing is read but what linking needs; bodies, segments and initializers are copied, whatever is in them,
unless text is written, or with --validate. Only a module whose type indices cannot stay is read and gets new code. A file
that is there is replaced only with --force, unless it has the same content.

Example: a bundle taken apart again, as text

  modlink split bundled.wasm --out-dir parts --text)";

struct Options {
  std::string file;
  std::string folder;
  bool text = false;
  bool force = false;
  bool plan = false;
  bool json = false;
  bool validate = false;
  std::set<Name> only;
  std::set<Name> keep;
  std::optional<std::string> import_name;
  KeptCustoms kept;
};

// Of the parts of a name that stand in braces, only these two stand for something.
void check_import_name(const std::string& pattern) {
  for (std::size_t end = pattern.find('}'); end != std::string::npos; end = pattern.find('}', end + 1)) {
    const std::size_t begin = pattern.rfind('{', end);
    if (begin == std::string::npos) continue;
    const std::string word = pattern.substr(begin, end + 1 - begin);
    const bool is_closed_before = pattern.find('}', begin) != end;
    if (is_closed_before || word == "{name}" || word == "{hash}") continue;
    cli::refuse("--import-name", fmt::format("unknown placeholder `{}`: expected {{name}} or {{hash}}", shown(word)));
  }
}

void note(const transform::Split::Kept& kept, const SourcePtr& source) {
  const std::string name = kept.name.empty() ? "" : " " + quote_id(kept.name);
  const std::string message = fmt::format("note: module{} stays nested: {}", name, kept.reason);
  cli::complain({source->describe(kept.pos), ": ", message});
}

std::string root_name(const std::string& path) {
  return path == "-" ? "root" : std::filesystem::path(path).stem().string();
}

// The files, of which the last one is the root's, and by which names they are imported.
struct Parts {
  std::vector<cli::NewFile> files;
  std::vector<Name> imports;
  std::vector<transform::Split::Kept> kept;
};

Parts parts_of(const Options& options, const cli::Language& language, const Module& module) {
  transform::SplitOptions split_options{language.features, language.limits};
  if (!options.only.empty()) split_options.only = options.only;
  split_options.keep = options.keep;
  if (options.import_name) split_options.import_name = *options.import_name;
  const transform::Split split = in_source(module.source, [&] { return transform::split(module, split_options); });
  for (const std::string& option : split.unmatched)
    cli::complain({shown_path(options.file), ": warning: ", option, ": no nested module has this name"});
  const cli::Form form = options.text ? cli::Form::text : cli::Form::binary;
  const auto types = std::make_shared<TypeStore>();
  Parts result;
  const auto add = [&](const std::string& name, const Module& part) {
    const std::string file = name + (options.text ? ".wat" : ".wasm");
    const cli::StaleCustoms customs{file, options.kept.keeps};
    result.files.push_back({file, cli::module_content(part, form, types, language, options.file, customs)});
  };
  for (const transform::Split::File& file : split.files) {
    add(file.name, file.module);
    result.imports.push_back(file.import);
  }
  add(root_name(options.file), split.root);
  result.kept = split.kept;
  return result;
}

// Why the record of its files that a bundle has is not followed, if so.
const char* reason_against_record(const Options& options, const Source& source) {
  const bool is_plain = !options.text && options.only.empty() && options.keep.empty() && !options.import_name;
  if (!is_plain) return "its files would be others";
  return source.kind() == Source::Kind::binary ? nullptr : "it is about a binary";
}

bool has_record(const Module& module, const Source& source) {
  if (source.kind() == Source::Kind::binary) return transform::has_record(source.content());
  return std::any_of(module.customs.begin(), module.customs.end(),
                     [](const CustomSection& custom) { return custom.name == transform::record_section; });
}

// The files of which the bundle was made, if it says so and nothing else is asked for.
std::optional<Parts> recorded_parts(const Options& options, const SourcePtr& source, const Module& module) {
  if (!has_record(module, *source)) return std::nullopt;
  const char* why = reason_against_record(options, *source);
  if (!why) {
    if (auto files = transform::restore_files(source->content())) return Parts{std::move(*files), {}, {}};
    why = "what it is about was changed";
  }
  cli::complain({source->describe(no_pos), ": note: custom section ", quote(transform::record_section),
                 " is not followed: ", why});
  return std::nullopt;
}

void validate(const Parts& parts, const Module& module, const cli::Language& language) {
  const auto types = std::make_shared<TypeStore>();
  cli::validate(module, types, language);
  for (const cli::NewFile& file : parts.files) {
    const auto part = std::make_shared<const Source>(file.name, file.content, Source::Kind::binary);
    cli::validate(cli::read_module(part, language), types, language);
  }
}

void print_plan(const Options& options, const Parts& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.files.size(); ++i) {
    const cli::NewFile& file = parts.files[i];
    text += fmt::format("{}, {} bytes", shown_path(file.name), file.content.size());
    if (i < parts.imports.size()) text += ", imported as " + quote(parts.imports[i]);
    text += '\n';
  }
  cli::write_file("-", options.json ? transform::split_json(parts.files, parts.imports, parts.kept) : text);
}

void split(const Options& options, cli::Language language) {
  if (!options.text && !options.validate) language.extent = Extent::linking;
  const SourcePtr source = cli::read_source(options.file, language);
  const Module module = cli::read_module(source, language);
  auto parts = recorded_parts(options, source, module);
  if (parts && options.validate) validate(*parts, module, language);
  if (!parts) parts = parts_of(options, language, module);
  if (options.plan) {
    print_plan(options, *parts);
  } else {
    cli::write_files(options.folder, parts->files, options.force ? cli::Replace::anything : cli::Replace::nothing);
  }
  for (const transform::Split::Kept& kept : parts->kept) note(kept, source);
}

}  // namespace

void add_split(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("split", "make files of the modules nested in a module");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, "a module, or - for standard input");
  command.add_option("--out-dir", options->folder, "where to write, under the name of FILE and those of its parts")
      .type_name("DIR");
  command.add_flag("--text", options->text, "write text");
  command.add_flag("--force", options->force, "replace files that are there with another content");
  command.add_flag("--plan", options->plan, "print which files would be written, with sizes, and write nothing");
  command.add_flag("--json", options->json, "print the plan as JSON");
  add_names(command, "--only", options->only, "make files only of the modules with these names");
  add_names(command, "--keep", options->keep, "leave the modules with these names nested");
  command
      .add_setter(
          "--import-name",
          [options](const std::string& pattern) { options->import_name = cli::parse_name("--import-name", pattern); },
          "by which names importers call the files, with {name} and {hash} for the parts of a file's name")
      .type_name("PATTERN");
  command.add_flag("--validate", options->validate, "validate all of the module, and the results");
  add_keep_custom(command, options->kept);
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    if (options->folder.empty() && !options->plan) cli::missing("--out-dir");
    if (options->json && !options->plan) cli::missing("--plan");
    if (options->import_name) check_import_name(*options->import_name);
    program.file = options->file;
    split(*options, program.language);
  });
}

}  // namespace modlink::command
