// Reports of earlier runs: what changed between two, and several as one.
#include "tools/spec-runner/report_files.h"

#include "tools/files/files.h"
#include "tools/files/standard_streams.h"
#include "tools/spec-runner/human.h"
#include "tools/spec-runner/reports/compare.h"
#include "tools/spec-runner/reports/json.h"
#include "tools/spec-runner/reports/merge.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

RunResult read_report(const std::string& path) { return read_json(cli::input_name(path), cli::read_file(path)); }

template <class Work>
Status try_with_reports(Work work) {
  try {
    return work();
  } catch (const cli::Failure& failure) {
    cli::complain({"spec-runner: ", failure.text()});
    return failure.status;
  } catch (const Error& error) {  // too large
    cli::complain({"spec-runner: ", error.message()});
    return Status::failed;
  }
}

}  // namespace

Status compare_files(const std::vector<std::string>& paths) {
  return try_with_reports([&] {
    const RunResult before = read_report(paths.at(0));
    const RunResult after = read_report(paths.at(1));
    const Comparison comparison = compare(before, after);
    cli::print(describe(comparison, before, after));
    return comparison.new_failures.empty() ? Status::ok : Status::failed;
  });
}

Status merge_files(const std::vector<std::string>& paths, const SuiteOptions& options) {
  return try_with_reports([&] {
    std::vector<NamedRun> runs;
    runs.reserve(paths.size());
    for (const std::string& path : paths) runs.push_back({path, read_report(path)});
    const RunResult run = merge(std::move(runs));
    if (options.tells_people) print_summary(run, options);
    cli::write_files(runner::report_files(run, options.reports, options.program, options.slowest));
    return run.total.status;
  });
}

}  // namespace modlink::runner
