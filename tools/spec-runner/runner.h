// Running of one script against one store. spec: the official suite's script grammar
#pragma once

#include <set>
#include <string>

#include "tools/spec-runner/report.h"
#include "tools/spec-runner/session.h"
#include "tools/spec-runner/threads.h"

namespace modlink::runner {

// Runs every directive in order, whatever happens to those before it, and tells `report` about each. Nothing is
// shared with other runners.
class Runner {
 public:
  Runner(const Settings& settings, Report& report) : session_(settings), threads_(session_), report_(report) {}

  void run(const SourcePtr& source);

 private:
  void read(const SourcePtr& source);
  void run_directive(const SourcePtr& source, script::Directive&& directive);
  bool try_directive(const SourcePtr& source, script::Directive& directive);
  void report_deadlock(const SourcePtr& source, const script::Directive& directive);
  bool run_threads(bool script_waits);
  void take_turn(Thread& thread);

  // One for each directive; they throw whatever is wrong with it.
  void execute(const SourcePtr& source, script::ModuleDirective&& directive);
  void execute(const SourcePtr& source, script::DefinitionDirective&& directive);
  void execute(const SourcePtr& source, script::InstanceDirective&& directive);
  void execute(const SourcePtr& source, script::RegisterDirective&& directive);
  void execute(const SourcePtr& source, script::ActionDirective&& directive);
  void execute(const SourcePtr& source, script::ScriptDirective&& directive);
  void execute(const SourcePtr& source, script::InputDirective&& directive);
  void execute(const SourcePtr& source, script::OutputDirective&& directive);
  void execute(const SourcePtr& source, script::ThreadDirective&& directive);
  void execute(const SourcePtr& source, script::WaitDirective&& directive);
  void execute(const SourcePtr& source, script::BadDirective&& directive);
  template <class Assertion>
  void execute(const SourcePtr& source, Assertion&& assertion);

  void register_itself(const std::optional<std::string>& id, const ExternVal& val);
  ExternVal find_registered(const script::RegisterDirective& directive);
  void input_module(const std::string& path, std::string bytes, const script::InputDirective& directive);

  Session session_;
  Threads threads_;
  Report& report_;
  std::string folder_;                 // of the first script, in which those that it reads lie
  std::set<std::string> open_inputs_;  // a script may not read itself
  unsigned inputs_ = 0;
};

}  // namespace modlink::runner
