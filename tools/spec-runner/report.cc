// What the run of a script says and counts.
#include "tools/spec-runner/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tools/cli/color.h"
#include "tools/spec-runner/diagnosis.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

Verdict verdict_of(const Failure* failure, bool expected) {
  if (!failure) return Verdict::passed;
  if (failure->skipped) return Verdict::skipped;
  if (failure->status != Status::failed) return Verdict::error;
  return expected ? Verdict::expected_failure : Verdict::failed;
}

// `whole`: with what is shown for people, too.
std::unique_ptr<Explanation> explain(const SourcePtr& source, Pos pos, const std::string& keyword,
                                     const Failure& failure, bool whole) {
  auto result = std::make_unique<Explanation>();
  result->message = failure.message;
  result->expected = failure.expected;
  if (!failure.expected.empty()) result->found = failure.found;
  result->code = failure.code;
  if (failure.source == source && failure.pos != no_pos) {
    const Source::Location location = source->locate(failure.pos);
    result->line = location.line;
    result->column = location.column;
  }
  if (!whole) return result;
  const Diagnosis diagnosis = diagnose(source, pos, keyword, failure);
  result->stack = diagnosis.stack.empty() ? std::string() : diagnosis.stack.substr(1);
  result->excerpt = diagnosis.excerpt.empty() ? std::string() : diagnosis.excerpt.substr(1);
  result->diagnosis = print(diagnosis, false);
  return result;
}

}  // namespace

bool Report::stops() const { return (options_.fail_fast && result_.counts.failed > 0) || (stopped_ && stopped_()); }

void Report::count(Verdict verdict) {
  result_.counts.add(verdict);
  if (!options_.tally) return;
  options_.tally->directives.fetch_add(1, std::memory_order_relaxed);
  if (is_bad(verdict)) options_.tally->failures.fetch_add(1, std::memory_order_relaxed);
}

void Report::keep(const SourcePtr& source, Pos pos, const std::string& keyword, Verdict verdict, Time time,
                  const Failure* failure) {
  if (!options_.keeps_results) return;
  const Source::Location location = source->locate(pos);
  DirectiveResult result = result_.make(source->name(), location.line, location.column, keyword);
  result.verdict = verdict;
  result.duration = static_cast<std::uint64_t>(time.count());
  if (failure) result.explanation = explain(source, pos, keyword, *failure, shown_ < max_shown);
  result_.directives.push_back(std::move(result));
}

bool Report::is_selected(const SourcePtr& source, std::uint32_t line, const std::string& keyword) {
  const bool is_script = source->name() == result_.path;
  if (is_script && options_.selection.line == line) found_line_ = true;
  return options_.selection.selects(source->name(), line, keyword, is_script);
}

void Report::directive(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure* failure,
                       Time time) {
  Verdict verdict = Verdict::passed;
  if (stops()) {
    verdict = Verdict::not_run;
  } else if (!options_.selection.is_everything() && !is_selected(source, source->locate(pos).line, keyword)) {
    verdict = Verdict::skipped;
  } else {
    const bool is_known = !failure || !failure->skipped;
    const bool expected =
        is_known && expected_.concerns(source->name()) && expected_.count(source->locate(pos).line, failure != nullptr);
    if (failure && is_known && !expected && blessing_ && blessing_->take(source, pos, *failure)) failure = nullptr;
    verdict = verdict_of(failure, expected);
  }
  const bool is_explained = is_bad(verdict) || verdict == Verdict::expected_failure ||
                            (verdict == Verdict::skipped && failure && failure->skipped);
  keep(source, pos, keyword, verdict, time, is_explained ? failure : nullptr);
  count(verdict);
  if (is_bad(verdict)) return show_failure(source, pos, keyword, *failure);
  if (options_.verbosity == Verbosity::all)
    show_others(source, pos, keyword, verdict, is_explained ? failure : nullptr);
}

void Report::show_failure(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure) {
  result_.counts.raise(failure.status);
  if (options_.verbosity == Verbosity::quiet && failure.status == Status::failed) return;
  if (++shown_ <= max_shown) sink_(print(diagnose(source, pos, keyword, failure), options_.color));
}

void Report::show_others(const SourcePtr& source, Pos pos, const std::string& keyword, Verdict verdict,
                         const Failure* failure) {
  std::string words;
  if (verdict == Verdict::passed) words = cli::painted("passed", cli::Color::green, options_.color);
  if (verdict == Verdict::expected_failure) {
    words = cli::painted("failed as expected", cli::Color::green, options_.color);
  }
  if (verdict == Verdict::skipped && failure) words = "skipped: " + failure->message;
  if (words.empty()) return;
  note(fmt::format("{}:{}: {} {}", source->describe(no_pos), source->locate(pos).line, keyword, words));
}

// With `-v` it is said of each.
void Report::skips_all(const std::string& reason) {
  if (options_.verbosity != Verbosity::failures || std::exchange(said_skipping_, true)) return;
  note(fmt::format("{}: skipped: {}", shown_path(result_.path), reason));
}

// Of the directives on the line, the last one that passed is the one that should not have, if there is one.
void Report::finish_expectation(std::uint32_t line, const ExpectedFailure& entry) {
  Counts& counts = result_.counts;
  ++counts.failed;
  if (entry.passed) --counts.passed;
  counts.raise(Status::failed);
  const std::string message = fmt::format("{}, although it is listed as an expected failure ({})",
                                          entry.passed ? "passed" : "no directive begins here", shown(entry.reason));
  const std::string diagnosis = fmt::format("{}:{}: {}", shown_path(expected_.file()), line, message);
  note(diagnosis);
  if (!options_.keeps_results) return;
  const auto found = std::find_if(result_.directives.rbegin(), result_.directives.rend(), [&](const auto& result) {
    return result.verdict == Verdict::passed && result.line == line && result_.file_of(result) == expected_.file();
  });
  const bool is_there = found != result_.directives.rend();
  if (!is_there) result_.directives.push_back(result_.make(expected_.file(), line, 1, "expected failure"));
  DirectiveResult& result = is_there ? *found : result_.directives.back();
  result.verdict = Verdict::failed;
  result.explanation = std::make_unique<Explanation>(Explanation{message, {}, {}, {}, {}, {}, diagnosis + "\n"});
}

void Report::finish() {
  if (shown_ > max_shown) note(fmt::format("{} more failures are not shown", shown_ - max_shown));
  if (options_.selection.line && !found_line_ && !stops()) {
    result_.error = fmt::format("no directive begins on line {}", *options_.selection.line);
    result_.counts.raise(Status::usage);
    note(fmt::format("{}: {}", shown_path(result_.path), result_.error));
  }
  // What was left out cannot be told from what passed.
  if (!options_.selection.is_everything() || stops()) return;
  for (const auto& [line, entry] : expected_.entries()) {
    if (!entry.failed) finish_expectation(line, entry);
  }
}

}  // namespace modlink::runner
