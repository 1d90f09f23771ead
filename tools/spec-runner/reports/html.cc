// Reports as a page.
#include "tools/spec-runner/reports/html.h"

#include <fmt/format.h>

#include <map>

#include "tools/spec-runner/reports/markup.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

// Nothing is loaded and nothing runs, whatever a script's text has in it.
constexpr const char* page_head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>spec-runner</title>
<style>
:root { color-scheme: light dark; --good: #1a7f37; --bad: #cf222e; --line: #8884; --soft: #8882; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #ff7b72; } }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere; }
td { font-variant-numeric: tabular-nums; }
tr.bad td:nth-child(4), .bad-word { color: var(--bad); font-weight: 600; }
.good-word { color: var(--good); font-weight: 600; }
.bar { display: inline-block; width: 8rem; height: .6rem; background: var(--bad); vertical-align: middle; }
.bar i { display: block; height: 100%; background: var(--good); }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .6rem; overflow-x: auto; margin: .5rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dt { color: GrayText; }
dd { margin: 0; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
</style>
</head>
<body>
)";

// The folder of a script, as the scoreboard has it.
std::string folder_of_script(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

struct Score {
  Counts counts;
  std::uint64_t scripts = 0;
  std::uint64_t duration = 0;
};

std::string row(const std::string& name, const Score& score) {
  const Counts& counts = score.counts;
  const std::uint64_t all = counts.passed + counts.failed;
  const double share = all == 0 ? 100.0 : 100.0 * static_cast<double>(counts.passed) / static_cast<double>(all);
  return fmt::format(
      "<tr{}><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
      "<td><span class=\"bar\"><i style=\"width:{:.1f}%\"></i></span></td></tr>\n",
      counts.failed > 0 ? " class=\"bad\"" : "", escape_markup(name), score.scripts, counts.passed, counts.failed,
      counts.skipped, counts.not_run, describe_duration(score.duration), share);
}

std::string scoreboard(const RunResult& run) {
  std::map<std::string, Score> scores;
  Score all;
  for (const ScriptResult& script : run.scripts) {
    for (Score* score : {&scores[folder_of_script(script.path)], &all}) {
      score->counts.add(script.counts);
      score->duration += script.duration;
      ++score->scripts;
    }
  }
  std::string out =
      "<h2>Scoreboard</h2>\n<table>\n<tr><th>folder</th><th>scripts</th><th>passed</th><th>failed</th><th>skipped</th>"
      "<th>not run</th><th>duration</th><th></th></tr>\n";
  for (const auto& [folder, score] : scores) out += row(folder, score);
  return out + row("all", all) + "</table>\n";
}

std::string term(const char* name, const std::string& text) {
  return text.empty() ? std::string() : fmt::format("<dt>{}</dt><dd>{}</dd>", name, escape_markup(text));
}

std::string preformatted(const std::string& text) {
  return text.empty() ? std::string() : fmt::format("<pre>{}</pre>\n", escape_markup(text));
}

std::string failure_html(const ScriptResult& script, const DirectiveResult& result) {
  const Explanation& explanation = *result.explanation;
  return fmt::format(
      "<details open><summary><span class=\"bad-word\">{}</span> {} {}: "
      "{}</summary>\n{}<dl>{}{}{}{}</dl>\n{}</details>\n",
      to_string(result.verdict), escape_markup(place_of(script, result)), escape_markup(script.keyword_of(result)),
      escape_markup(explanation.message), preformatted(explanation.excerpt), term("expected", explanation.expected),
      term("found", explanation.found), term("code", explanation.code),
      term("duration", describe_duration(result.duration)), preformatted(explanation.stack));
}

std::string error_html(const ScriptResult& script) {
  return fmt::format("<details open><summary><span class=\"bad-word\">broken</span> {}: {}</summary></details>\n",
                     escape_markup(shown_path(script.path)), escape_markup(script.error));
}

std::string failures(const RunResult& run) {
  std::string out;
  for (const ScriptResult& script : run.scripts) {
    if (!script.error.empty()) out += error_html(script);
    for (const DirectiveResult& result : script.directives) {
      if (is_bad(result.verdict)) out += failure_html(script, result);
    }
  }
  return out.empty() ? "<p class=\"good-word\">Nothing failed.</p>\n" : "<h2>Failures</h2>\n" + out;
}

std::string slow_directives(const RunResult& run, std::size_t most) {
  std::string out;
  for (const Slow& slow : slowest(run, most)) {
    out += fmt::format("<tr><td>{} {}</td><td>{}</td></tr>\n", escape_markup(place_of(*slow.script, *slow.directive)),
                       escape_markup(slow.script->keyword_of(*slow.directive)),
                       describe_duration(slow.directive->duration));
  }
  if (out.empty()) return {};
  return "<h2>Slowest directives</h2>\n<table>\n<tr><th>directive</th><th>duration</th></tr>\n" + out + "</table>\n";
}

}  // namespace

std::string to_html(const RunResult& run, const std::string& program, std::size_t most_slow) {
  std::string out = page_head;
  out += fmt::format("<h1>{}</h1>\n<p>{}, {}, in {}{}</p>\n", escape_markup(summary(run.total)), escape_markup(program),
                     counted(run.scripts.size(), "script"), describe_duration(run.duration),
                     run.shard ? ", shard " + to_string(*run.shard) : "");
  return out + scoreboard(run) + failures(run) + slow_directives(run, most_slow) + "</body>\n</html>\n";
}

}  // namespace modlink::runner
