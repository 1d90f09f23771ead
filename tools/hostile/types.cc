// Shapes of types that stand for more than is written.
#include <fmt/format.h>

#include "tools/hostile/generators.h"

namespace modlink::hostile {
namespace {

// Types $NAME0, $NAME1, … of instances whose exports `a` and `b` are instances of types that many steps before, and
// which export `own` too.
std::string family(const std::string& name, int depth, int a, int b, const std::string& own = {}) {
  std::string result = fmt::format("(type ${}0 (instance))\n", name);
  for (int i = 1; i < depth; ++i) {
    const auto field = [&](char field_name, int steps) {
      if (i < steps) return std::string();
      return fmt::format("(export \"{}\" (instance (type outer $M ${}{})))", field_name, name, i - steps);
    };
    result += fmt::format("(type ${}{} (instance {}{}{}))\n", name, i, own, field('a', a), field('b', b));
  }
  return result;
}

}  // namespace

// Each of four types against each of four others. From a pair of levels two others follow: as many pairs as the product
// of the depths, about.
Files types_with_many_pairs() {
  constexpr int depth = 900;
  std::string module = "(module $M\n";
  for (int i = 0; i < 4; ++i) {
    module += family(fmt::format("f{}_", i), depth, 1, 2, fmt::format("(export \"{}\" (func))", i));
    module += family(fmt::format("e{}_", i), depth, 3 + i, 3 + i);
    module += fmt::format("(import \"i{0}\" (instance $i{0} (type $f{0}_{1})))\n", i, depth - 1);
  }
  for (int i = 0; i < 4; ++i) {
    module += fmt::format("(module $N{0} (import \"x\" (instance (type outer $M $e{0}_{1}))))\n", i, depth - 1);
  }
  for (int i = 0; i < 16; ++i) {
    module += fmt::format("(instance (instantiate $N{} (import \"x\" (instance $i{}))))\n", i / 4, i % 4);
  }
  return {{"pairs.wat", module + ")"}};
}

// An import of 2^50 functions.
Files type_of_many_leaves() {
  std::string module = "(module $M (type $t0 (instance (export \"f\" (func))))\n";
  for (int i = 1; i <= 50; ++i) {
    module += fmt::format(
        "(type $t{0} (instance (export \"a\" (instance (type outer $M $t{1}))) (export \"b\" (instance (type outer $M "
        "$t{1})))))\n",
        i, i - 1);
  }
  return {{"leaves.wat", module + "(import \"i\" (instance (type $t50))))"}};
}

// A zero-level export of one name of 500 KB, in 3,000 types.
Files long_name_in_many_types() {
  std::string module = "(module $M (type $n (instance (export \"" + std::string(500'000, 'n') + "\" (func))))\n";
  for (int i = 0; i < 3'000; ++i) {
    module += fmt::format("(type (instance (export (type outer $M $n)) (export \"{}\" (func))))\n", i);
  }
  return {{"long-name.wat", module + ")"}};
}

// 2,500 modules each of which needs a type of 1,000 levels.
Files deep_type_in_many_modules() {
  std::string module = "(module $M " + family("t", 1'000, 1, 1);
  for (int i = 0; i < 2'500; ++i) module += "(module (import \"x\" (instance (type outer $M $t999))))\n";
  return {{"modules.wat", module + ")"}};
}

// 2^15 of them.
Files many_instances() {
  std::string module = "(module $M (module $m0)\n";
  for (int i = 1; i <= 15; ++i) {
    module += fmt::format(
        "(module $m{0} (alias outer $M $m{1} (module $m)) (instance (instantiate $m)) (instance (instantiate $m)))\n",
        i, i - 1);
  }
  return {{"instances.wat", module + "(instance (instantiate $m15)))"}};
}

}  // namespace modlink::hostile
