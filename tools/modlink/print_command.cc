// `modlink print`
#include <memory>

#include "rewrite/elaborate.h"
#include "rewrite/invent_names.h"
#include "rewrite/translate_exceptions.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/stale_customs.h"
#include "tools/inspect/arities.h"
#include "tools/modlink/program.h"
#include "wast/text/print.h"

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
  bool desugar = false;
  bool translate_exceptions = false;
  bool fold = false;
  bool skeleton = false;
  bool names = false;
  bool plain = false;
};

ValidModulePtr valid(const Module& module, const cli::Language& language) {
  return cli::validate(module, std::make_shared<TypeStore>(), language);
}

std::string print(Module module, const Options& options, const cli::Language& language) {
  if (options.desugar) module = rewrite::desugar(*valid(module, language));
  if (options.translate_exceptions) module = rewrite::translate_exceptions(*valid(module, language));
  if (!options.skeleton) cli::drop_stale_customs(module);
  if (options.names) rewrite::invent_names(module);
  PrintOptions style;
  text::Arities arities;
  if (options.fold && !options.skeleton) arities = inspect::arities_of(*valid(module, language));
  style.fold = options.fold;
  style.arities = &arities;
  style.skeleton = options.skeleton;
  style.indices = !options.plain;
  style.idle_locals = language.limits.idle_locals;
  return print_module(module, style);
}

void print(const Options& options, const cli::Language& language) {
  const SourcePtr source = cli::read_source(options.file, language);
  const std::string text =
      in_source(source, [&] { return print(cli::read_module(source, language), options, language); });
  cli::write_file(options.output, text);
}

}  // namespace

void add_print(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("print", "write a module as text");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, "a module, or - for standard input");
  command.add_option("-o,--output", options->output, "where to write; - is standard output").type_name("FILE");
  command.add_flag("--desugar", options->desugar, "write out what two-level imports and zero-level exports stand for");
  command.add_flag("--translate-exceptions", options->translate_exceptions,
                   "write try_table for the legacy exception instructions");
  command.add_flag("--fold", options->fold, "write folded instructions");
  command.add_flag("--skeleton", options->skeleton, "leave out function bodies and contents of segments");
  command.add_flag("--names", options->names, "invent identifiers for what has no name");
  command.add_flag("--plain", options->plain, "leave out the comments that give indices");
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    program.file = options->file;
    if (options->skeleton && !options->translate_exceptions) program.language.extent = Extent::declarations;
    print(*options, program.language);
  });
}

}  // namespace modlink::command
