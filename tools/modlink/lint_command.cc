// `modlink lint`
#include <fmt/format.h>

#include <memory>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/standard_streams.h"
#include "tools/inspect/lint.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: fail if a module asks for more than it needs

  modlink lint --error program.wat

Rules: unused-import, unused-alias, unused-type, unused-module, unused-instance, superfluous-argument, mixed-exceptions
(legacy instructions and try_table in one module, which some engines refuse), wide-import (an instance import with
exports that are never used). One finding a line: place, rule, what it is.)";

struct Options {
  std::string file;
  bool json = false;
  bool error = false;
};

Status lint(const Options& options, const cli::Language& language) {
  const auto module = cli::load_module(options.file, std::make_shared<TypeStore>(), language);
  const Source& source = *module->module.source;
  const std::vector<inspect::Finding> findings = inspect::lint(*module);
  if (options.json) {
    cli::print(inspect::to_json(findings, source));
  } else {
    for (const inspect::Finding& finding : findings) {
      cli::print(
          fmt::format("{}: {}: {}\n", source.describe(finding.at.pos), to_string(finding.rule), finding.message));
    }
  }
  return options.error && !findings.empty() ? Status::failed : Status::ok;
}

}  // namespace

void add_lint(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("lint", "find what a module asks for or defines without need");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, "a module, or - for standard input");
  command.add_flag("--json", options->json, "write JSON");
  command.add_flag("--error", options->error, "exit with status 1 if there is a finding");
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    program.file = options->file;
    program.status = lint(*options, program.language);
  });
}

}  // namespace modlink::command
