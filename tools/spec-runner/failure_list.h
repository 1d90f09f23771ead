// Lists of expected failures, made from a run: `--write-expected`.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tools/spec-runner/expected_failures.h"
#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

class FailureList {
 public:
  // What a script came to, of which all results were kept. Lines that were expected to fail keep their reasons.
  void add(const ScriptResult& script, const FileExpectations& expected);

  // In the format of `--expected-failures`.
  std::string content() const;
  // Says on standard error how many failures are not in it.
  void say_left_out() const;

 private:
  std::map<std::string, std::map<std::uint32_t, std::string>> files_;
  // Failures that no line can stand for: of a script that is none, and of scripts that it reads.
  std::uint64_t others_ = 0;
};

}  // namespace modlink::runner
