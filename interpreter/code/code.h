// Lowered functions. spec: syntax/modules, Functions
#pragma once

#include <memory>
#include <vector>

#include "interpreter/code/word.h"
#include "validator/valid_module.h"

namespace modlink {

// The code of one function. Calls jump to `entry` whether it is lowered or not: until then that is a stub whose
// operation does the lowering.
struct Code {
  const Word* entry = nullptr;
  std::unique_ptr<Word[]> words;
  std::size_t size = 0;
  Word stub[2] = {};
};

// The code of a module's own functions, shared by its instances. Lowered one by one, on the first call. The module
// must outlive it.
struct ModuleCode {
  explicit ModuleCode(const ValidModule& valid);
  ModuleCode(const ModuleCode&) = delete;
  ModuleCode& operator=(const ModuleCode&) = delete;

  const ValidModule& module;
  std::vector<Code> funcs;  // as ValidModule::module.funcs; never resized
};

}  // namespace modlink
