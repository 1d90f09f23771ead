// Which options mean something together.
#include "tools/spec-runner/option_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "tools/cli/command_line.h"

namespace modlink::runner {

namespace {

using Options = std::vector<std::string>;

// Sets of what spec-runner can be asked for.
namespace tasks {

constexpr unsigned run = 1, bless = 2, json = 4, other_forms = 8, format = 16, compare = 32, merge = 64, list = 128;
constexpr unsigned runs = run | bless;
constexpr unsigned converts = json | other_forms;
constexpr unsigned reads = runs | converts | format;  // scripts
constexpr unsigned reports = runs | merge;
constexpr unsigned speaks = reads | list;
constexpr unsigned any = speaks | compare | merge;

}  // namespace tasks

struct Rule {
  std::string_view option;
  unsigned tasks;
};

// One row for each option.
constexpr Rule rules[] = {
    // what to do
    {"--bless", tasks::bless},
    {"--compare", tasks::compare},
    {"--convert", tasks::converts},
    {"--explain", tasks::any},
    {"--format", tasks::format},
    {"--help", tasks::any},
    {"--json", tasks::json},
    {"--list-features", tasks::list},
    {"--list-limits", tasks::list},
    {"--man", tasks::any},
    {"--merge", tasks::merge},
    {"--version", tasks::any},
    // selection
    {"--exclude", tasks::runs},
    {"--fail-fast", tasks::runs},
    {"--filter", tasks::runs},
    {"--line", tasks::runs},
    {"--shard", tasks::runs},
    // what is told
    {"--color", tasks::reports},
    {"--coverage", tasks::runs},
    {"--coverage-report", tasks::runs},
    {"--expected-failures", tasks::runs},
    {"--quiet", tasks::reports},
    {"--report", tasks::reports},
    {"--slowest", tasks::reports},
    {"--trace", tasks::runs},
    {"--verbose", tasks::runs},
    {"--write-expected", tasks::runs},
    // how scripts are run
    {"--allow-output", tasks::runs},
    {"--allow-outside", tasks::runs},
    {"--engine", tasks::runs},
    {"--fuel", tasks::runs},
    {"--hash-seed", tasks::any},
    {"--isolate", tasks::runs},
    {"--isolated-script", tasks::runs},
    {"--jobs", tasks::runs},
    {"--linking", tasks::runs},
    {"--no-fusion", tasks::runs},
    {"--register", tasks::runs},
    {"--roundtrip", tasks::runs},
    {"--timeout", tasks::runs},
    // what their directives mean
    {"--actions", tasks::runs},
    {"--messages", tasks::runs},
    {"--modules", tasks::runs},
    {"--name-imports", tasks::runs},
    {"--no-name-imports", tasks::runs},
    {"--stages", tasks::runs},
    // how they are read
    {"--compat", tasks::speaks},
    {"--dialect", tasks::speaks},
    {"--disable", tasks::speaks},
    {"--duplicate-imports", tasks::speaks},
    {"--enable", tasks::speaks},
    {"--features", tasks::speaks},
    {"--ignore-script-options", tasks::reads},
    {"--import-order", tasks::speaks},
    {"--limit", tasks::speaks},
    {"--no-plain-operands", tasks::reads},
    {"--no-run-lines", tasks::reads},
    {"--plain-operands", tasks::reads},
    {"--run-lines", tasks::reads},
};

// An option that needs another one, or does not go with it, of those that mean something in the same task.
struct Pair {
  std::string_view option;
  std::string_view other;
  std::string_view why = {};
};
constexpr std::string_view says_nothing = "other engines (--engine) do not say what they execute";
constexpr Pair needs[] = {{"--linking", "--engine"}};
constexpr Pair excludes[] = {
    {"--trace", "--engine", says_nothing},
    {"--coverage", "--engine", says_nothing},
    {"--coverage", "--trace"},
    {"--coverage", "--isolate"},
    {"--coverage-report", "--engine", says_nothing},
    {"--coverage-report", "--trace"},
    {"--coverage-report", "--isolate"},
    {"--no-fusion", "--engine", "is for modlink's own interpreter, and not for other engines (--engine)"},
    {"--roundtrip", "--engine", "is for modlink's own interpreter, and not for other engines (--engine)"},
    {"--verbose", "--quiet"},
};

// What prints to standard output; reports in files do not.
constexpr std::string_view printing[] = {"--coverage", "--slowest", "--trace", "--verbose"};

bool has(const Options& given, std::string_view option) {
  return std::find(given.begin(), given.end(), option) != given.end();
}

struct Asked {
  unsigned task;
  std::string by = {};  // no option: scripts are just run
};

Asked asked_for(const Options& given, const std::string& convert) {
  if (has(given, "--convert")) return {convert == "json" ? tasks::json : tasks::other_forms, "--convert " + convert};
  constexpr Rule asking[] = {{"--format", tasks::format},    {"--compare", tasks::compare},
                             {"--merge", tasks::merge},      {"--list-features", tasks::list},
                             {"--list-limits", tasks::list}, {"--bless", tasks::bless}};
  for (const auto& [option, task] : asking) {
    if (has(given, option)) return {task, std::string(option)};
  }
  return {tasks::run};
}

unsigned tasks_of(std::string_view option) {
  const auto rule = std::find_if(std::begin(rules), std::end(rules), [&](const Rule& r) { return r.option == option; });
  if (rule == std::end(rules)) throw std::logic_error(fmt::format("{} has no rule", option));
  return rule->tasks;
}

// Of a task that has to be asked for, and is not.
std::string_view option_for(unsigned meant_for) {
  return meant_for == tasks::json ? "--convert json" : "another option";
}

[[noreturn]] void refuse_pair(std::string_view option, std::string_view other, std::string_view why = {}) {
  cli::refuse(std::string(option), why.empty() ? fmt::format("does not go with {}", other) : std::string(why));
}

}  // namespace

void demand_meaning(const Options& given, const std::string& convert) {
  const Asked asked = asked_for(given, convert);
  for (const std::string& option : given) {
    const unsigned meant_for = tasks_of(option);
    if (meant_for & asked.task) continue;
    if (asked.task == tasks::run) cli::refuse(option, fmt::format("needs {}", option_for(meant_for)));
    refuse_pair(option, asked.by);
  }
  for (const Pair& pair : needs) {
    const bool is_alone = has(given, pair.option) && !has(given, pair.other);
    if (is_alone) cli::refuse(std::string(pair.option), fmt::format("needs {}", pair.other));
  }
  for (const Pair& pair : excludes) {
    if (has(given, pair.option) && has(given, pair.other)) refuse_pair(pair.option, pair.other, pair.why);
  }
}

void spare_standard_output(const Options& given, const std::string& taker) {
  for (const std::string_view option : printing) {
    if (!has(given, option)) continue;
    cli::refuse(std::string(option), fmt::format("prints to standard output, where {} writes a file", taker));
  }
}

Options options_with_rules() {
  Options result;
  for (const Rule& rule : rules) result.emplace_back(rule.option);
  return result;
}

}  // namespace modlink::runner
