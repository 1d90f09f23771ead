// Reports as JUnit's XML, in the form that build servers read.
#include "tools/spec-runner/reports/junit.h"

#include <fmt/format.h>

#include "tools/spec-runner/reports/markup.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

std::string seconds(std::uint64_t nanoseconds) { return fmt::format("{:.6f}", static_cast<double>(nanoseconds) / 1e9); }

struct CaseCounts {
  std::uint64_t tests = 0;
  std::uint64_t failures = 0;
  std::uint64_t errors = 0;
  std::uint64_t skipped = 0;
};

void count_case(CaseCounts& counts, Verdict verdict) {
  ++counts.tests;
  switch (verdict) {
    case Verdict::passed: break;
    case Verdict::failed: ++counts.failures; break;
    case Verdict::error: ++counts.errors; break;
    case Verdict::expected_failure: ++counts.skipped; break;
    case Verdict::skipped: ++counts.skipped; break;
    case Verdict::not_run: ++counts.skipped; break;
  }
}

bool is_case_of_its_own(const ScriptResult& script) { return !script.error.empty() || script.not_run; }

CaseCounts count_cases(const ScriptResult& script) {
  CaseCounts counts;
  for (const DirectiveResult& result : script.directives) count_case(counts, result.verdict);
  if (is_case_of_its_own(script)) count_case(counts, script.not_run ? Verdict::not_run : Verdict::error);
  return counts;
}

std::string count_attributes(const CaseCounts& counts) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"", counts.tests, counts.failures,
                     counts.errors, counts.skipped);
}

std::string failure_element(const char* name, const Explanation& explanation) {
  return fmt::format("<{} message=\"{}\" type=\"{}\">{}</{}>", name, escape_markup(explanation.message), name,
                     escape_markup(explanation.diagnosis), name);
}

std::string skipped_element(const std::string& why) {
  return fmt::format("<skipped message=\"{}\"/>", escape_markup(why));
}

std::string why_skipped(const DirectiveResult& result) {
  return result.explanation ? result.explanation->message : "not selected";
}

// What a test case has in it.
std::string verdict_element(const DirectiveResult& result) {
  switch (result.verdict) {
    case Verdict::passed: return {};
    case Verdict::failed: return failure_element("failure", *result.explanation);
    case Verdict::error: return failure_element("error", *result.explanation);
    case Verdict::expected_failure: return skipped_element("failed as expected");
    case Verdict::skipped: return skipped_element(why_skipped(result));
    case Verdict::not_run: return skipped_element("not run");
  }
  return {};
}

void append_case(std::string& out, const ScriptResult& script, const DirectiveResult& result) {
  const std::string& file = script.file_of(result);
  const std::string of_file = file == script.path ? std::string() : shown_path(file) + ":";
  out +=
      fmt::format("    <testcase classname=\"{}\" name=\"{}{}:{} {}\" file=\"{}\" line=\"{}\" time=\"{}\"",
                  escape_markup(script.path), escape_markup(of_file), result.line, result.column,
                  escape_markup(script.keyword_of(result)), escape_markup(file), result.line, seconds(result.duration));
  const std::string inside = verdict_element(result);
  out += inside.empty() ? "/>\n" : fmt::format(">{}</testcase>\n", inside);
}

void append_own_case(std::string& out, const ScriptResult& script) {
  const std::string path = escape_markup(script.path);
  const std::string inside =
      script.not_run ? skipped_element("not run")
                     : fmt::format("<error message=\"{0}\" type=\"{1}\">{0}</error>", escape_markup(script.error),
                                   script.signal.empty() ? "error" : script.signal);
  out += fmt::format("    <testcase classname=\"{0}\" name=\"script\" file=\"{0}\" time=\"{1}\">{2}</testcase>\n", path,
                     seconds(script.duration), inside);
}

void append_suite(std::string& out, const ScriptResult& script, const std::string& program) {
  out += fmt::format("  <testsuite name=\"{}\" {} time=\"{}\">\n", escape_markup(script.path),
                     count_attributes(count_cases(script)), seconds(script.duration));
  out +=
      fmt::format("    <properties><property name=\"program\" value=\"{}\"/></properties>\n", escape_markup(program));
  for (const DirectiveResult& result : script.directives) append_case(out, script, result);
  if (is_case_of_its_own(script)) append_own_case(out, script);
  out += "  </testsuite>\n";
}

CaseCounts count_cases(const RunResult& run) {
  CaseCounts all;
  for (const ScriptResult& script : run.scripts) {
    const CaseCounts counts = count_cases(script);
    all.tests += counts.tests;
    all.failures += counts.failures;
    all.errors += counts.errors;
    all.skipped += counts.skipped;
  }
  return all;
}

}  // namespace

std::string to_junit(const RunResult& run, const std::string& program) {
  std::string out =
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"spec-runner\" {} time=\"{}\">\n",
                  count_attributes(count_cases(run)), seconds(run.duration));
  for (const ScriptResult& script : run.scripts) append_suite(out, script, program);
  return out + "</testsuites>\n";
}

}  // namespace modlink::runner
