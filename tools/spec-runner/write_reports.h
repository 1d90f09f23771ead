// Where reports go.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

enum class ReportKind { human, json, junit, tap, html };

struct ReportTarget {
  ReportKind kind;
  std::string file;  // `-` is standard output
};

// `json=FILE`, or `human`. nullopt if it is none.
std::optional<ReportTarget> parse_report_target(const std::string& text);

// Whether people are told on standard output: unless another report goes there.
bool tells_people(const std::vector<ReportTarget>& targets);
// Two of them that would go to one place, or null.
const ReportTarget* find_clash(const std::vector<ReportTarget>& targets);

// All, or none of them. Throws cli::Failure.
void write_reports(const RunResult& run, const std::vector<ReportTarget>& targets, const std::string& program,
                   std::size_t most_slow);

}  // namespace modlink::runner
