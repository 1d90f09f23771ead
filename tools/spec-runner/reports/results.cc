// What a run found, of each script and of each of its directives.
#include "tools/spec-runner/reports/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

constexpr std::pair<Verdict, const char*> verdict_words[] = {
    {Verdict::passed, "passed"},   {Verdict::failed, "failed"},
    {Verdict::error, "error"},     {Verdict::expected_failure, "expected_failure"},
    {Verdict::skipped, "skipped"}, {Verdict::not_run, "not_run"},
};

// Mostly there are few, and it is one of the last; of many, a word may be there twice.
template <class Number>
Number number_of(std::vector<std::string>& words, const std::string& word) {
  const auto end = words.rbegin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(words.size(), 64));
  const auto found = std::find(words.rbegin(), end, word);
  if (found != end) return static_cast<Number>(words.rend() - found - 1);
  words.push_back(word);
  return static_cast<Number>(words.size() - 1);
}

}  // namespace

void Counts::add(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed: ++passed; break;
    case Verdict::failed: ++failed; break;
    case Verdict::error: ++failed; break;
    case Verdict::expected_failure: ++passed, ++expected_failures; break;
    case Verdict::skipped: ++skipped; break;
    case Verdict::not_run: ++not_run; break;
  }
}

void Counts::add(const Counts& other) {
  passed += other.passed;
  failed += other.failed;
  skipped += other.skipped;
  not_run += other.not_run;
  expected_failures += other.expected_failures;
  raise(other.status);
}

std::string summary(const Counts& counts) {
  std::string result = fmt::format("{} passed, {} failed", counts.passed, counts.failed);
  if (counts.skipped > 0) result += fmt::format(", {} skipped", counts.skipped);
  if (counts.not_run > 0) result += fmt::format(", {} not run", counts.not_run);
  return result;
}

const char* to_string(Verdict verdict) {
  for (const auto& [value, word] : verdict_words) {
    if (value == verdict) return word;
  }
  return "";
}

std::optional<Verdict> find_verdict(const std::string& word) {
  for (const auto& [value, known] : verdict_words) {
    if (word == known) return value;
  }
  return std::nullopt;
}

DirectiveResult ScriptResult::make(const std::string& file, std::uint32_t line, std::uint32_t column,
                                   const std::string& keyword) {
  DirectiveResult result;
  result.line = line;
  result.column = column;
  result.file = number_of<std::uint32_t>(files, file);
  result.keyword = number_of<std::uint16_t>(keywords, keyword);
  return result;
}

Counts count(const ScriptResult& script) {
  Counts counts;
  for (const DirectiveResult& result : script.directives) counts.add(result.verdict);
  if (!script.error.empty() && script.counts.status != Status::usage) ++counts.failed;
  counts.status = script.counts.status;
  return counts;
}

std::string place_of(const ScriptResult& script, const DirectiveResult& result) {
  return fmt::format("{}:{}:{}", shown_path(script.file_of(result)), result.line, result.column);
}

std::string to_string(const Shard& shard) { return fmt::format("{}/{}", shard.index, shard.count); }

std::vector<Slow> slowest(const RunResult& run, std::size_t most) {
  std::vector<Slow> all;
  const auto is_slower = [](const Slow& a, const Slow& b) { return a.directive->duration > b.directive->duration; };
  for (const ScriptResult& script : run.scripts) {
    for (const DirectiveResult& directive : script.directives) {
      if (directive.duration == 0 || most == 0) continue;
      all.push_back({&script, &directive});
      std::push_heap(all.begin(), all.end(), is_slower);
      if (all.size() <= most) continue;
      std::pop_heap(all.begin(), all.end(), is_slower);
      all.pop_back();
    }
  }
  std::sort_heap(all.begin(), all.end(), is_slower);
  return all;
}

std::string describe_duration(std::uint64_t nanoseconds) {
  const auto value = static_cast<double>(nanoseconds);
  if (nanoseconds < 1'000) return fmt::format("{} ns", nanoseconds);
  if (nanoseconds < 1'000'000) return fmt::format("{:.1f} us", value / 1e3);
  if (nanoseconds < 1'000'000'000) return fmt::format("{:.1f} ms", value / 1e6);
  return fmt::format("{:.2f} s", value / 1e9);
}

}  // namespace modlink::runner
