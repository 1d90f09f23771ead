// Scripts in processes of their own.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/spec-runner/files.h"
#include "tools/spec-runner/report.h"

namespace modlink::runner {

// Runs a script by this very program with the same command line, `words`, whose first is the program's name. What it
// says, in the colour of `report` or not, goes to `sinks`, and which files the script reads to `report`, if that wants
// to know. However its process ends, that is the script's result. Throws cli::Failure if there can be none.
struct Sinks {
  Report::Sink print;
  Report::Sink complain;  // on standard error: lines, the last one without its end
};
ScriptResult run_isolated(const ScriptFile& file, const std::vector<std::string>& words, const ReportOptions& report,
                          const Sinks& sinks);

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
  // What the script reads, also for then.
  void reads(const std::string& path);
  // The report, in JSON.
  void finish(const std::string& report);

 private:
  void append(std::string_view text);

  char* place_ = nullptr;  // shared with the other; null if that is not to be had
  off_t end_;              // of the file that both have
};

}  // namespace modlink::runner
