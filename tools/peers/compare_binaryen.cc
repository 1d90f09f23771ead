// Modules of Binaryen's fuzzer.
#include <fmt/format.h>

#include <cstdlib>

#include "tools/files/failure.h"
#include "tools/files/files.h"
#include "tools/files/temporary_folder.h"
#include "tools/generate/random.h"
#include "tools/peers/compare.h"
#include "tools/peers/peer.h"
#include "tools/peers/support_module.h"
#include "tools/shrink/by_engine.h"
#include "wast/binary/encode_module.h"

namespace modlink::peers {

namespace {

// What Binaryen may use, by its own names: all that is standard but relaxed vector instructions, whose results are
// open.
struct Switch {
  Feature feature;
  const char* name;
};
constexpr Switch switches[] = {
    {Feature::simd, "simd"},
    {Feature::gc, "gc"},
    {Feature::exceptions, "exception-handling"},
    {Feature::tail_call, "tail-call"},
    {Feature::memory64, "memory64"},
    {Feature::multi_memory, "multimemory"},
    {Feature::threads, "threads"},
    {Feature::extended_const, "extended-const"},
};

std::string file_in(const cli::TemporaryFolder& folder, const char* name) { return (folder.path() / name).string(); }

// Every other module is without threads.
std::string command_of(const Options& options, const cli::Language& language, const cli::TemporaryFolder& folder,
                       std::uint64_t seed) {
  std::string words =
      " --mvp-features --enable-mutable-globals --enable-bulk-memory --enable-reference-types --enable-multivalue"
      " --enable-sign-ext --enable-nontrapping-float-to-int";
  for (const Switch& each : switches) {
    const bool left_out = each.feature == Feature::threads && seed % 2 == 1;
    if (language.features.has(each.feature) && !left_out) words += fmt::format(" --enable-{}", each.name);
  }
  return fmt::format("{} '{}' -ttf --denan{} -o '{}' 2>'{}'", options.wasm_opt, file_in(folder, "bytes"), words,
                     file_in(folder, "module.wasm"), file_in(folder, "said"));
}

// A module that reads as one; empty if there is none.
std::string make_module(const Options& options, const cli::Language& language, const cli::TemporaryFolder& folder,
                        std::uint64_t seed) {
  generate::Random random(seed);
  std::string bytes(100 + random.below(1500), '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.below(256));
  cli::write_file(file_in(folder, "bytes"), bytes);
  const std::string command = command_of(options, language, folder, seed);
  if (std::system(command.c_str()) != 0)
    throw cli::Failure(cli::Status::usage, fmt::format("{}: {}", command, cli::read_file(file_in(folder, "said"))));
  return cli::read_file(file_in(folder, "module.wasm"));
}

}  // namespace

Report compare_binaryen(const Options& options, const cli::Language& language) {
  Report report;
  const cli::TemporaryFolder folder("modlink-peers");
  const shrink::HeldSignals signals;
  shrink::EngineTest test(options.engine, {"fuzzing-support", "module"}, language, fuel, patience, signals);
  test.disregard("nan");  // --denan
  for (std::uint64_t i = 0; i < options.count && !signals.pending(); ++i) {
    const std::uint64_t seed = options.seed + i;
    const std::string bytes = make_module(options, language, folder, seed);
    const std::string name = fmt::format("binaryen-{}", seed);
    ++report.figures["modules"];
    const shrink::Subject subject = shrink::read_subject(bytes, language);
    const Bytes support = encode_module(support_module(subject.module));
    const auto found = test.compare({std::string(support.begin(), support.end()), bytes});
    if (found) keep(options, report, name, bytes, describe(*found));
    if (!subject.valid) keep(options, report, name, bytes, "modlink takes it for invalid");
  }
  report.figures["answers compared with the peer"] = test.counts().compared;
  report.left_out = test.counts().left_out;
  return report;
}

}  // namespace modlink::peers
