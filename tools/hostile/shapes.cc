// The table of hostile shapes: a row each.
#include "tools/hostile/generators.h"

namespace modlink::hostile {

// name, generator, what is expected of subcommands
const std::vector<Shape>& shapes() {
  static const std::vector<Shape> rows = {
      {"memory_grown_by_pages", memory_grown_by_pages, {ends_well("run")}},
  };
  return rows;
}

}  // namespace modlink::hostile
