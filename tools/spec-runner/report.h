// What the run of a script says and counts.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "tools/spec-runner/blessing.h"
#include "tools/spec-runner/expected_failures.h"
#include "tools/spec-runner/failure.h"
#include "tools/spec-runner/reports/results.h"
#include "tools/spec-runner/selection.h"
#include "wast/syntax/source.h"

namespace modlink::runner {

enum class Verbosity { quiet, failures, all };

// Of a run that goes on, for whoever watches it.
struct Tally {
  std::atomic<std::uint64_t> directives = 0;
  std::atomic<std::uint64_t> failures = 0;
};

struct ReportOptions {
  Verbosity verbosity = Verbosity::failures;
  Selection selection = {};
  bool fail_fast = false;  // nothing is run after the first failure
  bool color = false;
  bool keeps_results = false;  // of directives that passed, too
  Tally* tally = nullptr;      // null: nobody watches
  // Is told which directive is run next. Null: nobody wants to know.
  std::function<void(const SourcePtr&, Pos, const std::string& keyword)> begins = {};
  // Is told which files scripts read by `(input …)`, on whichever thread. Null: nobody wants to know.
  std::function<void(const std::string& path)> reads = {};
};

// The report of one script.
class Report {
 public:
  using Sink = std::function<void(std::string_view)>;
  using Time = std::chrono::nanoseconds;

  // Of each script so many failures are shown; the others only count, and are kept without what would be shown.
  static constexpr unsigned max_shown = 1000;

  Report(const ReportOptions& options, FileExpectations expected, Sink sink, std::string path = {})
      : options_(options), expected_(std::move(expected)), sink_(std::move(sink)), result_(std::move(path)) {}

  // Another reason to stop than a failure of this script.
  void stop_if(std::function<bool()> stopped) { stopped_ = std::move(stopped); }
  // Whether the directives that follow are not run.
  bool stops() const;
  // From now on, directives that it takes pass.
  void bless(Blessing* blessing) { blessing_ = blessing; }

  // One directive will be run.
  void begin(const SourcePtr& source, Pos pos, const std::string& keyword) const {
    if (options_.begins) options_.begins(source, pos, keyword);
  }
  // A file is about to be read that a script names.
  void read(const std::string& path) const {
    if (options_.reads) options_.reads(path);
  }
  // One directive was run, and took so long, with `failure` or without (null); unless it is not run any more.
  void directive(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure* failure, Time time = {});

  // Nothing of the script can be tried: what is the reason for each directive that is left is said once.
  void skips_all(const std::string& reason);

  // After the last directive: counts the expected failures that did not happen.
  void finish();

  // What is not about a directive.
  void note(const std::string& line) { sink_(line + "\n"); }

  const Counts& counts() const { return result_.counts; }
  // All that was kept. To be called last.
  ScriptResult take_result() { return std::move(result_); }

 private:
  void count(Verdict verdict);
  void keep(const SourcePtr& source, Pos pos, const std::string& keyword, Verdict verdict, Time time,
            const Failure* failure = nullptr);
  bool is_selected(const SourcePtr& source, std::uint32_t line, const std::string& keyword);
  void show_failure(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure);
  void show_others(const SourcePtr& source, Pos pos, const std::string& keyword, Verdict verdict,
                   const Failure* failure);
  void finish_expectation(std::uint32_t line, const ExpectedFailure& entry);

  ReportOptions options_;
  FileExpectations expected_;
  Sink sink_;
  std::function<bool()> stopped_;
  ScriptResult result_;
  std::uint64_t shown_ = 0;
  bool found_line_ = false;
  bool said_skipping_ = false;
  Blessing* blessing_ = nullptr;
};

}  // namespace modlink::runner
