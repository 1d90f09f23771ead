// The options of spec-runner about reports, and about which scripts and directives they are.
#include "tools/spec-runner/report_options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "tools/cli/named_files.h"
#include "tools/cli/pattern.h"
#include "tools/files/read_files.h"
#include "tools/spec-runner/files.h"
#include "tools/spec-runner/isolation.h"
#include "tools/spec-runner/option_rules.h"
#include "tools/spec-runner/sharding.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

void add_outputs(cli::Command app, SuiteOptions& suite) {
  const auto report = [&](const std::string& text) {
    const auto target = parse_report_target(text);
    if (!target) {
      cli::refuse("--report",
                  fmt::format("`{}`: expected human, json=FILE, junit=FILE, tap=FILE or html=FILE", shown(text)));
    }
    suite.reports.push_back(*target);
  };
  app.add_each(
         "--report", report,
         "write a report, several if it is given several times; FILE - is standard output, of which it then has all "
         "(default: human, what people are told there)")
      .type_name("human|json=FILE|junit=FILE|tap=FILE|html=FILE");
  app.add_option("--slowest", suite.slowest, "show the N directives that took longest (default: none, and 10 in html)")
      .type_name("N");
  app.add_flag(
      "-v,--verbose", [&] { suite.report.verbosity = Verbosity::all; },
      "show every directive (default: those that failed)");
  app.add_flag(
      "-q,--quiet", [&] { suite.report.verbosity = Verbosity::quiet; },
      "show no directives, only how many passed and failed");
  cli::add_color_option(app, suite.color);
}

}  // namespace

void add_earlier_report_options(cli::Command app, SuiteOptions& suite) {
  app.add_flag(
      "--compare", [&] { suite.task = Task::compare; },
      "the two FILEs are reports in JSON: print what changed from the first to the second; exit status 1 if "
      "something fails that did not");
  app.add_flag(
      "--merge", [&] { suite.task = Task::merge; },
      "the FILEs are reports in JSON of runs with --shard: make them one, which --report writes");
}

namespace {

void add_selection(cli::Command app, SuiteOptions& suite) {
  Selection& selection = suite.report.selection;
  const auto filter = [&](const std::string& text) {
    selection.filters.push_back(cli::parse_pattern("--filter", text));
  };
  const auto exclude = [&](const std::string& text) {
    selection.excludes.push_back(cli::parse_pattern("--exclude", text));
  };
  const auto line = [&](const std::string& text) {
    const std::string wrong = cli::wrong_natural(text, UINT32_MAX);
    if (!wrong.empty()) cli::refuse("--line", wrong);
    selection.line = static_cast<std::uint32_t>(*cli::parse_natural(text));
  };
  const auto shard = [&](const std::string& text) {
    suite.shard = parse_shard(text);
    if (!suite.shard) cli::refuse("--shard", fmt::format("`{}`: expected I/N, as in 1/4 to 4/4", shown(text)));
  };
  app.add_each(
         "--filter", filter,
         "run everything, but check only directives whose `file:line keyword` matches; if given several times, all "
         "have to")
      .type_name("REGEX");
  app.add_each("--exclude", exclude, "likewise, only those that do not match; if given several times, none may")
      .type_name("REGEX");
  app.add_setter("--line", line, "likewise, of a single script, only those that begin on this line, counted from 1")
      .type_name("N");
  app.add_flag("--fail-fast", suite.report.fail_fast, "run nothing after the first failure");
  app.add_setter("--shard", shard, "run only the I-th of N parts of the scripts, which together are all of them")
      .type_name("I/N");
}

void add_test_environment(SuiteOptions& suite) {
  const TestEnvironment environment = read_test_environment();
  if (!environment.filter.empty()) {
    suite.report.selection.filters.push_back(cli::parse_pattern("TESTBRIDGE_TEST_ONLY", environment.filter));
  }
  if (!environment.junit.empty()) suite.reports.push_back({ReportKind::junit, environment.junit, "XML_OUTPUT_FILE"});
  suite.shard_status = environment.shard_status;
  if (!suite.shard) suite.shard = environment.shard;
}

bool needs_results(const SuiteOptions& suite) {
  for (const ReportTarget& target : suite.reports) {
    if (target.kind != ReportKind::human) return true;
  }
  return suite.slowest > 0 || suite.isolated || suite.list;
}

}  // namespace

std::vector<cli::NamedFile> outputs_of(const SuiteOptions& suite) {
  std::vector<cli::NamedFile> result;
  for (const ReportTarget& target : suite.reports) {
    if (target.kind != ReportKind::human) result.push_back({target.asked_by, target.file});
  }
  for (const CoverageOptions::File& file : suite.coverage.files) result.push_back({"--coverage-report", file.path});
  if (suite.list) result.push_back({"--write-expected", *suite.list});
  return result;
}

namespace {

bool has_report(const SuiteOptions& suite, ReportKind kind) {
  const auto is_one = [&](const ReportTarget& target) { return target.kind == kind; };
  return std::any_of(suite.reports.begin(), suite.reports.end(), is_one);
}

// As far as they are known before: what is not there is told by the run.
std::vector<std::string> scripts_of(const std::vector<std::string>& paths) {
  std::vector<std::string> result;
  for (const std::string& path : paths) {
    try {
      for (const ScriptFile& file : find_files(path)) result.push_back(file.path);
    } catch (const cli::Failure&) {
    }
  }
  return result;
}

std::vector<std::string> files_of_options(const SuiteOptions& suite) {
  std::vector<std::string> result = suite.inputs;
  for (const RegisteredFile& file : suite.settings.registered) result.push_back(file.path);
  return result;
}

// Files and folders.
std::vector<std::string> inputs_of(const SuiteOptions& suite, const std::vector<std::string>& paths) {
  std::vector<std::string> result = files_of_options(suite);
  const std::vector<std::string> scripts = scripts_of(paths);
  result.insert(result.end(), paths.begin(), paths.end());
  result.insert(result.end(), scripts.begin(), scripts.end());
  return result;
}

// None is written to while it is read as another one.
void demand_different_scripts(const std::vector<std::string>& paths) {
  cli::ReadFiles scripts;
  for (const std::string& script : scripts_of(paths)) {
    if (const std::string other = scripts.lost_to(script); !other.empty()) cli::refuse("--bless", other + " already");
    scripts.add(script);
  }
}

void demand_one_standard_input(const SuiteOptions& suite, const std::vector<std::string>& paths) {
  const std::vector<std::string> inputs = files_of_options(suite);
  const auto by_options = std::count(inputs.begin(), inputs.end(), "-");
  if (suite.isolate && by_options > 0)
    cli::refuse("--isolate", "each process reads the files of options, not only one");
  if (by_options + std::count(paths.begin(), paths.end(), "-") > 1)
    cli::refuse("-", "standard input is read only once");
}

// One file at most has standard output, and then alone.
void share_standard_output(SuiteOptions& suite, const std::vector<cli::NamedFile>& outputs,
                           const std::vector<std::string>& given) {
  const cli::NamedFile* const taker = cli::find_standard_output(outputs);
  suite.tells_people = !taker;
  if (!taker) return;
  std::vector<std::string> printing = given;
  if (has_report(suite, ReportKind::html)) std::erase(printing, "--slowest");  // which has them
  spare_standard_output(printing, taker->option);
}

void check_files(SuiteOptions& suite, const std::vector<std::string>& paths, const std::vector<std::string>& given) {
  demand_one_standard_input(suite, paths);
  if (suite.bless) demand_different_scripts(paths);
  std::vector<cli::NamedFile> outputs = outputs_of(suite);
  share_standard_output(suite, outputs, given);
  if (!outputs.empty()) cli::spare_inputs(outputs, inputs_of(suite, paths));
  if (has_report(suite, ReportKind::human)) outputs.push_back({"--report", "-"});
  cli::demand_different_files(outputs);
}

// In a process that runs one script, standard output is a pipe to the one that started it.
std::string standard_output(const SuiteOptions& suite) {
  return suite.isolated ? fmt::format("/proc/{}/fd/{}", getppid(), STDOUT_FILENO) : "-";
}

// What scripts are not to write to.
std::vector<cli::NamedFile> spared_files(const SuiteOptions& suite, const std::vector<std::string>& paths) {
  std::vector<cli::NamedFile> result{{"standard output", standard_output(suite)}};
  for (const cli::NamedFile& file : outputs_of(suite)) {
    if (file.path != "-") result.push_back({"what " + file.option + " writes", file.path});
  }
  for (const std::string& path : files_of_options(suite)) {
    if (path != "-") result.push_back({"one of the files that options read", path});
  }
  if (!suite.bless) return result;
  for (const std::string& path : scripts_of(paths)) result.push_back({"one of the scripts for --bless", path});
  return result;
}

// A process that runs one script has a report of its own, and what is said about the whole run is not for it.
void be_isolated(SuiteOptions& suite) {
  suite.reports.clear();
  suite.list.reset();
  suite.shard.reset();
  suite.shard_status.clear();
  suite.isolate = false;
  suite.threads = 1;
  suite.report.color = suite.isolated->colored;
}

}  // namespace

void add_report_options(cli::Command app, SuiteOptions& suite) {
  app.begin_group("Selection");
  add_selection(app, suite);
  app.begin_group("Reports");
  add_outputs(app, suite);
}

void add_isolation(cli::Command app, SuiteOptions& suite) {
  app.add_flag("--isolate", suite.isolate,
               "run each script in a process of its own; if that crashes, it is the script's result");
  const auto isolated = [&](const std::string& word) {
    suite.isolated = parse_isolated_script(word);
    if (!suite.isolated) cli::refuse(isolated_option, "is not for users");
  };
  app.add_setter(isolated_option, isolated, "").hidden();
}

void finish_report_options(SuiteOptions& suite, const std::vector<std::string>& paths,
                           const std::vector<std::string>& given) {
  add_test_environment(suite);
  if (!suite.engine.command.empty()) suite.program += ", engine " + shown(suite.engine.command);
  if (suite.task == Task::compare && paths.size() != 2) {
    cli::refuse("--compare", fmt::format("expected two reports, A.json B.json, found {}", paths.size()));
  }
  if (suite.settings.allow_output) suite.settings.spared = spared_files(suite, paths);
  if (suite.isolated) {  // whoever started this process has looked at the files
    be_isolated(suite);
  } else {
    check_files(suite, paths, given);
    suite.report.color = cli::uses_color(suite.color, STDOUT_FILENO) && suite.tells_people;
  }
  suite.report.keeps_results = needs_results(suite);
}

}  // namespace modlink::runner
