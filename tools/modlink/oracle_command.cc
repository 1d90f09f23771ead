// `modlink oracle`
#include <memory>

#include "tools/modlink/program.h"
#include "tools/oracle/oracle.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: have scripts run by it, as by any other engine

  spec-runner --engine 'modlink oracle --batch' spec-tests

docs/engine-protocol.md describes requests and answers. Whatever is read, there is an answer.)";

}  // namespace

void add_oracle(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("oracle", "do what requests say: what other engines are compared with");
  command.footer(footer);
  auto batch = std::make_shared<bool>(false);
  command.add_flag("--batch", *batch, "read requests from standard input, a line of JSON each, and answer them");
  add_language_options(command, program);
  command.callback([batch, &program] {
    if (print_listings(program)) return;
    if (!*batch) cli::missing("--batch");
    oracle::Oracle oracle(program.language);
    oracle::answer_all(oracle);
  });
}

}  // namespace modlink::command
