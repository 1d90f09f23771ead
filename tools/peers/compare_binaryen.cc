// Modules of Binaryen's fuzzer.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "tools/files/failure.h"
#include "tools/files/files.h"
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

// A folder that is removed.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "modlink-peers.XXXXXX").string();
    if (!mkdtemp(name.data())) throw cli::Failure(cli::Status::usage, "there can be no temporary folder");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

std::string command_of(const Options& options, const cli::Language& language, const Folder& folder) {
  std::string words =
      " --mvp-features --enable-mutable-globals --enable-bulk-memory --enable-reference-types --enable-multivalue"
      " --enable-sign-ext --enable-nontrapping-float-to-int";
  for (const Switch& each : switches) {
    if (language.features.has(each.feature)) words += fmt::format(" --enable-{}", each.name);
  }
  return fmt::format("{} '{}' -ttf --denan{} -o '{}' 2>'{}'", options.wasm_opt, folder.file("bytes"), words,
                     folder.file("module.wasm"), folder.file("said"));
}

// A module that reads as one; empty if there is none.
std::string make_module(std::uint64_t seed, const std::string& command, const Folder& folder) {
  generate::Random random(seed);
  std::string bytes(100 + random.below(1500), '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.below(256));
  cli::write_file(folder.file("bytes"), bytes);
  if (std::system(command.c_str()) != 0)
    throw cli::Failure(cli::Status::usage, fmt::format("{}: {}", command, cli::read_file(folder.file("said"))));
  return cli::read_file(folder.file("module.wasm"));
}

}  // namespace

Report compare_binaryen(const Options& options, const cli::Language& language) {
  Report report;
  const Folder folder;
  const std::string command = command_of(options, language, folder);
  const shrink::HeldSignals signals;
  shrink::EngineTest test(options.engine, {"fuzzing-support", "module"}, language, fuel, patience, signals);
  test.disregard("nan");  // --denan
  for (std::uint64_t i = 0; i < options.count && !signals.pending(); ++i) {
    const std::uint64_t seed = options.seed + i;
    const std::string bytes = make_module(seed, command, folder);
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
