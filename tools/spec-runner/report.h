// What a run says: diagnostics of failed directives, and counts.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tools/cli/pattern.h"
#include "tools/spec-runner/blessing.h"
#include "tools/spec-runner/expected_failures.h"
#include "tools/spec-runner/failure.h"

namespace modlink::runner {

struct Counts {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
  std::uint64_t skipped = 0;
  std::uint64_t expected_failures = 0;  // also among `passed`
  Status status = Status::ok;

  void add(const Counts& other);
  void raise(Status to) {
    if (to > status) status = to;
  }
};

// `N passed, N failed`, and `, N skipped` if any.
std::string summary(const Counts& counts);

enum class Verbosity { quiet, failures, all };

struct ReportOptions {
  Verbosity verbosity = Verbosity::failures;
  cli::Pattern filter;  // on `file:line keyword`; null: everything
};

// The report of one file.
class Report {
 public:
  using Sink = std::function<void(std::string_view)>;

  // Of each file so many failures are shown; the others only count.
  static constexpr unsigned max_shown = 1000;

  Report(const ReportOptions& options, FileExpectations expected, Sink sink)
      : options_(options), expected_(std::move(expected)), sink_(std::move(sink)) {}

  // From now on, directives that it takes pass.
  void bless(Blessing* blessing) { blessing_ = blessing; }

  // One directive was run, with `failure` or without (null).
  void directive(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure* failure);

  // After the last directive: counts the expected failures that did not happen.
  void finish();

  // What is not about a directive.
  void note(const std::string& line) { sink_(line + "\n"); }

  const Counts& counts() const { return counts_; }

 private:
  bool is_filtered_out(const SourcePtr& source, Pos pos, const std::string& keyword);
  void skip(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure);
  void count_failure(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure);

  ReportOptions options_;
  FileExpectations expected_;
  Sink sink_;
  Counts counts_;
  std::uint64_t shown_ = 0;
  Blessing* blessing_ = nullptr;
};

}  // namespace modlink::runner
