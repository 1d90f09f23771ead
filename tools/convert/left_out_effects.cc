// What directives that were left out may have done to what the others made.
#include "tools/convert/left_out_effects.h"

#include <algorithm>

namespace modlink::convert {

void LeftOutEffects::link(const ValidModulePtr& module, const std::vector<ValidModulePtr>& from) {
  for (const ValidModulePtr& other : from) {
    neighbours_[module].insert(other);
    neighbours_[other].insert(module);
  }
  const auto is_uncertain = [this](const ValidModulePtr& other) { return uncertain_.contains(other); };
  if (std::any_of(from.begin(), from.end(), is_uncertain)) leave_out({module});
}

// And what has state in common with them.
void LeftOutEffects::leave_out(const std::vector<ValidModulePtr>& from) {
  std::vector<ValidModulePtr> todo = from;
  while (!todo.empty()) {
    const ValidModulePtr next = todo.back();
    todo.pop_back();
    if (!uncertain_.insert(next).second) continue;
    const std::set<ValidModulePtr>& neighbours = neighbours_[next];
    todo.insert(todo.end(), neighbours.begin(), neighbours.end());
  }
}

}  // namespace modlink::convert
