// `modlink oracle`
#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "tools/modlink/program.h"
#include "tools/oracle/oracle.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: have scripts run by it, as by any other engine

  spec-runner --engine 'modlink oracle --batch' spec-tests

docs/engine-protocol.md describes requests and answers. Whatever is read, there is an answer.)";

struct Options {
  bool batch = false;
  std::uint64_t jobs = 1;
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
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (!options->batch) cli::missing("--batch");
    if (options->jobs > 1) return oracle::answer_all(command_of_worker(program.words), options->jobs);
    oracle::Oracle oracle(program.language);
    oracle::answer_all(oracle);
  });
}

}  // namespace modlink::command
