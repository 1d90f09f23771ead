// `modlink types`
#include <memory>

#include "tools/cli/named_files.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/inspect/types.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: what a module imports and exports, as a file that other tools read

  modlink types program.wasm -o program.wit
  modlink types program.wasm --json | jq '.types | length'

A .wit file has one bare module or instance type; what functions of a binary do is not read, and nothing said of it.)";

struct Options {
  std::string file;
  std::string output = "-";
  bool json = false;
};

void write_types(const Options& options, const cli::Language& language) {
  cli::spare_inputs({{"--output", options.output}}, {options.file});
  const auto store = std::make_shared<TypeStore>();
  const ExternType type = cli::load_type(options.file, store, language);
  cli::write_file(options.output, options.json ? inspect::to_json(*store, type) : inspect::to_wit(*store, type));
}

}  // namespace

void add_types(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("types", "show the type of a module");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, "a module or a .wit file, or - for standard input");
  command.add_option("-o,--output", options->output, "where to write; - is standard output").type_name("FILE");
  command.add_flag("--json", options->json, "write JSON");
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    demand_output(options->output);
    program.file = options->file;
    program.language.extent = Extent::declarations;
    write_types(*options, program.language);
  });
}

}  // namespace modlink::command
