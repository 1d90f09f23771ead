// `modlink objdump`
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "tools/cli/files.h"
#include "tools/cli/input.h"
#include "tools/inspect/objdump.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: what the first bytes of a binary mean

  modlink objdump program.wasm | head

Each line has an offset, bytes, and what they mean. A malformed binary is shown as far as it can be understood.)";

void objdump(const std::string& path, const cli::Language& language) {
  const SourcePtr source = cli::read_source(path);
  const auto write = [](std::string_view text) { fmt::print("{}", text); };
  const auto error = inspect::objdump(source, language.features, language.limits, write);
  if (!error) return;
  const std::string message = fmt::format("{}: {}", to_string(error->stage()), error->message());
  std::fflush(stdout);
  throw cli::BadModule{source->diagnose(error->pos(), message), {}};
}

}  // namespace

void add_objdump(CLI::App& app, Program& program) {
  CLI::App* command = app.add_subcommand("objdump", "show what the bytes of a binary mean");
  command->footer(footer);
  auto path = std::make_shared<std::string>();
  command->add_option("FILE", *path, "a binary module, or - for standard input");
  add_language_options(*command, program);
  command->callback([path, &program] {
    if (print_listings(program)) return;
    if (path->empty()) throw CLI::RequiredError("FILE");
    objdump(*path, program.language);
  });
}

}  // namespace modlink::command
