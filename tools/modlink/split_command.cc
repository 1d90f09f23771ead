// `modlink split`
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/module_file.h"
#include "tools/files/standard_streams.h"
#include "tools/modlink/program.h"
#include "tools/transform/split.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Each nested module becomes a file NAME-HASH.wasm, which its importers import as "NAME-HASH", so that `modlink bundle`
and `modlink run` find it. Identical modules become one file. A module that uses an imported or aliased module of an
enclosing one gets it as an argument from whoever instantiates it; where it is exported or passed on, which would make
that visible, it stays nested, and a note says so.

Example: a bundle taken apart again, as text

  modlink split bundled.wasm --out-dir parts --text)";

struct Options {
  std::string file;
  std::string folder;
  bool text = false;
};

void note(const transform::Split::Kept& kept, const SourcePtr& source) {
  const std::string name = kept.name.empty() ? "" : " " + quote_id(kept.name);
  const std::string message = fmt::format("note: module{} stays nested: {}", name, kept.reason);
  cli::complain({source->describe(kept.pos), ": ", message});
}

std::string root_name(const std::string& path) {
  return path == "-" ? "root" : std::filesystem::path(path).stem().string();
}

void split(const Options& options, const cli::Language& language) {
  const Module module = cli::read_module(cli::read_source(options.file, language), language);
  const transform::Split parts = in_source(module.source, [&] {
    return transform::split(module, {language.features, language.limits});
  });
  const cli::Form form = options.text ? cli::Form::text : cli::Form::binary;
  const auto types = std::make_shared<TypeStore>();
  std::vector<cli::NewFile> files;
  const auto add = [&](const std::string& name, const Module& part) {
    const std::string file = name + (options.text ? ".wat" : ".wasm");
    files.push_back({file, cli::module_content(part, form, types, language, options.file)});
  };
  for (const transform::Split::File& file : parts.files) add(file.name, file.module);
  add(root_name(options.file), parts.root);
  cli::write_files(options.folder, files);
  for (const transform::Split::Kept& kept : parts.kept) note(kept, module.source);
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
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    if (options->folder.empty()) cli::missing("--out-dir");
    program.file = options->file;
    split(*options, program.language);
  });
}

}  // namespace modlink::command
