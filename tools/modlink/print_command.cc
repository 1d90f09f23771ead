// `modlink print`
#include <memory>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/inspect/print_style.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: an overview of a binary

  modlink print program.wasm --skeleton --names

The text reads as the same module. With --skeleton it is for readers only; what functions of a binary do is not read
then, and nothing said of it. --desugar writes two-level imports as the instance imports and aliases that they stand
for, and zero-level exports one by one; --translate-exceptions writes the legacy exception instructions with try_table.
These and --fold ask for a valid module.)";

struct Options {
  std::string file;
  std::string output = "-";
  inspect::PrintStyle style;
  bool plain = false;
};

void print(const Options& options, const cli::Language& language) {
  const SourcePtr source = cli::read_source(options.file, language);
  const std::string text =
      in_source(source, [&] { return inspect::print(cli::read_module(source, language), options.style, language); });
  cli::write_file(options.output, text);
}

}  // namespace

void add_print(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("print", "write a module as text");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, "a module, or - for standard input");
  command.add_option("-o,--output", options->output, "where to write; - is standard output").type_name("FILE");
  command.add_flag("--desugar", options->style.desugar,
                   "write out what two-level imports and zero-level exports stand for");
  command.add_flag("--translate-exceptions", options->style.translate_exceptions,
                   "write try_table for the legacy exception instructions");
  command.add_flag("--fold", options->style.fold, "write folded instructions");
  command.add_flag("--skeleton", options->style.skeleton, "leave out function bodies and contents of segments");
  command.add_flag("--names", options->style.names, "invent identifiers for what has no name");
  command.add_flag("--plain", options->plain, "leave out the comments that give indices");
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    demand_output(options->output);
    program.file = options->file;
    if (options->style.skeleton && !options->style.translate_exceptions) program.language.extent = Extent::declarations;
    options->style.indices = !options->plain;
    print(*options, program.language);
  });
}

}  // namespace modlink::command
