// What a run found, of each script and of each of its directives.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/files/failure.h"

namespace modlink::runner {

using cli::Status;

enum class Verdict {
  passed,
  failed,
  error,             // the script is a bad one, or we are
  expected_failure,  // it failed and was to
  skipped,           // by selection, or, with an explanation, because the engine has no way to try it
  not_run,
};
// "passed", "expected_failure"
const char* to_string(Verdict verdict);
std::optional<Verdict> find_verdict(const std::string& word);
// Those that count as failures.
inline bool is_bad(Verdict verdict) { return verdict == Verdict::failed || verdict == Verdict::error; }

struct Counts {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
  std::uint64_t skipped = 0;            // by selection, or by the engine
  std::uint64_t not_run = 0;            // behind a failure that ended the run
  std::uint64_t expected_failures = 0;  // also among `passed`
  Status status = Status::ok;

  void add(const Counts& other);
  void add(Verdict verdict);
  void raise(Status to) {
    if (to > status) status = to;
  }
  friend bool operator==(const Counts&, const Counts&) = default;
};

// `N passed, N failed`, and `, N skipped` and `, N not run` if any.
std::string summary(const Counts& counts);

// What there is to say of a directive that failed. Nothing in it has to be escaped for a terminal.
struct Explanation {
  std::string message;   // "wrong result"
  std::string expected;  // these two only where there is something to compare
  std::string found;
  std::string code;       // of the error that it ended with: "type-mismatch"; docs/errors.md
  std::string stack;      // a line for each activation, innermost first
  std::string excerpt;    // the line of the script, and a caret below the place
  std::string diagnosis;  // all of it, as it is printed
  // Exactly, within the directive; 0 where that is not known. Not in reports.
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// Small, since most directives pass.
struct DirectiveResult {
  std::uint32_t line = 0;     // these two from 1
  std::uint32_t column = 0;   // in code points
  std::uint32_t file = 0;     // among those of the script
  std::uint16_t keyword = 0;  // likewise
  Verdict verdict = Verdict::passed;
  std::uint64_t duration = 0;                // nanoseconds
  std::unique_ptr<Explanation> explanation;  // of failures
};

struct ScriptResult {
  explicit ScriptResult(std::string path = {}) : path(std::move(path)) {}

  std::string path;
  Counts counts;
  std::uint64_t duration = 0;  // nanoseconds
  bool not_run = false;        // the whole of it
  std::string error;           // why it was not read, or not to its end
  std::string signal;          // that ended its process, "SIGSEGV"
  std::vector<std::string> files;
  std::vector<std::string> keywords;
  std::vector<DirectiveResult> directives;

  const std::string& file_of(const DirectiveResult& result) const { return files[result.file]; }
  const std::string& keyword_of(const DirectiveResult& result) const { return keywords[result.keyword]; }
  // A result that is not in it yet, but for its names.
  DirectiveResult make(const std::string& file, std::uint32_t line, std::uint32_t column, const std::string& keyword);
};

// What the directives of a script come to, and its error.
Counts count(const ScriptResult& script);

// "a.wast:3:1"
std::string place_of(const ScriptResult& script, const DirectiveResult& result);

// One of several runs that share the scripts: number `index`, from 1, of `count`.
struct Shard {
  std::uint64_t index = 1;
  std::uint64_t count = 1;
  friend bool operator==(const Shard&, const Shard&) = default;
};
std::string to_string(const Shard& shard);  // "1/4"

struct RunResult {
  std::vector<ScriptResult> scripts;
  Counts total;
  std::uint64_t duration = 0;  // nanoseconds, by the clock on the wall
  std::optional<Shard> shard;
};

// A directive and the script that it is of, both of the run.
struct Slow {
  const ScriptResult* script;
  const DirectiveResult* directive;
};
// Those that took longest, the slowest first.
std::vector<Slow> slowest(const RunResult& run, std::size_t most);

// "12.3 ms", in the unit that fits.
std::string describe_duration(std::uint64_t nanoseconds);

}  // namespace modlink::runner
