// `modlink smith`
#include <fmt/format.h>

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
which each call from outside has a hundred or so. The same options make the same module with each build of a version.

Where a module would exceed a limit of --limit, nothing is written, and the exit status is 1: another seed may do. That
modules nest less deeply, or not at all, where module_nesting, modules and instances say so, is all that is made to fit.)";

struct Options {
  std::uint64_t seed = 0;
  std::optional<std::string> bytes;
  generate::SmithOptions smith;
  std::string output = "-";
  bool text = false;
};

std::string generated(const Options& options, const cli::Language& language) {
  generate::SmithOptions smith = options.smith;
  smith.features = language.features;
  smith.limits = language.limits;
  const generate::Random random(options.bytes ? cli::read_file(*options.bytes) : std::string(), options.seed);
  return generate::generate_module(random, smith);
}

// Throws LimitExceeded as well where what is written would exceed one for whoever reads it.
std::string within_limits(const std::string& text, cli::Form form, const cli::Language& language) {
  const SourcePtr source = cli::make_source("smith.wat", text);
  cli::load_module(source, std::make_shared<TypeStore>(), language);
  std::string content = cli::module_content(cli::read_module(source, language), form, std::make_shared<TypeStore>(),
                                            language, "smith.wat");
  const ImplementationLimit& most = language.limits.source_bytes;
  if (content.size() > most)
    throw LimitExceeded(no_pos, fmt::format("larger than {} bytes{}", most.value(), most.hint()));
  cli::load_module(cli::make_source("smith", content), std::make_shared<TypeStore>(), language);
  return content;
}

// Nobody has the text that the position of an error is in.
std::string made(const Options& options, const cli::Language& language) {
  const std::string text = generated(options, language);
  try {
    return within_limits(text, cli::form_of(options.output, options.text), language);
  } catch (const LimitExceeded& error) {
    throw cli::Failure(Status::failed, fmt::format("modlink smith: the module of {}seed {} exceeds a limit: {} [{}]",
                                                   options.bytes ? "these bytes and " : "", options.seed,
                                                   error.message(), error.code()));
  }
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
