// The command line of spec-runner.
#include "tools/spec-runner/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "tools/cli/execution_options.h"
#include "tools/cli/explain_option.h"
#include "tools/cli/language_options.h"
#include "tools/cli/man_page.h"
#include "tools/files/files.h"
#include "tools/spec-runner/convert_options.h"
#include "tools/spec-runner/dialect_options.h"
#include "tools/spec-runner/option_rules.h"
#include "tools/spec-runner/report_options.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

bool has_standard_input(const std::vector<std::string>& paths) {
  return std::find(paths.begin(), paths.end(), "-") != paths.end();
}

constexpr const char* description =
    "Runs WebAssembly test scripts (.wast), with module linking, and checks every assertion.";
constexpr const char* footer = R"(
Example: run all scripts below a directory as core WebAssembly, and show what fails

  spec-runner --disable module-linking testsuite/

The last line is `N passed, N failed`. Options that mean nothing together are wrong usage, and so are outputs that
would be written over what is read or over each other. Exit status: 0 all passed, 1 something failed or there was no
memory left, 2 wrong usage, an unreadable file, a script with unknown directives or an engine that does not start, 3 an
internal error.)";

void read_expected_failures(ExpectedFailures& expected, const std::string& path) {
  try {
    const Source source(cli::input_name(path), cli::read_file(path), Source::Kind::text);
    try {
      expected.add(source);
    } catch (const Error& error) {
      cli::refuse("--expected-failures", fmt::format("\n{}", source.diagnose(error.pos(), error.message())));
    }
  } catch (const cli::Failure& failure) {
    cli::refuse("--expected-failures", failure.text());
  }
}

void add_expectation_options(cli::Command app, SuiteOptions& suite) {
  const auto expected = [&](const std::string& path) {
    suite.inputs.push_back(path);
    read_expected_failures(suite.expected, path);
  };
  app.add_each("--expected-failures", expected,
               "directives that must fail: lines `path:line  # reason`; any other failure is one, and so is a listed "
               "directive that passes; several lists count together (default: none fails)")
      .type_name("FILE");
  const auto list = [&](const std::string& path) { suite.list = path; };
  app.add_setter("--write-expected", list,
                 "write a list of what failed, for --expected-failures; what that has already keeps its reasons; - is "
                 "standard output")
      .type_name("FILE");
  app.add_flag("--bless", suite.bless,
               "write results and messages that are not the expected ones into the scripts, in their places");
}

void add_running_options(cli::Command app, SuiteOptions& suite) {
  app.add_option(
         "-j,--jobs", suite.threads,
         "files to run at the same time; one where something is traced, or with --fail-fast if scripts may write files "
         "(default: as many as there are processors)")
      .type_name("N")
      .positive();
  add_isolation(app, suite);
  cli::add_execution_options(app, suite.settings.allowance, "each action and instantiation");
  app.add_flag("--allow-output", suite.settings.allow_output,
               "let `(output \"file\")` write files in the folder of its script");
  app.add_flag("--allow-outside", suite.settings.allow_outside,
               "let `(input \"file\")` read, and `(output \"file\")` write, files outside of the folder of its script");
  const auto round_trip = [&](const std::string& form) {
    suite.settings.round_trip = form == "binary" ? RoundTrip::binary : RoundTrip::text;
  };
  app.add_setter("--roundtrip", round_trip,
                 "encode and decode (binary), or print and parse (text), every module before it is validated (default: "
                 "take modules as they are)")
      .one_of({"binary", "text"});
  app.add_flag(
      "--no-fusion", [&] { suite.settings.fuses = false; },
      "execute instructions one by one, as no operation of several: for tests of the interpreter");
  cli::add_hash_seed(app);
}

// In groups, as people look for them.
void add_script_options(cli::Command app, SuiteOptions& suite) {
  add_report_options(app, suite);
  add_trace_option(app, suite.settings.trace);
  add_coverage_options(app, suite.coverage);
  app.begin_group("Reports of earlier runs, instead of a run");
  add_earlier_report_options(app, suite);
  app.begin_group("Expectations");
  add_expectation_options(app, suite);
  app.begin_group("Running");
  add_running_options(app, suite);
  app.begin_group("Running on another engine");
  add_engine_options(app, suite.engine);
}

// What options are bound to.
struct Parsed {
  CommandLine line;
  ConvertOptions convert;
  cli::Listings listings;
};

// No trace has to be kept then, and no script is written by a run that ends before it.
bool runs_one_by_one(const SuiteOptions& suite) {
  const bool writes = suite.bless || suite.settings.allow_output;
  return suite.settings.trace != trace::Mode::none || (suite.report.fail_fast && writes);
}

void check(Parsed& parsed, const std::vector<std::string>& given) {
  auto& [paths, suite] = parsed.line;
  demand_known_form(parsed.convert);
  demand_meaning(given, parsed.convert.convert.empty() ? "" : parsed.convert.convert[0]);
  const char* const listing = parsed.listings.features ? "--list-features" : "--list-limits";
  if (parsed.listings.any() && !paths.empty()) cli::refuse(listing, "does not go with a FILE");
  if (parsed.listings.any()) return;
  if (paths.empty()) cli::missing("FILE");
  if (suite.bless && has_standard_input(paths)) cli::refuse("--bless", "standard input is no file");
  finish_report_options(suite, paths, given);
  suite.selects = !suite.report.selection.filters.empty() || !suite.report.selection.excludes.empty();
  if (runs_one_by_one(suite)) suite.threads = 1;
}

void add_options(cli::CommandLine& app, Parsed& parsed) {
  auto& [paths, suite] = parsed.line;
  suite.program = "spec-runner " MODLINK_VERSION;
  suite.threads = std::max(1u, std::thread::hardware_concurrency());
  suite.settings.language.features.dialect.duplicate_imports = DuplicateImports::forbid_linked;
  app.footer(footer);
  app.version(suite.program);
  app.add_option("FILE", paths,
                 "scripts, directories of scripts, or - for standard input; reports for --compare and --merge")
      .type_name("");
  add_script_options(app, suite);
  app.begin_group("Writing scripts in other forms, instead of a run");
  add_convert_options(app, parsed.convert);
  app.begin_group("Scripts of other engines");
  add_dialect_options(app, suite.settings);
  app.add_flag("--ignore-script-options", suite.settings.ignore_script_options,
               "do not heed what the first lines of scripts ask for, such as `;; options: --import-order=any`");
  app.begin_group("Language");
  cli::add_language_options(app, suite.settings.language, parsed.listings);
  cli::add_explain_option(app);
  cli::add_man_option(app, suite.program);
  app.callback([&app, &parsed] { check(parsed, app.given_options()); });
}

}  // namespace

std::variant<CommandLine, Status> parse_command_line(int argc, const char* const* argv) {
  Parsed parsed;
  cli::CommandLine app(description, "spec-runner");
  add_options(app, parsed);
  parsed.line.suite.words.assign(argv, argv + argc);
  if (const auto status = app.parse(argc, argv)) return *status;
  auto& [paths, suite] = parsed.line;
  cli::print_listings(suite.settings.language, parsed.listings);
  if (parsed.listings.any()) return Status::ok;
  if (parsed.convert.any()) return convert_scripts(paths, parsed.convert, suite);
  return std::move(parsed.line);
}

std::vector<std::string> option_names() {
  Parsed parsed;
  cli::CommandLine app(description, "spec-runner");
  add_options(app, parsed);
  return app.option_names();
}

}  // namespace modlink::runner
