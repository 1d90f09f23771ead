// `modlink parse`
#include <memory>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/output.h"
#include "tools/files/stale_customs.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: a binary with its names, and one without

  modlink parse program.wat -o program.wasm
  modlink parse program.wat -o program.wasm --no-names

The module is not validated; but one with zero-level exports, which have no encoding, must be valid.)";

struct Options {
  std::string file;
  std::string output = "-";
  bool no_names = false;
};

void parse(const Options& options, const cli::Language& language) {
  Module module = cli::read_module(cli::read_source(options.file, language), language);
  cli::drop_stale_customs(module);
  EncodeOptions encoding;
  encoding.names = !options.no_names;
  const Bytes bytes = cli::encode(module, language, encoding);
  cli::write_file(options.output, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

void add_parse(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("parse", "write a module as binary");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, "a module, or - for standard input");
  command.add_option("-o,--output", options->output, "where to write; - is standard output").type_name("FILE");
  command.add_flag("--no-names", options->no_names, "write no name section");
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    demand_output(options->output);
    program.file = options->file;
    parse(*options, program.language);
  });
}

}  // namespace modlink::command
