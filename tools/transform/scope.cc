// Changes of a module's index spaces, wherever they are named. spec: syntax/modules, Indices; Explainer, "Nested
// Modules"
#include "tools/transform/scope.h"

#include <algorithm>

namespace modlink::transform {

const Import* module_import(const Definition& definition) {
  const auto* import = std::get_if<Import>(&definition);
  return import && !import->module && kind_of(import->desc) == ExternKind::module ? import : nullptr;
}

bool has_zero_level_exports(const Module& module) {
  const auto in_nested = [](const Definition& definition) {
    const auto* nested = std::get_if<NestedModule>(&definition);
    return nested && has_zero_level_exports(*nested->module);
  };
  return std::any_of(module.exports.begin(), module.exports.end(), [](const Export& item) { return !item.name; }) ||
         std::any_of(module.definitions.begin(), module.definitions.end(), in_nested);
}

void move_customs(Module& module, const std::vector<std::optional<std::size_t>>& positions) {
  std::size_t last = 0;  // they stand in this order
  for (CustomSection& custom : module.customs) {
    std::size_t before = custom.after_definitions;
    if (before >= positions.size()) {
      last = module.definitions.size();
    } else {
      while (before > 0 && !positions[before - 1]) --before;
      if (before > 0) last = std::max(last, *positions[before - 1] + 1);
    }
    custom.after_definitions = static_cast<Index>(last);
  }
}

}  // namespace modlink::transform
