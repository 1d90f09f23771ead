// Lists of directives that must fail.
#include "tools/spec-runner/expected_failures.h"

#include <charconv>

#include "tools/spec-runner/trim.h"
#include "wast/syntax/error.h"

namespace modlink::runner {

namespace {

// Whole components only: "table.wast" is no suffix of "call_table.wast".
bool is_path_suffix(std::string_view suffix, std::string_view path) {
  if (suffix.size() > path.size() || path.substr(path.size() - suffix.size()) != suffix) return false;
  return suffix.size() == path.size() || path[path.size() - suffix.size() - 1] == '/';
}

}  // namespace

bool FileExpectations::count(std::uint32_t line, bool failed) {
  const auto it = entries_.find(line);
  if (it == entries_.end()) return false;
  (failed ? it->second.failed : it->second.passed) = true;
  return true;
}

void ExpectedFailures::add_line(std::string_view line, Pos pos) {
  const std::size_t hash = line.find('#');
  const std::string_view place = trim(line.substr(0, hash));
  if (place.empty()) return;
  const std::size_t colon = place.rfind(':');
  Entry entry{std::string(place.substr(0, colon)), 0, {}};
  if (hash != std::string_view::npos) entry.reason = trim(line.substr(hash + 1));
  const std::string_view number = colon == std::string_view::npos ? std::string_view() : place.substr(colon + 1);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), entry.line);
  if (number.empty() || error != std::errc() || end != number.data() + number.size() || entry.path.empty()) {
    throw Malformed(pos, "expected `path:line  # reason`");
  }
  entries_.push_back(std::move(entry));
}

void ExpectedFailures::add(const Source& list) {
  const std::string_view content = list.content();
  for (std::size_t pos = 0; pos < content.size();) {
    const std::size_t end = std::min(content.find('\n', pos), content.size());
    add_line(content.substr(pos, end - pos), static_cast<Pos>(pos));
    pos = end + 1;
  }
}

FileExpectations ExpectedFailures::of(const std::string& file) const {
  std::map<std::uint32_t, ExpectedFailure> result;
  for (const Entry& entry : entries_) {
    if (is_path_suffix(entry.path, file)) result[entry.line].reason = entry.reason;
  }
  return {file, std::move(result)};
}

}  // namespace modlink::runner
