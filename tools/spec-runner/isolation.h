// Scripts in processes of their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/spec-runner/files.h"
#include "tools/spec-runner/report.h"

namespace modlink::runner {

// Runs a script by this very program with the same command line, `words`, whose first is the program's name. What it
// says, in colour or not, goes to `sink`. However its process ends, that is the script's result. Throws cli::Failure if
// there can be none.
ScriptResult run_isolated(const ScriptFile& file, const std::vector<std::string>& words, bool colored,
                          const Report::Sink& sink);

// What the hidden option that makes such a process of the program says.
struct IsolatedScript {
  ScriptFile file;
  bool colored;
};
inline constexpr const char* isolated_option = "--isolated-script";
std::optional<IsolatedScript> parse_isolated_script(const std::string& word);

// What such a process tells the one that started it, and with which it ends.
class IsolatedProcess {
 public:
  IsolatedProcess();

  // What it is about to run, for when that is the end of it.
  void begins(const SourcePtr& source, Pos pos, const std::string& keyword);
  // The report, in JSON.
  void finish(const std::string& report);

 private:
  char* place_ = nullptr;  // shared with the other; null if that is not to be had
};

}  // namespace modlink::runner
