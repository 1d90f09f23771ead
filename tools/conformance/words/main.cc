// conformance-words: sees that scripts expect only words that any engine could say.
#include <fmt/format.h>

#include <filesystem>

#include "tools/cli/command_line.h"
#include "tools/conformance/words/words.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/spec-runner/files.h"

namespace {

namespace fs = std::filesystem;
using namespace modlink;

// Messages are not compared in the dialect of 2021 (D24).
bool compares_messages(std::string_view script) {
  return script.substr(0, script.find('\n')).find("--compat=2021") == script.npos;
}

int run(const fs::path& folder) {
  const std::string page = (folder / "README.md").string();
  conformance::Words words(page, cli::read_file(page));
  if (words.empty()) throw cli::Failure(cli::Status::usage, page + ": no words");
  for (const runner::ScriptFile& file : runner::find_files(folder.string())) {
    const auto script = cli::read_source(file.path, {}, file.by);
    if (compares_messages(script->content())) words.add_script(script);
  }
  const auto problems = words.problems();
  for (const std::string& problem : problems) fmt::print(stderr, "{}\n", problem);
  return problems.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder;
  cli::CommandLine app("Compares what scripts expect of messages with the words that their README.md lists.");
  app.footer("\nExample: conformance-words spec-tests\n\nExit status 1: other words, or words that nothing expects.");
  app.add_option("FOLDER", folder, "where README.md and the scripts are").required();
  if (const auto status = app.parse(argc, argv)) return static_cast<int>(*status);
  try {
    return run(folder);
  } catch (const cli::Failure& failure) {
    fmt::print(stderr, "conformance-words: {}\n", failure.text());
  }
  return 2;
}
