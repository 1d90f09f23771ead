// `modlink validate`
#include <memory>
#include <new>

#include "tools/files/input.h"
#include "tools/files/standard_streams.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: check all modules of a folder

  modlink validate build/*.wasm

Nothing is said about good modules, and one line about each bad one: file:line:column (or file:offset), what is wrong.
A file without anything in it is a module in text: one that has nothing, and good.)";

struct Options {
  std::vector<std::string> paths;
  bool verbose = false;
};

Status validate_file(const std::string& path, bool verbose, const cli::Language& language) {
  try {
    cli::load_module(path, std::make_shared<TypeStore>(), language);
    return Status::ok;
  } catch (const Error& error) {
    cli::complain({verbose ? error.diagnose(path) : error.summary(path)});
    return Status::failed;
  } catch (const cli::Failure& failure) {
    cli::complain({failure.text()});
    return failure.status;
  } catch (const std::bad_alloc&) {
    return complain_of_memory(path);
  }
}

}  // namespace

void add_validate(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("validate", "check modules");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("FILE", options->paths, "modules, or - for standard input");
  command.add_flag("-v,--verbose", options->verbose, "show the place in the text too");
  add_language_options(command, program);
  command.add_option("-j,--jobs", program.language.jobs, "threads that look at one module")
      .type_name("N")
      .shows_default()
      .positive();
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->paths.empty()) cli::missing("FILE");
    for (const std::string& path : options->paths) {
      program.status = std::max(program.status, validate_file(path, options->verbose, program.language));
    }
  });
}

}  // namespace modlink::command
