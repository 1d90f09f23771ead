// Runs as reports have them, for tests.
#pragma once

#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

inline void add_directive(ScriptResult& script, std::uint32_t line, const std::string& keyword, Verdict verdict,
                          std::uint64_t duration = 1500) {
  DirectiveResult result = script.make(script.path, line, 1, keyword);
  result.verdict = verdict;
  result.duration = duration;
  if (is_bad(verdict) || verdict == Verdict::expected_failure) {
    result.explanation =
        std::make_unique<Explanation>(Explanation{"wrong result", "i32:2", "i32:1", "cast-failure", "  at function 0",
                                                  " 2 | (x)\n   | ^", "a.wast:2:1: wrong\n"});
  }
  script.directives.push_back(std::move(result));
}

inline void finish_script(RunResult& run, ScriptResult script) {
  script.counts = count(script);
  if (script.counts.failed > 0) script.counts.raise(Status::failed);
  run.total.add(script.counts);
  run.scripts.push_back(std::move(script));
}

// One of each verdict, a script that crashed and one that was not run.
inline RunResult sample_run() {
  RunResult run;
  run.duration = 2'000'000;
  ScriptResult script("dir/a.wast");
  script.duration = 1'000'000;
  add_directive(script, 1, "module", Verdict::passed);
  add_directive(script, 2, "assert_return", Verdict::failed, 900'000);
  add_directive(script, 3, "nonsense", Verdict::error);
  add_directive(script, 4, "assert_trap", Verdict::expected_failure);
  add_directive(script, 5, "invoke", Verdict::skipped);
  add_directive(script, 6, "invoke", Verdict::not_run, 0);
  finish_script(run, std::move(script));
  ScriptResult crashed("dir/b.wast");
  crashed.error = "the process was ended by SIGSEGV (Segmentation fault)";
  crashed.signal = "SIGSEGV";
  crashed.counts.raise(Status::failed);
  finish_script(run, std::move(crashed));
  ScriptResult left("c.wast");
  left.not_run = true;
  finish_script(run, std::move(left));
  return run;
}

// A run of one script with one directive, which has this message.
inline RunResult run_with_message(const std::string& message) {
  RunResult run;
  ScriptResult script("a.wast");
  add_directive(script, 1, "assert_return", Verdict::failed);
  *script.directives[0].explanation = Explanation{message, message, message, message, message, message, message};
  finish_script(run, std::move(script));
  return run;
}

}  // namespace modlink::runner
