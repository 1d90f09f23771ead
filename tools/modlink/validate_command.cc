// `modlink validate`
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "tools/cli/files.h"
#include "tools/cli/input.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: check all modules of a folder

  modlink validate build/*.wasm)";

Status validate_file(const std::string& path, const cli::Language& language) {
  try {
    cli::load_module(path, std::make_shared<TypeStore>(), language);
    return Status::ok;
  } catch (const cli::BadModule& error) {
    fmt::print(stderr, "{}\n", error.message);
    return Status::failed;
  } catch (const cli::FileError& error) {
    fmt::print(stderr, "{}\n", error.message);
    return Status::usage;
  }
}

}  // namespace

void add_validate(CLI::App& app, Program& program) {
  CLI::App* command = app.add_subcommand("validate", "check modules");
  command->footer(footer);
  auto paths = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *paths, "modules, or - for standard input");
  add_language_options(*command, program);
  command->callback([paths, &program] {
    if (print_listings(program)) return;
    if (paths->empty()) throw CLI::RequiredError("FILE");
    for (const std::string& path : *paths) {
      program.status = std::max(program.status, validate_file(path, program.language));
    }
  });
}

}  // namespace modlink::command
