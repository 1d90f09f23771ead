// What modules and instances are called in pictures.
#pragma once

#include <string>
#include <vector>

#include "validator/valid_module.h"

namespace modlink::inspect {

// The names that the modules and instances of one module have, by index: identifiers, otherwise what they are imported,
// aliased or exported as, otherwise their kind and index; a module of an enclosing one that has no name of its own here
// has none, as its name is there.
struct ModuleNames {
  explicit ModuleNames(const ValidModule& module);

  std::vector<std::string> modules;
  std::vector<std::string> instances;
};

// What an import is called: `"a"`, or `"a" "b"` where it stands for one of two levels.
std::string import_name(const ImportStep& step);

// The name of the module itself.
std::string module_name(const ValidModule& module);

}  // namespace modlink::inspect
