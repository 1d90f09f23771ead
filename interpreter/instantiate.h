// Instantiation of modules with all that they nest, by the Linker of linking/linker.h.
// spec: Explainer, "Module Imports and Nested Instances", "Nested Modules"; D13, D15
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "interpreter/runtime/store.h"

namespace modlink {

// Instantiates a module and, depth first, all instances that it nests. `imports` are values for its ImportSteps, in
// order, which match their types. No types are compared: for nested instances validation has done that. `title` is what
// messages call the instance, if anything. Throws LimitExceeded, and where a definition exceeds it DefinitionLimit.
Outcome instantiate(Store& store, const ModuleValue& module, std::vector<ExternVal> imports, std::string title = {});

// The same, paused where the store's observer says so.
class Instantiation {
 public:
  Instantiation(Store& store, const ModuleValue& module, std::vector<ExternVal> imports, std::string title);
  ~Instantiation();
  // Begins or goes on. `suspended` where it has been paused: to be called again.
  Outcome advance();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modlink
