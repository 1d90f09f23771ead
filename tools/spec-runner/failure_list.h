// Lists of expected failures, made from a run: `--write-expected`.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "tools/spec-runner/expected_failures.h"
#include "tools/spec-runner/failure.h"

namespace modlink::runner {

// The lines of one file with directives that failed.
class FailedLines {
 public:
  explicit FailedLines(std::string file) : file_(std::move(file)) {}

  void note(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure);

  const std::string& file() const { return file_; }
  const std::map<std::uint32_t, std::string>& reasons() const { return reasons_; }
  // Failures that no line can stand for: of a script that is none, and of scripts that it reads.
  std::uint64_t others() const { return others_; }

 private:
  std::string file_;
  std::map<std::uint32_t, std::string> reasons_;
  std::uint64_t others_ = 0;
};

// The list of a run. Files may be added by several threads; what is written does not depend on their order.
class FailureList {
 public:
  // To be written to `path`.
  explicit FailureList(std::string path) : path_(std::move(path)) {}

  // Lines that were expected to fail keep their reasons.
  void add(const FailedLines& failed, const FileExpectations& expected);

  // In the format of `--expected-failures`.
  std::string content() const;
  // Complains about failures that are not in it. Throws cli::Failure.
  void write() const;

 private:
  std::string path_;
  std::mutex mutex_;
  std::map<std::string, std::map<std::uint32_t, std::string>> files_;
  std::uint64_t others_ = 0;
};

}  // namespace modlink::runner
