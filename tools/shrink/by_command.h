// A command of the shell that says which modules are interesting, as those for creduce and wasm-reduce do.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tools/files/language.h"
#include "tools/files/module_file.h"
#include "tools/files/temporary_folder.h"
#include "tools/shrink/held_signals.h"
#include "tools/shrink/shrinker.h"

namespace modlink::shrink {

struct CandidateFile {
  std::string name;  // without a folder
  cli::Form form = cli::Form::binary;
};

// Runs the command with the names of the files, which are in a new folder each time, behind it; or as `$1`, `$2`, …, if
// it says where they go. Exit status 0: they are interesting. What it starts ends with it. What the first one writes to
// standard error is passed on.
class CommandTest final : public Test {
 public:
  // All outlive this. Throws Failure if there can be no folder, which is where TMPDIR says, unless that is empty.
  CommandTest(const std::string& command, std::vector<CandidateFile> files, const cli::Language& language,
              std::chrono::nanoseconds timeout, const HeldSignals& signals);

  bool accepts(const Binaries& candidate) override;
  void look_out() override;
  // The same of files with these contents: what became modules, as it was.
  bool accepts_contents(const std::vector<std::string>& contents);
  // How the last one ended: "exit status 1".
  const std::string& last_end() const { return last_end_; }

 private:
  std::vector<std::string> write_files(const std::filesystem::path& folder,
                                       const std::vector<std::string>& contents) const;
  bool run(const std::vector<std::string>& paths);

  std::string script_;
  std::vector<CandidateFile> files_;
  const cli::Language& language_;
  const std::chrono::nanoseconds timeout_;
  const HeldSignals& signals_;
  cli::TemporaryFolder folder_;
  std::uint64_t runs_ = 0;
  std::string last_end_;
};

}  // namespace modlink::shrink
