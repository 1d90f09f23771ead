// What the identifiers of a script stand for, as far as it can be told without running it. spec: the official suite's
// script grammar; D20
#pragma once

#include <map>
#include <optional>
#include <string>

#include "validator/valid_module.h"
#include "wast/script/script.h"

namespace modlink::convert {

using Id = std::optional<std::string>;

// The types of instances, each by the module that it is one of. What is not valid or was left out is null.
class KnownModules {
 public:
  // As `(module …)`, `(module definition …)` and `(module instance …)` do.
  void define_and_instantiate(const Id& id, ValidModulePtr code);
  void define(const Id& id, ValidModulePtr code);
  void instantiate(const Id& id, const Id& module);
  // An instance is made that is not known.
  void forget_instance(const Id& id);
  // What a thread knows: the instances that are shared with it.
  KnownModules shared(const std::vector<std::string>& ids) const;

  // Of a module, of an instance; null if there is none, or none that is known.
  ValidModulePtr module(const Id& id) const { return find(modules_, last_module_, id); }
  ValidModulePtr instance(const Id& id) const { return find(instances_, last_instance_, id); }
  // Whether `register` of that identifier means a module (D20).
  bool is_module_only(const Id& id) const { return id && !instances_.count(*id) && modules_.count(*id); }

  // The type of what an action names. Throws Unsayable if nothing is known of it.
  const ExternType& type_of(const script::Action& action) const;
  // What it gives. Throws Unsayable too.
  ResultType results_of(const script::Action& action) const;

 private:
  using Map = std::map<std::string, ValidModulePtr>;
  static ValidModulePtr find(const Map& map, const ValidModulePtr& last, const Id& id);

  Map modules_;
  Map instances_;
  ValidModulePtr last_module_;
  ValidModulePtr last_instance_;
};

}  // namespace modlink::convert
