// Running of a script. spec: the official suite's script grammar
#include <fmt/format.h>

#include <set>
#include <string_view>
#include <vector>

#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"
#include "tools/npm/workspace.h"
#include "tools/spec-runner/runner.h"
#include "tools/spec-runner/script_headers.h"
#include "wast/binary/magic.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace {

using runner::DirectiveResult;
using runner::ScriptResult;

void add_unless_empty(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

Json directive_json(const ScriptResult& script, const DirectiveResult& result) {
  constexpr double per_millisecond = 1e6;
  Json json = {{"file", script.file_of(result)},
               {"line", result.line},
               {"column", result.column},
               {"kind", script.keyword_of(result)},
               {"status", to_string(result.verdict)},
               {"duration", static_cast<double>(result.duration) / per_millisecond}};
  if (!result.explanation) return json;
  if (result.explanation->line != 0) {
    json["errorLine"] = result.explanation->line;
    json["errorColumn"] = result.explanation->column;
  }
  json["message"] = result.explanation->message;
  add_unless_empty(json, "expected", result.explanation->expected);
  add_unless_empty(json, "found", result.explanation->found);
  add_unless_empty(json, "code", result.explanation->code);
  add_unless_empty(json, "stack", result.explanation->stack);
  add_unless_empty(json, "excerpt", result.explanation->excerpt);
  add_unless_empty(json, "diagnosis", result.explanation->diagnosis);
  return json;
}

// What the script has printed; and what is said of directives is with them.
Json output_of(const std::vector<std::string>& lines, const ScriptResult& script) {
  std::set<std::string_view> said;
  for (const DirectiveResult& result : script.directives) {
    if (result.explanation) said.insert(result.explanation->diagnosis);
  }
  Json output = Json::array();
  for (const std::string& line : lines) {
    if (said.count(line) == 0) output.push_back(line);
  }
  return output;
}

void demand_script(const Input& input) {
  const std::string_view format = find_format(input.content);
  if (format.empty()) return;
  const std::string message = fmt::format("{}: this is {}, and no script", shown_path(input.name), format);
  throw cli::Failure(cli::Status::usage, message);
}

ScriptResult run(const Input& input, const runner::Settings& settings, std::vector<std::string>& lines) {
  demand_script(input);
  const SourcePtr source = source_of(input, settings.language);
  runner::ReportOptions options;
  options.verbosity = runner::Verbosity::quiet;
  options.keeps_results = true;
  const auto sink = [&](std::string_view text) { lines.emplace_back(text); };
  runner::Report report(options, {}, sink, input.name);
  const runner::Settings own = runner::settings_of(input.name, input.content, settings);
  runner::Runner(own, report).run(source);
  report.finish();
  return report.take_result();
}

}  // namespace

void run_script(Arguments& arguments, Reply& reply) {
  const Input input = script_of(arguments);
  const bool only_failures = arguments.flag("onlyFailures");
  const Workspace workspace(files_with(arguments, input));
  std::vector<std::string> lines;
  const ScriptResult result = run(input, settings_of_scripts(arguments), lines);
  const runner::Counts& counts = result.counts;
  reply["ok"] = counts.failed == 0 && counts.status == runner::Status::ok;
  reply["counts"] = {{"passed", counts.passed}, {"failed", counts.failed}, {"skipped", counts.skipped}};
  Json directives = Json::array();
  for (const DirectiveResult& directive : result.directives) {
    if (!only_failures || directive.verdict != runner::Verdict::passed)
      directives.push_back(directive_json(result, directive));
  }
  reply["directives"] = std::move(directives);
  reply["output"] = output_of(lines, result);
}

}  // namespace modlink::npm
