// Reports in JSON, written. docs/spec-runner-report.schema.json
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/spec-runner/reports/json.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

using OrderedJson = nlohmann::ordered_json;

std::string dump(const OrderedJson& json) { return json.dump(-1, ' ', true, OrderedJson::error_handler_t::replace); }

OrderedJson counts_json(const Counts& counts) {
  return {{"passed", counts.passed},
          {"failed", counts.failed},
          {"skipped", counts.skipped},
          {"not_run", counts.not_run},
          {"expected_failures", counts.expected_failures}};
}

void add_unless_empty(OrderedJson& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

void add_explanation(OrderedJson& json, const Explanation& explanation) {
  json["message"] = explanation.message;
  add_unless_empty(json, "expected", explanation.expected);
  add_unless_empty(json, "found", explanation.found);
  add_unless_empty(json, "code", explanation.code);
  add_unless_empty(json, "stack", explanation.stack);
  add_unless_empty(json, "excerpt", explanation.excerpt);
  add_unless_empty(json, "diagnosis", explanation.diagnosis);
}

OrderedJson directive_json(const ScriptResult& script, const DirectiveResult& result) {
  OrderedJson json;
  if (script.file_of(result) != script.path) json["file"] = without_controls(script.file_of(result));
  json["line"] = result.line;
  json["column"] = result.column;
  json["keyword"] = script.keyword_of(result);
  json["status"] = to_string(result.verdict);
  json["duration_ns"] = result.duration;
  if (result.explanation) add_explanation(json, *result.explanation);
  return json;
}

// The fields before the last one, which is a list and long; without the braces.
std::string script_head(const ScriptResult& script) {
  OrderedJson json;
  json["path"] = without_controls(script.path);
  json["status"] = script.not_run ? "not_run" : script.error.empty() ? "run" : "broken";
  json["exit_status"] = static_cast<int>(script.counts.status);
  json["duration_ns"] = script.duration;
  add_unless_empty(json, "error", script.error);
  add_unless_empty(json, "signal", script.signal);
  json["counts"] = counts_json(script.counts);
  const std::string text = dump(json);
  return text.substr(1, text.size() - 2);
}

void append_script_json(std::string& out, const ScriptResult& script) {
  out += fmt::format("  {{{},\n   \"directives\":[", script_head(script));
  for (const DirectiveResult& result : script.directives) {
    out += &result == script.directives.data() ? "\n    " : ",\n    ";
    out += dump(directive_json(script, result));
  }
  out += "]}";
}

}  // namespace

std::string to_json(const RunResult& run, const std::string& program) {
  OrderedJson json;
  json["format"] = "spec-runner-report";
  json["version"] = 1;
  json["program"] = program;
  json["exit_status"] = static_cast<int>(run.total.status);
  json["duration_ns"] = run.duration;
  if (run.shard) json["shard"] = {{"index", run.shard->index}, {"count", run.shard->count}};
  json["counts"] = counts_json(run.total);
  std::string text = dump(json);
  text.pop_back();
  text += ",\n \"scripts\":[";
  for (const ScriptResult& script : run.scripts) {
    text += &script == run.scripts.data() ? "\n" : ",\n";
    append_script_json(text, script);
  }
  return text + "]}\n";
}

}  // namespace modlink::runner
