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

}  // namespace modlink::rewrite
