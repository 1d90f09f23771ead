// A run of many files: each by itself, on several threads, reported in order.
#pragma once

#include <string>
#include <vector>

#include "tools/spec-runner/engine_options.h"
#include "tools/spec-runner/expected_failures.h"
#include "tools/spec-runner/report.h"
#include "tools/spec-runner/session.h"

namespace modlink::runner {

struct SuiteOptions {
  Settings settings;
  ReportOptions report;
  ExpectedFailures expected;
  unsigned threads = 1;
  bool bless = false;  // scripts are written again, to expect what was found
  EngineOptions engine;
};

// Those of a run, with the switches of the language on top that a script's first line asks for. Throws cli::Failure.
Settings settings_of(const std::string& path, const std::string& content, const SuiteOptions& options);

// Runs all files (directories stand for the `.wast` files below them), writes the report to standard output, complaints
// about files to standard error, and at last the summary line. The report does not depend on the number of threads.
Status run_suite(const std::vector<std::string>& paths, const SuiteOptions& options);

}  // namespace modlink::runner
