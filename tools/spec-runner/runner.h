// Running of one script against one store. spec: the official suite's script grammar
#pragma once

#include <memory>
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
  // On our own interpreter.
  Runner(const Settings& settings, Report& report);
  // On another engine, which has to be a new one, and runs no threads.
  Runner(std::unique_ptr<Engine> engine, Report& report);

  void run(const SourcePtr& source);
  // What was reached: nothing of other engines.
  reach::Coverage coverage() const { return session_ ? session_->coverage() : reach::Coverage(); }

 private:
  void read(const SourcePtr& source);
  void run_directive(const SourcePtr& source, script::Directive&& directive);
  const cli::ScriptSwitches& scripts() const { return engine_->settings().language.scripts; }
  bool skips_actions() const { return scripts().actions == cli::Actions::skip; }
  void begin_directive(const script::Directive& directive);
  void skip_action(const SourcePtr& source, Pos pos, const std::string& keyword);
  void supply_registered_files();
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

  void require_threads() const;
  void demand_inside(const std::string& path, const char* doing) const;
  void demand_writable(const std::string& path) const;
  void input_module(const std::string& path, std::string bytes, const script::InputDirective& directive);

  std::unique_ptr<Engine> engine_;
  Session* session_ = nullptr;        // the same, if it is our own
  std::unique_ptr<Threads> threads_;  // of that
  Report& report_;
  std::string folder_;                 // of the first script, in which those that it reads lie
  std::set<std::string> open_inputs_;  // the script itself is one
  unsigned inputs_ = 0;
};

}  // namespace modlink::runner
