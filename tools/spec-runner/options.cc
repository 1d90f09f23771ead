// The command line of spec-runner.
#include "tools/spec-runner/options.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <CLI/CLI.hpp>
#include <thread>

#include "tools/spec-runner/files.h"

namespace modlink::runner {

namespace {

constexpr const char* description =
    "Runs WebAssembly test scripts (.wast), with module linking, and checks every assertion.";
constexpr const char* footer = R"(
Example: run all scripts below a directory as core WebAssembly, and show what fails

  spec-runner --disable module-linking testsuite/

The last line is `N passed, N failed`. Exit status: 0 all passed, 1 something failed, 2 wrong usage, an unreadable file
or a script with unknown directives, 3 an internal error.)";

struct Limit {
  const char* name;
  std::uint64_t ImplementationLimits::*member;
  const char* meaning;
};
constexpr Limit limits[] = {
#define LIMIT(name, value, meaning) {#name, &ImplementationLimits::name, meaning},
#include "wast/syntax/implementation_limits.def"
};

// What is wrong with the value of an option.
[[noreturn]] void refuse(const std::string& option, const std::string& message) {
  throw CLI::ValidationError(option, message);
}

Feature known_feature(const std::string& option, const std::string& name) {
  if (const auto feature = find_feature(name)) return *feature;
  std::string known;
  for (Feature feature : available_features()) known += fmt::format("\n  {}", to_string(feature));
  refuse(option, fmt::format("unknown feature `{}`; known are:{}", name, known));
}

void set_all(Features& features, bool on) {
  for (Feature feature : available_features()) features.set(feature, on);
}

// `all`, `none`, `name` or `-name`.
void set_feature(Features& features, const std::string& item) {
  if (item == "all" || item == "none") return set_all(features, item == "all");
  const bool off = item[0] == '-';
  features.set(known_feature("--features", item.substr(off ? 1 : 0)), !off);
}

void set_features(Features& features, const std::string& list) {
  std::size_t start = 0;
  while (start <= list.size()) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    if (end > start) set_feature(features, list.substr(start, end - start));
    start = end + 1;
  }
}

std::uint64_t parse_number(const std::string& option, const std::string& text) {
  std::uint64_t value = 0;
  if (!CLI::detail::lexical_cast(text, value) || text[0] == '-') {
    refuse(option, fmt::format("`{}` is no natural number", text));
  }
  return value;
}

void set_limit(ImplementationLimits& values, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos) refuse("--limit", "expected NAME=VALUE");
  const std::string name = assignment.substr(0, equals);
  for (const Limit& limit : limits) {
    if (name == limit.name) {
      values.*limit.member = parse_number("--limit", assignment.substr(equals + 1));
      return;
    }
  }
  refuse("--limit", fmt::format("unknown limit `{}`; --list-limits shows them all", name));
}

void read_expected_failures(ExpectedFailures& expected, const std::string& path) {
  try {
    const Source source(path, read_file(path), Source::Kind::text);
    try {
      expected.add(source);
    } catch (const Error& error) {
      refuse("--expected-failures", fmt::format("\n{}", source.diagnose(error.pos(), error.message())));
    }
  } catch (const FileError& error) {
    refuse("--expected-failures", error.message);
  }
}

void set_filter(ReportOptions& report, const std::string& pattern) {
  auto filter = std::make_shared<RE2>(pattern, RE2::Quiet);
  if (!filter->ok()) refuse("--filter", filter->error());
  report.filter = std::move(filter);
}

void list_features(const Features& features) {
  for (Feature feature : available_features()) {
    fmt::print("{:<26} {}\n", to_string(feature), features.has(feature) ? "on" : "off");
  }
}

void list_limits(const ImplementationLimits& values) {
  for (const Limit& limit : limits) {
    fmt::print("{:<22} {:>12}  {}\n", limit.name, values.*limit.member, limit.meaning);
  }
}

// Of the options for features the last one wins.
void add_language_options(CLI::App& app, Settings& settings, bool& features, bool& limits) {
  const auto enable = [&settings](const std::string& name) {
    settings.features.set(known_feature("--enable", name), true);
  };
  const auto disable = [&settings](const std::string& name) {
    settings.features.set(known_feature("--disable", name), false);
  };
  app.add_option_function<std::string>(
         "--features", [&](const std::string& s) { set_features(settings.features, s); },
         "switch features: all, none, NAME or -NAME, separated by commas")
      ->type_name("LIST")
      ->trigger_on_parse();
  const auto each = [](auto set) {
    return [set](const std::vector<std::string>& names) {
      for (const std::string& name : names) set(name);
    };
  };
  app.add_option_function<std::vector<std::string>>("--enable", each(enable), "switch a feature on")
      ->type_name("FEATURE")
      ->trigger_on_parse()
      ->allow_extra_args(false)
      ->take_all();
  app.add_option_function<std::vector<std::string>>("--disable", each(disable), "switch a feature off")
      ->type_name("FEATURE")
      ->trigger_on_parse()
      ->allow_extra_args(false)
      ->take_all();
  const auto limit = [&settings](const std::string& assignment) { set_limit(settings.limits, assignment); };
  app.add_option_function<std::vector<std::string>>("--limit", each(limit), "set an implementation limit")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->take_all();
  app.add_flag("--allow-output", settings.allow_output, "let `(output \"file\")` write files");
  app.add_flag("--list-features", features, "print the features and whether they are on");
  app.add_flag("--list-limits", limits, "print the implementation limits");
}

void add_report_options(CLI::App& app, SuiteOptions& suite) {
  app.add_flag_callback(
      "-v,--verbose", [&] { suite.report.verbosity = Verbosity::all; }, "show every directive");
  app.add_flag_callback(
      "-q,--quiet", [&] { suite.report.verbosity = Verbosity::quiet; }, "show no failed directives");
  app.add_option_function<std::string>(
         "--filter", [&](const std::string& s) { set_filter(suite.report, s); },
         "run everything, but check only directives whose `file:line keyword` matches")
      ->type_name("REGEX");
  const auto expected = [&](const std::vector<std::string>& paths) {
    for (const std::string& path : paths) read_expected_failures(suite.expected, path);
  };
  app.add_option_function<std::vector<std::string>>("--expected-failures", expected,
                                                    "directives that must fail: lines `path:line  # reason`; any other "
                                                    "failure is one, and so is a listed directive "
                                                    "that passes")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->take_all();
  app.add_option("-j,--jobs", suite.threads, "files to run at the same time")->type_name("N")->capture_default_str();
}

}  // namespace

std::variant<CommandLine, Status> parse_command_line(int argc, const char* const* argv) {
  CommandLine line;
  line.suite.threads = std::max(1u, std::thread::hardware_concurrency());
  bool features = false;
  bool limits = false;
  CLI::App app(description, "spec-runner");
  app.footer(footer);
  app.set_version_flag("--version", "spec-runner " MODLINK_VERSION);
  app.add_option("FILE", line.paths, "scripts, directories of scripts, or - for standard input");
  add_language_options(app, line.suite.settings, features, limits);
  add_report_options(app, line.suite);
  try {
    app.parse(argc, argv);
    if (line.paths.empty() && !features && !limits) throw CLI::RequiredError("FILE");
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Status::passed : Status::usage;
  }
  if (features) list_features(line.suite.settings.features);
  if (limits) list_limits(line.suite.settings.limits);
  if (line.paths.empty()) return Status::passed;
  return line;
}

}  // namespace modlink::runner
