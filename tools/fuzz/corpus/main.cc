// fuzz-corpus: writes what the targets of fuzzing begin with.
#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "tools/cli/command_line.h"
#include "tools/files/files.h"
#include "tools/fuzz/corpus/corpus.h"

namespace {

namespace fs = std::filesystem;
using namespace modlink;

struct Options {
  std::vector<std::string> paths;
  std::string folder;
  std::string target;
  std::uint64_t most = 1'000'000;
};

// A folder TARGET of files by number, and a file TARGET.dict, which is there only if there are words.
void write(const fuzz::Target& target, const fuzz::Corpus& corpus, const Options& options) {
  const fs::path folder = fs::path(options.folder) / target.name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::size_t count = 0;
  for (const std::string& content : corpus.inputs(target.form, options.most)) {
    cli::write_file((folder / fmt::format("{:05}", count++)).string(), content);
  }
  const std::string words = fuzz::dictionary(target.form);
  if (!words.empty()) cli::write_file(folder.string() + ".dict", words);
  fmt::print("{}: {} inputs\n", target.name, count);
}

int run(const Options& options) {
  bool is_known = options.target.empty();
  const fuzz::Corpus corpus({options.paths.begin(), options.paths.end()});
  for (const fuzz::Target& target : fuzz::targets()) {
    if (!options.target.empty() && options.target != target.name) continue;
    is_known = true;
    write(target, corpus, options);
  }
  if (is_known) return 0;
  fmt::print(stderr, "fuzz-corpus: there is no target {}\n", options.target);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::CommandLine app(
      "Writes inputs for the targets of fuzzing, made of modules and scripts: a folder of files and a dictionary for "
      "each.");
  app.footer("\nExample: fuzz-corpus -o corpus spec-tests");
  app.add_option("PATH", options.paths, "folders of .wasm, .wat and .wast files").required();
  app.add_option("-o,--output", options.folder, "where to write them").type_name("FOLDER").required();
  app.add_option("--target", options.target, "only those for this one").type_name("NAME");
  app.add_option("--most", options.most, "how many inputs at most for each").shows_default();
  if (const auto status = app.parse(argc, argv)) return static_cast<int>(*status);
  try {
    return run(options);
  } catch (const cli::Failure& failure) {
    fmt::print(stderr, "fuzz-corpus: {}\n", failure.text());
  } catch (const std::exception& error) {
    fmt::print(stderr, "fuzz-corpus: {}\n", error.what());
  }
  return 2;
}
