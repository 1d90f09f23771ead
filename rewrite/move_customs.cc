// The places of custom sections among definitions that move. spec: binary/modules, Custom Section
#include "rewrite/move_customs.h"

#include <algorithm>

namespace modlink::rewrite {

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

void erase_definitions(Module& module, const std::vector<bool>& gone) {
  std::vector<std::optional<std::size_t>> positions;
  positions.reserve(gone.size());
  std::size_t left = 0;
  for (const bool goes : gone) positions.push_back(goes ? std::nullopt : std::optional(left++));
  std::size_t next = 0;
  std::erase_if(module.definitions, [&](const Definition&) { return gone[next++]; });
  move_customs(module, positions);
}

}  // namespace modlink::rewrite
