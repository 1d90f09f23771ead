// Our own interpreter as the engine of a script.
// spec: appendix/embedding; the official suite's script grammar; D20
#pragma once

#include <map>
#include <optional>
#include <string>

#include "interpreter/embedding.h"
#include "tools/coverage/collector.h"
#include "tools/spec-runner/engine.h"
#include "tools/spec-runner/names.h"
#include "tools/spec-runner/trace_options.h"
#include "tools/spec-runner/watchdog.h"
#include "wast/script/parse_script.h"

namespace modlink::runner {

// Thrown where a directive cannot go on. It is to be executed again.
struct Suspended {};

// One store, and what a script's names stand for in it.
class Session final : public Engine {
 public:
  explicit Session(const Settings& settings);
  // In a store of somebody else's, which outlives it; what is executed there is neither traced nor counted by it.
  Session(const Settings& settings, Store& store);

  Store& store() { return store_; }
  const TypeStore& types() const { return *types_; }
  Names& names() { return *names_; }

  // While it lives, one action or instantiation uses up what it may; of one that goes on after a wait, that is `rest`.
  Turn begin_turn(const cli::Allowance& rest) {
    allowance_ = rest;
    return {store_, allowance_, watchdog_ ? &*watchdog_ : nullptr};
  }
  Turn begin_turn() { return begin_turn(settings().allowance); }
  // What the last one left.
  const cli::Allowance& rest() const { return allowance_; }
  // Whose turn it is: of a thread of the script. To be said before anything else.
  void turn_to(Machine& machine, Names& names);
  // Whether a wait suspends the machine, and the directive with it.
  void let_wait(bool may_wait) { waiting_ = may_wait ? Waiting::suspend : Waiting::alone; }
  bool may_wait() const { return waiting_ == Waiting::suspend; }
  // What the machine came to after all: the outcome of the next action, which is not performed again.
  void resumed(Outcome outcome) { resumed_ = std::move(outcome); }

  End define_and_instantiate(script::ScriptModule&& module) override;
  End define(script::ScriptModule&& module) override;
  // The same of modules that are valid already, in the store's TypeStore.
  End define_and_instantiate(const ValidModulePtr& code, const std::optional<std::string>& id);
  void define(const ValidModulePtr& code, const std::optional<std::string>& id);
  // Of one that is not: its name means nothing, nor that of the instance that there should be.
  void fail_to_define(const std::optional<std::string>& id, bool instantiates);
  End instantiate(const script::InstanceDirective& directive) override;
  End attempt(const script::InstanceDirective& directive) override;
  void register_name(const script::RegisterDirective& directive) override;
  // Throws Suspended where it waits.
  End perform(const script::Action& action) override;
  End attempt(script::ScriptModule&& module, Until until) override;
  CustomEnd attempt_custom(script::ScriptModule&& module, Stage stage) override;
  // Instantiates a module, which the script and its threads can import from by this name, unless they register
  // something else.
  Outcome supply(const RegisteredFile& file);
  ValidModulePtr find_module(const std::optional<std::string>& id) override { return names_->modules.find(id)->code; }
  // What was reached; nothing unless that is counted.
  reach::Coverage coverage() const { return collector_ ? collector_->coverage() : reach::Coverage(); }

 private:
  // How far a module got.
  struct Code {
    ValidModulePtr valid;  // null if it is not
    End end;
  };

  Module load(script::ScriptModule&& module);
  Code validate(script::ScriptModule&& module);
  End end_with_custom(const ValidModule& code) const;
  Outcome instantiate(const ModuleValue& module, const std::optional<std::string>& id);
  End name_instance(const Outcome& outcome, const std::optional<std::string>& id);
  void register_itself(const std::optional<std::string>& id, const ExternVal& val);
  ExternVal find_registered(const script::RegisterDirective& directive);
  std::optional<ExternVal> find_import(const Name& name);
  ExternVal find_export(const InstanceValue& instance, const std::vector<Name>& path);
  Outcome perform_outcome(const script::Action& action);
  Outcome perform_invoke(const script::Action& action, const ExternVal& item);

  Observation observation();

  std::unique_ptr<trace::Tracer> tracer_;        // null unless there is to be a trace
  std::unique_ptr<reach::Collector> collector_;  // null unless what is reached is counted
  TypeStorePtr types_;
  std::optional<Store> own_store_;  // unless it is somebody else's
  Store& store_;
  std::optional<Watchdog> watchdog_;  // if there is a timeout
  cli::Allowance allowance_;
  Names* names_ = nullptr;
  Waiting waiting_ = Waiting::suspend;
  std::optional<Outcome> resumed_;
  std::map<Name, ExternVal> supplied_;
  const InstanceValue* spectest_ = nullptr;  // made when first imported
};

}  // namespace modlink::runner
