// What a run says: diagnostics of failed directives, and counts.
#include "tools/spec-runner/report.h"

#include <fmt/format.h>

#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

// The place inside a binary or quoted module, which has a source of its own.
std::string describe_inner(const SourcePtr& script, const Failure& failure) {
  if (!failure.source || failure.source == script || failure.pos == no_pos) return {};
  return failure.source->diagnose(failure.pos, failure.found) + "\n";
}

// The failure at its exact place in the script, and what was expected there.
std::string diagnose(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure) {
  const bool exact = failure.source == source && failure.pos != no_pos;
  const std::string message =
      failure.status == Status::usage ? failure.message : fmt::format("{} failed: {}", keyword, failure.message);
  std::string result = source->diagnose(exact ? failure.pos : pos, message) + "\n";
  if (exact && source->locate(failure.pos).line != source->locate(pos).line) {
    result += fmt::format("  in the {} at {}\n", keyword, source->describe(pos));
  }
  if (!failure.expected.empty()) {
    result += fmt::format("  expected: {}\n  found:    {}\n", failure.expected, failure.found);
  }
  if (!failure.stack.empty()) result += failure.stack.substr(1) + "\n";
  return result + describe_inner(source, failure);
}

}  // namespace

void Counts::add(const Counts& other) {
  passed += other.passed;
  failed += other.failed;
  skipped += other.skipped;
  expected_failures += other.expected_failures;
  raise(other.status);
}

std::string summary(const Counts& counts) {
  std::string result = fmt::format("{} passed, {} failed", counts.passed, counts.failed);
  if (counts.skipped > 0) result += fmt::format(", {} skipped", counts.skipped);
  return result;
}

bool Report::is_filtered_out(const SourcePtr& source, Pos pos, const std::string& keyword) {
  return options_.filter &&
         !options_.filter(fmt::format("{}:{} {}", source->name(), source->locate(pos).line, keyword));
}

void Report::directive(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure* failure) {
  if (is_filtered_out(source, pos, keyword)) {
    ++counts_.skipped;
    return;
  }
  if (failure && failure->skipped) return skip(source, pos, keyword, *failure);
  const bool expected =
      expected_.concerns(source->name()) && expected_.count(source->locate(pos).line, failure != nullptr);
  if (failure && !expected && blessing_ && blessing_->take(source, pos, *failure)) failure = nullptr;
  if (failure && !(expected && failure->status == Status::failed)) {
    return count_failure(source, pos, keyword, *failure);
  }
  ++counts_.passed;
  if (failure) ++counts_.expected_failures;
  if (options_.verbosity == Verbosity::all) {
    const char* word = failure ? "failed as expected" : "passed";
    sink_(fmt::format("{}:{}: {} {}\n", source->describe(no_pos), source->locate(pos).line, keyword, word));
  }
}

void Report::skip(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure) {
  ++counts_.skipped;
  if (options_.verbosity != Verbosity::all) return;
  note(fmt::format("{}:{}: {} skipped: {}", source->describe(no_pos), source->locate(pos).line, keyword,
                   failure.message));
}

void Report::count_failure(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure) {
  ++counts_.failed;
  counts_.raise(failure.status);
  if (options_.verbosity == Verbosity::quiet && failure.status == Status::failed) return;
  if (++shown_ <= max_shown) sink_(diagnose(source, pos, keyword, failure));
}

void Report::finish() {
  if (shown_ > max_shown) note(fmt::format("{} more failures are not shown", shown_ - max_shown));
  if (options_.filter) return;  // what was left out cannot be told from what passed
  for (const auto& [line, entry] : expected_.entries()) {
    if (entry.failed) continue;
    ++counts_.failed;
    if (entry.passed) --counts_.passed;
    counts_.raise(Status::failed);
    note(fmt::format("{}:{}: {}, although it is listed as an expected failure ({})", shown_path(expected_.file()), line,
                     entry.passed ? "passed" : "no directive begins here", shown(entry.reason)));
  }
}

}  // namespace modlink::runner
