// `modlink subtype`
#include <memory>

#include "tools/files/input.h"
#include "tools/files/standard_streams.h"
#include "tools/inspect/derivation.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: is a new version of a library a drop-in for the old one?

  modlink subtype libc-1.1.wasm libc-1.0.wasm

Prints yes; or no, where the first difference is, which rule it breaks, and what was expected and found there. The exit
status is then 1. Each file may be text, binary, or a .wit file.)";

struct Options {
  std::string found;
  std::string expected;
};

Status subtype(const Options& options, const cli::Language& language) {
  const auto store = std::make_shared<TypeStore>();
  const ExternType found = cli::load_type(options.found, store, language);
  const ExternType expected = cli::load_type(options.expected, store, language);
  MatchEffort effort{language.limits.type_comparisons};
  const auto mismatch = explain_mismatch(*store, found, expected, effort);
  cli::print(inspect::derivation(mismatch));
  return mismatch ? Status::failed : Status::ok;
}

}  // namespace

void add_subtype(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("subtype", "is one module usable where another one is expected?");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("A", options->found, "what there is: a module or a .wit file, or - for standard input");
  command.add_option("B", options->expected, "what is expected, likewise");
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->expected.empty()) cli::missing("A and B");
    program.file = options->found;
    program.status = subtype(*options, program.language);
  });
}

}  // namespace modlink::command
