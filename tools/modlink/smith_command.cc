// `modlink smith`
#include <memory>
#include <optional>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/module_file.h"
#include "tools/generate/smith.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: the same module each time, and one whose choices are the bytes of a file

  modlink smith --seed 7 -o seven.wasm
  modlink smith --bytes input -o steered.wasm

The module is valid, and imports nothing but what `spectest` of the official suite has. It has all that the language has, as
far as --features, --enable and --disable let it. Whatever it exports ends: functions and rounds of loops take fuel, of
which each call from outside has a hundred or so. The same options make the same module with each build of a version.)";

struct Options {
  std::uint64_t seed = 0;
  std::optional<std::string> bytes;
  generate::SmithOptions smith;
  std::string output = "-";
  bool text = false;
};

std::string made(const Options& options, const cli::Language& language) {
  generate::SmithOptions smith = options.smith;
  smith.features = language.features;
  const generate::Random random(options.bytes ? cli::read_file(*options.bytes) : std::string(), options.seed);
  const SourcePtr source = cli::make_source("smith.wat", generate::generate_module(random, smith));
  return cli::module_content(cli::read_module(source, language), cli::form_of(options.output, options.text),
                             std::make_shared<TypeStore>(), language, "smith.wat");
}

}  // namespace

void add_smith(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("smith", "make a random module that is valid, and ends");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("--seed", options->seed, "what the choices begin with").type_name("N").shows_default();
  command
      .add_option("--bytes", options->bytes,
                  "the first choices are the bytes of this file, those behind them the seed's: for fuzzers")
      .type_name("FILE");
  command.add_flag("--graph", options->smith.graph, "modules and instances that nest, import and share");
  command.add_flag("--swarm", options->smith.swarm, "of the features a part, which is another one for each seed");
  command.add_flag("--deterministic", options->smith.deterministic,
                   "nothing whose result is open: no NaN but 0 in its place, no relaxed vector instructions");
  command.add_option("-o,--output", options->output, "where to write; - is standard output").type_name("FILE");
  command.add_flag("--text", options->text, "write text, whatever the name");
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    demand_output(options->output);
    cli::write_file(options->output, made(*options, program.language));
  });
}

}  // namespace modlink::command
