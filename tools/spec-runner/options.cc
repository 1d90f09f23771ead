// The command line of spec-runner.
#include "tools/spec-runner/options.h"

#include <fmt/format.h>

#include <thread>

#include "tools/cli/execution_options.h"
#include "tools/cli/explain_option.h"
#include "tools/cli/language_options.h"
#include "tools/cli/man_page.h"
#include "tools/files/files.h"
#include "tools/spec-runner/convert_options.h"
#include "tools/spec-runner/dialect_options.h"
#include "tools/spec-runner/report_options.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

constexpr const char* description =
    "Runs WebAssembly test scripts (.wast), with module linking, and checks every assertion.";
constexpr const char* footer = R"(
Example: run all scripts below a directory as core WebAssembly, and show what fails

  spec-runner --disable module-linking testsuite/

The last line is `N passed, N failed`. Exit status: 0 all passed, 1 something failed or there was no memory left, 2 wrong usage, an unreadable file
or a script with unknown directives, 3 an internal error.)";

void read_expected_failures(ExpectedFailures& expected, const std::string& path) {
  try {
    const Source source(path, cli::read_file(path), Source::Kind::text);
    try {
      expected.add(source);
    } catch (const Error& error) {
      cli::refuse("--expected-failures", fmt::format("\n{}", source.diagnose(error.pos(), error.message())));
    }
  } catch (const cli::Failure& failure) {
    cli::refuse("--expected-failures", failure.text());
  }
}

void add_script_options(cli::Command app, SuiteOptions& suite) {
  app.add_flag("--allow-output", suite.settings.allow_output, "let `(output \"file\")` write files");
  app.add_flag("--allow-outside", suite.settings.allow_outside,
               "let `(input \"file\")` read files outside of the folder of its script");
  const auto round_trip = [&](const std::string& form) {
    suite.settings.round_trip = form == "binary" ? RoundTrip::binary : RoundTrip::text;
  };
  app.add_setter("--roundtrip", round_trip,
                 "encode and decode, or print and parse, every module before it is validated")
      .one_of({"binary", "text"});
  app.add_flag("--ignore-script-options", suite.settings.ignore_script_options,
               "do not heed what the first lines of scripts ask for, such as `;; options: --import-order=any`");
  const auto expected = [&](const std::string& path) { read_expected_failures(suite.expected, path); };
  app.add_each("--expected-failures", expected,
               "directives that must fail: lines `path:line  # reason`; any other failure is one, and so is a listed "
               "directive that passes")
      .type_name("FILE");
  const auto list = [&](const std::string& path) { suite.list = path; };
  app.add_setter("--write-expected", list,
                 "write a list of what failed, for --expected-failures; what that has already keeps its reasons")
      .type_name("FILE");
  cli::add_execution_options(app, suite.settings.allowance, "each action and instantiation");
  add_engine_options(app, suite.engine);
  app.add_flag(
      "--no-fusion", [&] { suite.settings.fuses = false; },
      "execute instructions one by one, as no operation of several: for tests of the interpreter");
  add_trace_option(app, suite.settings.trace);
  add_coverage_options(app, suite.coverage);
  app.add_option("-j,--jobs", suite.threads, "files to run at the same time").type_name("N").shows_default().positive();
}

// Who else looks at what is executed, or executes it elsewhere.
void refuse_with_coverage(const SuiteOptions& suite) {
  const auto refuse = [](const char* option) { cli::refuse("--coverage", fmt::format("does not go with {}", option)); };
  if (suite.settings.trace != trace::Mode::none) refuse("--trace");
  if (!suite.engine.command.empty()) refuse("--engine: other engines do not say what they execute");
  if (suite.isolate) refuse("--isolate");
  if (suite.task != Task::run) refuse("--compare and --merge");
}

}  // namespace

std::variant<CommandLine, Status> parse_command_line(int argc, const char* const* argv) {
  CommandLine line;
  line.suite.program = "spec-runner " MODLINK_VERSION;
  line.suite.words.assign(argv, argv + argc);
  line.suite.threads = std::max(1u, std::thread::hardware_concurrency());
  line.suite.settings.language.features.dialect.duplicate_imports = DuplicateImports::forbid_linked;
  cli::Listings listings;
  cli::CommandLine app(description, "spec-runner");
  app.footer(footer);
  app.version("spec-runner " MODLINK_VERSION);
  app.add_option("FILE", line.paths,
                 "scripts, directories of scripts, or - for standard input; reports for --compare and --merge");
  add_report_options(app, line.suite);
  add_script_options(app, line.suite);
  cli::add_hash_seed(app);
  ConvertOptions convert;
  app.begin_group("Writing scripts");
  add_convert_options(app, convert, line.suite);
  app.begin_group("Suites of other engines");
  add_dialect_options(app, line.suite.settings);
  app.begin_group("Language");
  cli::add_language_options(app, line.suite.settings.language, listings);
  cli::add_explain_option(app);
  cli::add_man_option(app, "spec-runner " MODLINK_VERSION);
  app.callback([&] {
    if (line.paths.empty() && !listings.any()) cli::missing("FILE");
    finish_report_options(line.suite, line.paths);
    const bool is_traced = line.suite.settings.trace != trace::Mode::none;
    if (is_traced && !line.suite.engine.command.empty())
      cli::refuse("--trace", "other engines (--engine) do not say what they execute");
    if (line.suite.coverage.any()) refuse_with_coverage(line.suite);
    if (is_traced) line.suite.threads = 1;  // so that no trace has to be kept
  });
  if (const auto status = app.parse(argc, argv)) return *status;
  cli::print_listings(line.suite.settings.language, listings);
  if (line.paths.empty()) return Status::ok;
  if (convert.any()) return convert_scripts(line.paths, convert, line.suite);
  return line;
}

}  // namespace modlink::runner
