// Lists of directives that must fail. One a line: `path-suffix:line  # reason`; other comments begin with `#`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wast/syntax/source.h"

namespace modlink::runner {

struct ExpectedFailure {
  std::string reason;
  bool failed = false;  // what directives of the line did
  bool passed = false;
};

// The entries of one file.
class FileExpectations {
 public:
  FileExpectations() = default;
  FileExpectations(std::string file, std::map<std::uint32_t, ExpectedFailure> entries)
      : file_(std::move(file)), entries_(std::move(entries)) {}

  bool concerns(const std::string& file) const { return !entries_.empty() && file == file_; }
  // Notes what a directive of the line did. Whether the line is listed.
  bool count(std::uint32_t line, bool failed);
  const std::string& file() const { return file_; }
  const std::map<std::uint32_t, ExpectedFailure>& entries() const { return entries_; }

 private:
  std::string file_;
  std::map<std::uint32_t, ExpectedFailure> entries_;
};

class ExpectedFailures {
 public:
  // Reads a list. Throws Malformed, at the line that is not understood.
  void add(const Source& list);
  // The entries whose path is `file` or its last components.
  FileExpectations of(const std::string& file) const;

 private:
  void add_line(std::string_view line, Pos pos);

  struct Entry {
    std::string path;
    std::uint32_t line;
    std::string reason;
  };
  std::vector<Entry> entries_;
};

}  // namespace modlink::runner
