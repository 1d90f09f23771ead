// A run of many files: each by itself, on several threads, reported in order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/cli/color.h"
#include "tools/spec-runner/coverage_options.h"
#include "tools/spec-runner/engine_options.h"
#include "tools/spec-runner/expected_failures.h"
#include "tools/spec-runner/failure_list.h"
#include "tools/spec-runner/isolation.h"
#include "tools/spec-runner/report.h"
#include "tools/spec-runner/session.h"
#include "tools/spec-runner/write_reports.h"

namespace modlink::runner {

enum class Task { run, compare, merge };

struct SuiteOptions {
  Settings settings;
  ReportOptions report;
  ExpectedFailures expected;
  unsigned threads = 1;
  bool bless = false;  // scripts are written again, to expect what was found
  EngineOptions engine;
  std::optional<std::string> list;    // where to write what failed
  std::vector<std::string> inputs;    // files that options have read, besides the scripts
  Task task = Task::run;              // compare and merge: the paths are reports
  std::string program;                // and its version
  std::vector<std::string> words;     // the command line
  bool selects = false;               // some directives by pattern: there have to be some
  std::vector<ReportTarget> reports;  // besides what people are told
  bool tells_people = true;           // on standard output, as no file goes there
  CoverageOptions coverage;
  std::uint64_t slowest = 0;  // directives to show
  cli::ColorWhen color = cli::ColorWhen::automatic;
  std::optional<Shard> shard;
  std::string shard_status;                // a file to be touched
  bool isolate = false;                    // each script is run by a process of its own
  std::optional<IsolatedScript> isolated;  // this is one of these processes
};

// Runs all files (directories stand for the `.wast` files below them), writes the report to standard output, complaints
// about files to standard error, and at last the summary line; and the other reports to their files. The report does
// not depend on the number of threads.
Status run_suite(const std::vector<std::string>& paths, const SuiteOptions& options);

}  // namespace modlink::runner
