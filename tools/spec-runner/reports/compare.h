// What changed between two runs, or two engines.
#pragma once

#include <string>
#include <vector>

#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

// Directives are the same if they begin at the same place of the same script; a script that came to no end counts as
// one more of its directives. Where the runs have no path in common, a script's path is that within the folder which
// all scripts of its run are in.
struct Comparison {
  struct Entry {
    std::string place;  // with the keyword
    std::string before;
    std::string after;
  };
  std::vector<Entry> new_failures;       // in B, also those of directives that are only there
  std::vector<Entry> mended;             // failed in A, and is all right in B
  std::vector<Entry> other_messages;     // failed in both, in other words
  std::vector<Entry> other_statuses;     // none of these: passed and skipped, say
  std::vector<std::string> only_before;  // scripts
  std::vector<std::string> only_after;
  std::uint64_t directives_only_before = 0;  // in scripts that are in both
  std::uint64_t directives_only_after = 0;
  std::uint64_t same = 0;
};

Comparison compare(const RunResult& before, const RunResult& after);

// For people. The last line has the counts.
std::string describe(const Comparison& comparison, const RunResult& before, const RunResult& after);

}  // namespace modlink::runner
