// What is given for the imports of a module. spec: Subtyping.md, "Instantiation"; D2
#include "linking/arguments.h"

#include <algorithm>
#include <cassert>

namespace modlink {

std::vector<const InstantiateArg*> arguments_of(const ValidModule& code, const std::vector<InstantiateArg>& args) {
  std::vector<const InstantiateArg*> sorted;
  sorted.reserve(args.size());
  for (const InstantiateArg& arg : args) sorted.push_back(&arg);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  std::vector<const InstantiateArg*> result;
  for (const ImportStep& import : steps_of<ImportStep>(code.steps)) {
    const auto less = [](const InstantiateArg* arg, const Name& name) { return arg->name < name; };
    const auto it = std::lower_bound(sorted.begin(), sorted.end(), import.name, less);
    assert(it != sorted.end() && (*it)->name == import.name);
    result.push_back(*it);
  }
  return result;
}

}  // namespace modlink
