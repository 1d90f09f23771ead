// fuzz-modules: mutates modules, and does all with them that can be done.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tools/cli/command_line.h"
#include "tools/fuzz/exercise.h"
#include "tools/fuzz/fuzzer.h"

namespace {

namespace fs = std::filesystem;
using namespace modlink;

struct Options {
  std::vector<std::string> paths;
  std::string folder = "fuzz-findings";
  std::uint64_t seconds = 20;
  std::uint64_t seed = 0;
  bool again = false;
};

// In this process, for a debugger.
int try_again(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    fuzz::exercise({path, fs::path(path).extension() == ".wat", {std::istreambuf_iterator<char>(file), {}}}, [] {});
  }
  return 0;
}

int run(const Options& options) {
  if (options.again) return try_again(options.paths);
  std::vector<fuzz::InputGroup> groups = {fuzz::hostile_inputs()};
  for (const std::string& path : options.paths) {
    groups.push_back(fuzz::read_inputs(path));
    if (groups.back().inputs.empty()) throw std::runtime_error(path + ": no modules");
  }
  fuzz::FuzzOptions how;
  how.seconds = static_cast<double>(options.seconds);
  how.seed = options.seed;
  how.folder = options.folder;
  const fuzz::FuzzReport report = fuzz::fuzz(groups, how, fuzz::exercise);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    fmt::print("{}: {} mutations of {} modules\n", groups[i].name, report.inputs[i], groups[i].inputs.size());
  }
  fmt::print("{:.0f} s of the processor, {} without end, {} findings\n", report.seconds, report.endless,
             report.findings.size());
  return report.findings.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::CommandLine app(
      "Mutates the inputs of hostile-shapes and other modules, and decodes, parses, validates, prints, encodes, "
      "inspects, transforms and runs what comes of it. Inputs with which that crashes, takes too long or is wrong are "
      "kept. For a build with sanitizers.");
  app.footer("\nExample: fuzz-modules --seconds 3600 --seed 7 spec-tests real-modules");
  app.add_option("PATH", options.paths, ".wasm, .wat or .wast files, or folders of them, which share the time");
  app.add_option("--seconds", options.seconds, "of the processor").shows_default();
  app.add_option("--seed", options.seed, "for the random choices").shows_default();
  app.add_option("-o,--output", options.folder, "where to keep what is found").type_name("FOLDER").shows_default();
  app.add_flag("--again", options.again, "try the files as they are, once, in this process");
  if (const auto status = app.parse(argc, argv)) return static_cast<int>(*status);
  try {
    return run(options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "fuzz-modules: {}\n", error.what());
  }
  return 2;
}
