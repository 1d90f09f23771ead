// Reports in the Test Anything Protocol, version 14.
#include "tools/spec-runner/reports/tap.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

// A description, in which `#` would begin a comment.
std::string described(std::string_view text) {
  std::string result;
  for (const char c : without_controls(text)) {
    if (c == '#' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

// A string of JSON is one of YAML too.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

void append_field(std::string& out, const std::string& indent, const char* key, const std::string& text) {
  if (!text.empty()) out += fmt::format("{}  {}: {}\n", indent, key, quoted(text));
}

void append_explanation(std::string& out, const std::string& indent, const ScriptResult& script,
                        const DirectiveResult& result) {
  const Explanation& explanation = *result.explanation;
  out += indent + "  ---\n";
  append_field(out, indent, "message", explanation.message);
  append_field(out, indent, "severity", result.verdict == Verdict::error ? "error" : "fail");
  append_field(out, indent, "at", place_of(script, result));
  append_field(out, indent, "expected", explanation.expected);
  append_field(out, indent, "found", explanation.found);
  append_field(out, indent, "code", explanation.code);
  append_field(out, indent, "stack", explanation.stack);
  append_field(out, indent, "diagnosis", explanation.diagnosis);
  out += indent + "  ...\n";
}

std::string directive_of(const DirectiveResult& result) {
  switch (result.verdict) {
    case Verdict::passed: return "";
    case Verdict::failed: return "";
    case Verdict::error: return "";
    case Verdict::expected_failure: return " # TODO it is to fail";
    case Verdict::skipped:
      return " # SKIP " + (result.explanation ? described(result.explanation->message) : "not selected");
    case Verdict::not_run: return " # SKIP not run";
  }
  return "";
}

constexpr const char* inside = "    ";

void append_test(std::string& out, const ScriptResult& script, const DirectiveResult& result, std::size_t number) {
  const bool failed = is_bad(result.verdict) || result.verdict == Verdict::expected_failure;
  const std::string& file = script.file_of(result);
  const std::string of_file = file == script.path ? std::string() : file + ":";
  const std::string name = fmt::format("{}{}:{} {}", of_file, result.line, result.column, script.keyword_of(result));
  out +=
      fmt::format("{}{} {} - {}{}\n", inside, failed ? "not ok" : "ok", number, described(name), directive_of(result));
  if (failed) append_explanation(out, inside, script, result);
}

void append_error(std::string& out, const ScriptResult& script) {
  if (script.error.empty()) return;
  out += "  ---\n";
  append_field(out, {}, "message", script.error);
  append_field(out, {}, "signal", script.signal);
  out += "  ...\n";
}

void append_script_test(std::string& out, const ScriptResult& script, std::size_t number) {
  if (!script.directives.empty()) {
    out += fmt::format("# Subtest: {0}\n{1}1..{2}\n", described(script.path), inside, script.directives.size());
    for (std::size_t i = 0; i < script.directives.size(); ++i) append_test(out, script, script.directives[i], i + 1);
  }
  const bool failed = script.counts.failed > 0 || !script.error.empty();
  out += fmt::format("{} {} - {}{}\n", failed ? "not ok" : "ok", number, described(script.path),
                     script.not_run ? " # SKIP not run" : "");
  append_error(out, script);
}

}  // namespace

std::string to_tap(const RunResult& run) {
  std::string out = fmt::format("TAP version 14\n1..{}\n", run.scripts.size());
  for (std::size_t i = 0; i < run.scripts.size(); ++i) append_script_test(out, run.scripts[i], i + 1);
  return out;
}

}  // namespace modlink::runner
