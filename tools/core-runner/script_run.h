// Running of a script on the core alone. spec: the official suite's script grammar
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "interpreter/embedding.h"
#include "wast/script/parse_script.h"

namespace modlink::core_runner {

// Thrown where a directive fails.
struct Failure {
  std::string message;
};

// How far a module came, or an action.
struct End {
  std::string word;     // "malformed", "invalid", "unlinkable", "limit", "trap", "exception", "done"
  std::string message;  // without it
  bool is_exhausted = false;
};

// One script in a store of its own: what its names stand for, and how many directives did what they should.
class ScriptRun {
 public:
  explicit ScriptRun(const Features& features);

  // Prints what is wrong to standard error.
  void run(const SourcePtr& source);

  std::size_t passed() const { return passed_; }
  std::size_t failed() const { return failed_; }

 private:
  template <class Thing>
  using Named = std::map<std::string, const Thing*>;  // the last one by the name ""

  void take(const SourcePtr& source, script::Directive&& directive);

  void execute(script::ModuleDirective&& directive);
  void execute(script::DefinitionDirective&& directive);
  void execute(script::InstanceDirective&& directive);
  void execute(script::RegisterDirective&& directive);
  void execute(script::ActionDirective&& directive);
  void execute(script::AssertReturn&& directive);
  void execute(script::AssertTrap&& directive);
  void execute(script::AssertExhaustion&& directive);
  void execute(script::AssertException&& directive);
  void execute(script::AssertLimit&& directive);
  void execute(script::AssertMalformed&& directive);
  void execute(script::AssertInvalid&& directive);
  void execute(script::AssertUnlinkable&& directive);
  void execute(script::BadDirective&& directive);
  template <class Other>
  void execute(Other&&) {
    throw Failure{"this program has no such directive"};
  }

  ValidModulePtr validate(script::ScriptModule&& module);
  const ModuleValue* define(script::ScriptModule&& module);
  Outcome instantiate(const ModuleValue& module);
  void make(const ModuleValue& module, const std::optional<std::string>& id);
  End attempt(script::ScriptModule&& module, bool instantiates);
  End attempt(const script::InstanceDirective& instance);
  End end_of(script::Executed&& what);
  Outcome perform(const script::Action& action);
  ExternVal find_export(const std::optional<std::string>& instance, const std::vector<Name>& path) const;

  Features features_;
  ImplementationLimits limits_;
  TypeStorePtr types_ = std::make_shared<TypeStore>();
  Store store_{types_};
  Named<ModuleValue> modules_;
  Named<InstanceValue> instances_;
  std::map<Name, ExternVal> registered_;
  std::size_t passed_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace modlink::core_runner
