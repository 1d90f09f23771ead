// Lists of expected failures, made from a run.
#include "tools/spec-runner/failure_list.h"

#include <fmt/format.h>

#include "tools/files/standard_streams.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

bool can_be_listed(std::string_view path) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  return path.find_first_of("#\n") == path.npos && !is_blank(path.front()) && !is_blank(path.back());
}

// As many of the last components of a path as the format has a way to write. Empty if not even the last one.
std::string_view listed_path(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  while (!path.empty() && !can_be_listed(path)) {
    const std::size_t slash = path.find('/');
    path = slash == path.npos ? std::string_view() : path.substr(slash + 1);
  }
  return path;
}

// Of a line that is expected to fail, only one that passed counts as a failure.
bool has_failed(const DirectiveResult& result, const FileExpectations& expected) {
  if (result.verdict == Verdict::expected_failure) return true;
  return result.verdict == Verdict::failed && !expected.entries().contains(result.line);
}

}  // namespace

void FailureList::add(const ScriptResult& script, const FileExpectations& expected) {
  const std::string path(listed_path(script.path));
  for (const DirectiveResult& result : script.directives) {
    const bool is_here = !path.empty() && script.file_of(result) == script.path;
    if (result.verdict == Verdict::error || (has_failed(result, expected) && !is_here)) {
      ++others_;
    } else if (has_failed(result, expected)) {
      const auto known = expected.entries().find(result.line);
      const std::string reason = fmt::format("{}: {}", script.keyword_of(result), result.explanation->message);
      files_[path].emplace(result.line, known == expected.entries().end() ? reason : known->second.reason);
    }
  }
}

std::string FailureList::content() const {
  std::string result = "# Directives that fail, for spec-runner --expected-failures.\n";
  for (const auto& [path, lines] : files_) {
    for (const auto& [line, reason] : lines) {
      result += fmt::format("{}:{}{}\n", path, line, reason.empty() ? "" : "  # " + reason);
    }
  }
  return result;
}

void FailureList::say_left_out() const {
  if (others_ == 0) return;
  cli::complain(
      {fmt::format("spec-runner: --write-expected: {} cannot be listed: of bad scripts, of scripts that others "
                   "read, or of files with such a name",
                   counted(others_, "failure"))});
}

}  // namespace modlink::runner
