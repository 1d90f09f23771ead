// What the directives of a script ask of the engine that runs it. spec: the official suite's script grammar; D20
#pragma once

#include <optional>

#include "tools/engines/end.h"
#include "tools/spec-runner/failure.h"
#include "tools/spec-runner/settings.h"
#include "wast/script/script.h"

namespace modlink::runner {

using engines::End;

// How far a module of an assertion is to be taken.
enum class Until { valid, instantiated };

// One script's engine, which knows what the script's names stand for. Functions throw Failure where a directive makes
// no sense: a name that nothing has, arguments that do not fit.
class Engine {
 public:
  explicit Engine(const Settings& settings) : settings_(settings) {}
  virtual ~Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  const Settings& settings() const { return settings_; }

  // A directive begins, and with it the time that it may take. Why nothing in the script can be tried; nullopt if it
  // can.
  virtual std::optional<std::string> begin() { return std::nullopt; }

  // `(module …)`, `(module definition …)`, `(module instance …)`. What could not be made leaves its name without
  // meaning.
  virtual End define_and_instantiate(script::ScriptModule&& module) = 0;
  virtual End define(script::ScriptModule&& module) = 0;
  virtual End instantiate(const script::InstanceDirective& directive) = 0;
  virtual void register_name(const script::RegisterDirective& directive) = 0;

  virtual End perform(const script::Action& action) = 0;

  // A thread that is not run: what it was given may have been changed by it.
  virtual void leave_out(const script::ThreadDirective&) {}

  // A module, or an instance, that gets no name.
  virtual End attempt(script::ScriptModule&& module, Until until) = 0;
  virtual End attempt(const script::InstanceDirective& directive) = 0;
  // One of which only annotations and custom sections are to be wrong, at this stage: how the module ends without
  // these, and what is wrong with them. The module need be valid only where it is about validity.
  struct CustomEnd {
    End module;
    std::optional<Error> custom;
  };
  virtual CustomEnd attempt_custom(script::ScriptModule&& module, Stage stage) = 0;

  // Whether its messages are in the words of the official suite: those of another engine are not compared.
  virtual bool has_official_messages() const { return true; }

  // Whether it has modlink's limits. Those of another engine are its own, and may be wider.
  virtual bool has_our_limits() const { return true; }

  // The module of a name, or the last one, for `(output …)`.
  virtual ValidModulePtr find_module(const std::optional<std::string>& id) = 0;

 private:
  const Settings& settings_;
};

}  // namespace modlink::runner
