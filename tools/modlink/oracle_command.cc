// `modlink oracle`
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "tools/cli/execution_options.h"
#include "tools/modlink/program.h"
#include "tools/oracle/oracle.h"
#include "tools/shrink/shrink_files.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: have scripts run by it, as by any other engine

  spec-runner --engine 'modlink oracle --batch' spec-tests

docs/engine-protocol.md describes requests and answers. Whatever is read, there is an answer.

Example: make a module smaller that a program crashes on, and one on which an engine differs from modlink

  modlink oracle --shrink '! my-program' big.wasm -o small.wasm
  modlink oracle --engine 'node tools/engines/adapters/node.js' big.wasm -o small.wasm

The command of --shrink is run with the names of the files of a candidate behind it, in a folder that is removed
afterwards; or as $1, $2, ..., if it says where they go. Exit status 0: that is interesting, as the files themselves have
to be. They are modules, binaries or texts, and may nest others; of several all are made smaller together. What the
command is given of a text, the first time too, is that module printed anew: comments, layout and folding are not those
of the file. The best so far is written each time, so that Ctrl-C leaves it.)";

struct Options {
  bool batch = false;
  std::uint64_t jobs = 1;
  shrink::ShrinkOptions shrink;
  cli::Allowance allowance;
};

std::string shell_word(const std::string& word) {
  std::string result = "'";
  for (const char c : word) result += c == '\'' ? "'\\''" : std::string(1, c);
  return result + "'";
}

bool is_jobs_with_value(const std::string& word) {
  return word.rfind("--jobs=", 0) == 0 || (word.size() > 2 && word.rfind("-j", 0) == 0);
}

// This program once more, with all options but that.
std::string command_of_worker(const std::vector<std::string>& words) {
  std::string command = fmt::format("exec /proc/{}/exe", getpid());
  for (std::size_t i = 1; i < words.size(); ++i) {
    const bool is_jobs = words[i] == "-j" || words[i] == "--jobs";
    if (is_jobs) ++i;
    if (!is_jobs && !is_jobs_with_value(words[i])) command += " " + shell_word(words[i]);
  }
  return command;
}

// What is for one way to use it is refused with another one.
void require_fitting(const cli::Command& command, const Options& options) {
  const bool shrinks = !options.batch;
  const std::vector<std::string> given = command.given_options();
  const auto refuse_given = [&](const std::vector<std::string>& names, const char* why) {
    for (const std::string& name : names) {
      if (std::find(given.begin(), given.end(), name) != given.end()) cli::refuse(name, why);
    }
  };
  if (!shrinks)
    refuse_given({"--output", "--tries", "--timeout", "--fuel", "--disregard"}, "means nothing with --batch");
  if (shrinks) refuse_given({"--jobs"}, "means nothing without --batch");
  if (options.shrink.command) refuse_given({"--fuel", "--disregard"}, "means nothing without --engine");
  if (!shrinks && !options.shrink.files.empty()) cli::refuse("FILE", "means nothing with --batch");
  if (shrinks && options.shrink.files.empty()) cli::missing("FILE");
}

Status shrink_files(const Options& options, const cli::Language& language) {
  shrink::ShrinkOptions shrink = options.shrink;
  if (options.allowance.fuel) shrink.fuel = *options.allowance.fuel;
  if (options.allowance.timeout) shrink.timeout = *options.allowance.timeout;
  return shrink::shrink_files(shrink, language);
}

void add_shrink_options(cli::Command command, Options& options) {
  command.add_option("FILE", options.shrink.files, "modules to be made smaller");
  command
      .add_option("--shrink", options.shrink.command,
                  "make the files smaller as long as this command of the shell finds them interesting")
      .type_name("CMD");
  command
      .add_option("--engine", options.shrink.engine,
                  "make the files smaller as long as this engine, a command that speaks docs/engine-protocol.md, and "
                  "modlink differ in the same way; of several files, earlier ones are imported by their names")
      .type_name("CMD");
  command
      .add_option("-o,--output", options.shrink.output,
                  "where to write what has become of the file; of several, a folder (default: beside them, as in "
                  "a.shrunken.wasm)")
      .type_name("FILE");
  command.add_option("--tries", options.shrink.tries, "how many candidates are tried at most (default: all there are)")
      .type_name("N");
  command
      .add_option("--disregard", options.shrink.disregarded,
                  "with --engine, compare all the same what is open for this cause: `nan` where NaNs are made 0, as in "
                  "modules of `modlink smith --deterministic`")
      .type_name("CAUSE")
      .takes_one_each()
      .one_of({"nan", "relaxed_simd", "memory_grow", "table_grow", "limit", "threads"});
  cli::add_timeout_option(command, options.allowance,
                          "how many seconds a try may take, as in 2 or 0.5: one that takes longer is not interesting, "
                          "or with --engine lost (default: 10)");
  cli::add_fuel_option(command, options.allowance,
                       "how many instructions each request of --engine may take (default: 1000000)");
}

}  // namespace

void add_oracle(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("oracle", "do what requests say: what other engines are compared with");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_flag("--batch", options->batch,
                   "read requests from standard input, a line of JSON each, and answer them");
  command.add_option("-j,--jobs", options->jobs, "programs that do what is between two resets at the same time")
      .type_name("N")
      .shows_default()
      .positive();
  add_shrink_options(command, *options);
  add_language_options(command, program);
  command.callback([command, options, &program] {
    if (print_listings(program)) return;
    const int ways = options->batch + options->shrink.command.has_value() + options->shrink.engine.has_value();
    if (ways == 0) cli::missing("--batch, --shrink or --engine");
    if (ways > 1) cli::refuse("oracle", "one of --batch, --shrink and --engine");
    require_fitting(command, *options);
    if (!options->batch) {
      program.status = shrink_files(*options, program.language);
      return;
    }
    if (options->jobs > 1) return oracle::answer_all(command_of_worker(program.words), options->jobs);
    oracle::Oracle oracle(program.language);
    oracle::answer_all(oracle);
  });
}

}  // namespace modlink::command
