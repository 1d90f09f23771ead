// What directives that were left out may have done to what the others made.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "validator/valid_module.h"

namespace modlink::convert {

// Instances are told apart by their modules only.
class LeftOutEffects {
 public:
  // An instance of `module` is made, and imports from instances of `from`.
  void link(const ValidModulePtr& module, const std::vector<ValidModulePtr>& from);
  // Something that imports from these was to be made, or done, and is left out.
  void leave_out(const std::vector<ValidModulePtr>& from);
  // Whether nobody knows what state an instance has.
  bool is_uncertain(const ValidModulePtr& module) const { return uncertain_.contains(module); }

 private:
  std::map<ValidModulePtr, std::set<ValidModulePtr>> neighbours_;
  std::set<ValidModulePtr> uncertain_;
};

}  // namespace modlink::convert
