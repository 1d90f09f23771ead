// Shared by the tests of this folder: the internal code of a function given as text.
#pragma once

#include <string>

#include "interpreter/code/disassemble.h"
#include "interpreter/code/lower.h"
#include "interpreter/test_support.h"

namespace modlink {

// Of the first of the module's own functions. `fields` is the inside of a module.
inline std::string lowered(const std::string& fields, const ExecutionOptions& execution = {}) {
  Features features;
  for (const Feature feature : available_features()) features.set(feature, true);
  const ValidModulePtr module = compile("(module " + fields + ")", std::make_shared<TypeStore>(), features);
  ModuleCode code(*module, execution);
  lower_function(code, 0);
  return disassemble(code, 0);
}

}  // namespace modlink
