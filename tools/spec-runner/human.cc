// What people are told at the end of a run.
#include "tools/spec-runner/human.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/color.h"
#include "tools/files/standard_streams.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

void print_failed_scripts(const RunResult& run) {
  if (run.scripts.size() == 1) return;
  for (const ScriptResult& script : run.scripts) {
    if (script.counts.failed > 0) cli::print(fmt::format("{}: {}\n", shown_path(script.path), summary(script.counts)));
  }
}

void print_not_run(const RunResult& run) {
  const auto count = static_cast<std::uint64_t>(
      std::count_if(run.scripts.begin(), run.scripts.end(), [](const ScriptResult& script) { return script.not_run; }));
  if (count == 0 && run.total.not_run == 0) return;
  std::string line = "stopped after the first failure";
  if (count > 0) line += fmt::format("; {} not run at all", counted(count, "script"));
  cli::print(line + "\n");
}

void print_slowest(const RunResult& run, std::size_t most) {
  for (const Slow& slow : slowest(run, most)) {
    cli::print(fmt::format("{:>9}  {} {}\n", describe_duration(slow.directive->duration),
                           place_of(*slow.script, *slow.directive), slow.script->keyword_of(*slow.directive)));
  }
}

}  // namespace

void print_summary(const RunResult& run, const SuiteOptions& options) {
  const Counts& total = run.total;
  print_failed_scripts(run);
  print_slowest(run, options.slowest);
  print_not_run(run);
  if (total.expected_failures > 0) cli::print(counted(total.expected_failures, "failure") + " as expected\n");
  const cli::Color color = total.status == Status::ok ? cli::Color::green : cli::Color::red;
  cli::print(cli::painted(summary(total), color, options.report.color) + "\n");
}

}  // namespace modlink::runner
