// Shapes that fill a store.
#include <fmt/format.h>

#include "tools/hostile/generators.h"

namespace modlink::hostile {

// 60 tables of 10,000,000 elements: 4.8 GB.
Files tables_grown_in_turn() {
  std::string module = "(module\n";
  for (int i = 0; i < 60; ++i) module += "  (table 0 externref)\n";
  module += "  (func (export \"_start\")\n";
  for (int i = 0; i < 60; ++i) {
    module += fmt::format("    (drop (table.grow {} (ref.null extern) (i32.const 10000000)))\n", i);
  }
  return {{"tables.wat", module + "))\n"}};
}

// 100 tables of 100,000 elements, one in a module: 80 MB.
Files tables_in_a_script() {
  std::string script;
  for (int i = 0; i < 100; ++i) script += "(module (table 100000 externref))\n";
  return {{"tables.wast", script}};
}

// 1 GB.
Files memory_grown_by_pages() {
  return {{"pages.wat", R"((module
  (memory 1)
  (func (export "_start") (local $left i32)
    (local.set $left (i32.const 16383))
    (loop $next
      (if (i32.lt_s (memory.grow (i32.const 1)) (i32.const 0)) (then unreachable))
      (i32.store (i32.shl (i32.sub (memory.size) (i32.const 1)) (i32.const 16)) (i32.const 1))
      (br_if $next (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))))
)"}};
}

}  // namespace modlink::hostile
