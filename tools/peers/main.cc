// peers: many modules in modlink and in another engine, and how they differ.
#include <fmt/format.h>

#include <exception>
#include <memory>

#include "tools/cli/command_line.h"
#include "tools/differential/other_engine.h"
#include "tools/peers/compare.h"
#include "tools/peers/peer.h"

namespace {

using namespace modlink;
using Compare = peers::Report (*)(const peers::Options&, const cli::Language&);

struct Run {
  peers::Options options;
  Compare compare = nullptr;
};

void add(cli::Command& app, Run& run, const char* name, Compare compare, const char* what) {
  cli::Command command = app.add_subcommand(name, what);
  command.add_option("--count", run.options.count, "how many modules").type_name("N").shows_default();
  command.add_option("--seed", run.options.seed, "what the first one begins with").type_name("N").shows_default();
  command
      .add_option("--engine", run.options.engine,
                  "the peer, a command that speaks docs/engine-protocol.md (default: V8 in node)")
      .type_name("CMD");
  command.add_option("-o,--output", run.options.folder, "where modules go on which both differ")
      .type_name("FOLDER")
      .shows_default();
  if (compare == peers::compare_binaryen)
    command.add_option("--wasm-opt", run.options.wasm_opt, "a command").type_name("CMD").shows_default();
  command.callback([&run, compare] { run.compare = compare; });
}

// V8 in node, with what it has behind a switch, unless it does not know that.
std::string find_peer() {
  const auto node = differential::find_node();
  const auto v8 = differential::find_v8();
  if (!node || !v8) throw cli::Failure(cli::Status::usage, "there is no node: tools/install-packages --tests");
  const std::size_t behind = node->size() + 2;  // in quotes
  std::string with_exnref = v8->substr(0, behind) + " --experimental-wasm-exnref" + v8->substr(behind);
  try {
    std::string missing;
    peers::language_of(with_exnref, missing);
    return with_exnref;
  } catch (const cli::Failure&) {
    return *v8;
  }
}

int compare(Run& run, const char* name) {
  if (run.options.engine.empty()) run.options.engine = find_peer();
  std::string missing;
  const cli::Language language = peers::language_of(run.options.engine, missing);
  const peers::Report report = run.compare(run.options, language);
  fmt::print("{}, from seed {} on\n", name, run.options.seed);
  if (!missing.empty()) fmt::print("  without what the peer does not know:{}\n", missing);
  report.print();
  return report.differences.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Run run;
  run.options.folder = "peers-findings";
  run.options.wasm_opt = "wasm-opt";
  cli::CommandLine app("Compares what many modules come to in modlink and in another engine.", "peers");
  app.footer(
      "\nExample: peers smith --count 1000 --seed 7\n\nExit status: 0 they never differ, 1 they do, 2 there is no "
      "engine.");
  app.require_subcommand();
  add(app, run, "smith", peers::compare_smith, "modules of `modlink smith`, as they are and flattened");
  add(app, run, "binaryen", peers::compare_binaryen, "modules of Binaryen's fuzzer");
  add(app, run, "verdicts", peers::compare_verdicts, "damaged modules: whether both take them for valid");
  if (const auto status = app.parse(argc, argv)) return static_cast<int>(*status);
  try {
    return compare(run, argv[1]);
  } catch (const cli::Failure& failure) {
    fmt::print(stderr, "peers: {}\n", failure.text());
  } catch (const std::exception& error) {
    fmt::print(stderr, "peers: {}\n", error.what());
  }
  return 2;
}
