// The program `modlink`: its subcommands and how they end.
#include "tools/modlink/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <new>
#include <string_view>

#include "tools/cli/explain_option.h"
#include "tools/cli/man_page.h"
#include "tools/cli/marked_words.h"
#include "tools/files/standard_streams.h"
#include "wast/syntax/error.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/literals.h"

namespace modlink::command {

namespace {

constexpr const char* description = "Tools for WebAssembly modules that link modules.";
constexpr const char* footer = R"(
Input is text or binary, found by its content; `-` is standard input or output. Exit status: 0 all well, 1 a bad module
or the answer no or no memory left, 2 wrong usage or an unreadable file, 3 an internal error.)";

// What with_code adds; there is no memory to do so.
constexpr const char* memory_code = " [out-of-memory]";

using Add = void (*)(cli::Command, Program&);
constexpr Add commands[] = {
    add_bundle, add_flatten, add_graph, add_lint,  add_merge,   add_objdump, add_oracle,   add_parse,
    add_print,  add_run,     add_smith, add_split, add_subtype, add_types,   add_validate,
};

// `-inf`, `-nan:0x1`: CLI11 takes them for options, but not `-1`.
bool looks_like_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && !std::isdigit(static_cast<unsigned char>(word[1])) &&
         text::number_form(word) != text::NumberForm::none;
}

// Arguments of `run` are numbers too.
std::vector<std::string> words_of(int argc, const char* const* argv) {
  std::vector<std::string> words(argv, argv + argc);
  if (argc < 2 || words[1] != "run") return words;
  const auto end = std::find(words.begin(), words.end(), "--");
  for (auto word = words.begin(); word != end; ++word) {
    if (looks_like_option(*word)) *word = cli::marked(*word);
  }
  return words;
}

Status complain(const std::string& message, Status status) {
  cli::complain({message});
  return status;
}

Status run(int argc, const char* const* argv, Program& program) {
  cli::CommandLine app(description, "modlink");
  app.footer(footer);
  app.version("modlink " MODLINK_VERSION);
  app.require_subcommand();
  for (Add add : commands) add(app, program);
  cli::add_explain_option(app);
  cli::add_man_option(app, "modlink " MODLINK_VERSION);
  try {
    return app.parse(words_of(argc, argv)).value_or(program.status);
  } catch (const cli::Failure& failure) {
    return complain(failure.text(), failure.status);
  } catch (const Error& error) {
    return complain(error.diagnose(program.file), Status::failed);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    return complain(fmt::format("modlink: internal error: {}", without_controls(error.what())), Status::internal);
  }
}

}  // namespace

Status complain_of_memory(std::string_view file) noexcept {
  try {
    cli::complain({file.empty() ? "modlink" : shown_path(file), ": limit: ", out_of_memory, memory_code});
  } catch (const std::bad_alloc&) {
    cli::complain({"modlink: limit: ", out_of_memory, memory_code});
  }
  return Status::failed;
}

void add_language_options(cli::Command command, Program& program) {
  cli::add_language_options(command, program.language, program.listings);
  cli::add_hash_seed(command);
}

bool print_listings(const Program& program) {
  cli::print_listings(program.language, program.listings);
  return program.listings.any();
}

void demand_output(const std::string& path) {
  if (path.empty()) cli::missing("--output");
}

Status run(int argc, const char* const* argv) {
  Program program;
  try {
    program.words.assign(argv, argv + argc);
    return cli::finish_output("modlink", run(argc, argv, program));
  } catch (const std::bad_alloc&) {  // also of what was to be said
    return cli::finish_output("modlink", complain_of_memory(program.file));
  }
}

}  // namespace modlink::command
