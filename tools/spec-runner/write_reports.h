// Where reports go.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/files/files.h"
#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

enum class ReportKind { human, json, junit, tap, html };

struct ReportTarget {
  ReportKind kind;
  std::string file;                   // `-` is standard output
  const char* asked_by = "--report";  // the option, or a variable of the environment
};

// `json=FILE`, or `human`. nullopt if it is none.
std::optional<ReportTarget> parse_report_target(const std::string& text);

// Those that are written to files.
std::vector<cli::NewFile> report_files(const RunResult& run, const std::vector<ReportTarget>& targets,
                                       const std::string& program, std::size_t most_slow);

}  // namespace modlink::runner
