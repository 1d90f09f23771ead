// Where reports go.
#include "tools/spec-runner/write_reports.h"

#include <utility>

#include "tools/spec-runner/reports/html.h"
#include "tools/spec-runner/reports/json.h"
#include "tools/spec-runner/reports/junit.h"
#include "tools/spec-runner/reports/tap.h"

namespace modlink::runner {

namespace {

constexpr std::pair<const char*, ReportKind> kinds_of_reports[] = {
    {"json", ReportKind::json}, {"junit", ReportKind::junit}, {"tap", ReportKind::tap}, {"html", ReportKind::html}};

// So many of the directives that took longest, unless the user wants another number.
constexpr std::size_t usually_slow = 10;

std::string content_of_report(const RunResult& run, ReportKind kind, const std::string& program,
                              std::size_t most_slow) {
  switch (kind) {
    case ReportKind::human: return {};
    case ReportKind::json: return to_json(run, program);
    case ReportKind::junit: return to_junit(run, program);
    case ReportKind::tap: return to_tap(run);
    case ReportKind::html: return to_html(run, program, most_slow == 0 ? usually_slow : most_slow);
  }
  return {};
}

}  // namespace

std::optional<ReportTarget> parse_report_target(const std::string& text) {
  if (text == "human") return ReportTarget{ReportKind::human, "-"};
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) return std::nullopt;
  for (const auto& [word, kind] : kinds_of_reports) {
    if (text.compare(0, equals, word) == 0) return ReportTarget{kind, text.substr(equals + 1)};
  }
  return std::nullopt;
}

std::vector<cli::NewFile> report_files(const RunResult& run, const std::vector<ReportTarget>& targets,
                                       const std::string& program, std::size_t most_slow) {
  std::vector<cli::NewFile> files;
  for (const ReportTarget& target : targets) {
    if (target.kind == ReportKind::human) continue;
    files.push_back({target.file, content_of_report(run, target.kind, program, most_slow)});
  }
  return files;
}

}  // namespace modlink::runner
