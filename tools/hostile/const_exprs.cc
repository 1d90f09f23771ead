// Shapes of constant expressions that are evaluated often.
#include <fmt/format.h>

#include "tools/hostile/bytes.h"
#include "tools/hostile/generators.h"

namespace modlink::hostile {
namespace {

Files in_many_instances(const std::string& fields, std::size_t instances) {
  return {{"constants.wat",
           "(module (module $m " + fields + ")\n" + repeated(instances, "(instance (instantiate $m))\n") + ")\n"}};
}

std::string sum(std::size_t terms) { return "i32.const 0 " + repeated(terms, "i32.const 1 i32.add "); }

}  // namespace

Files constant_sum_in_many_instances() { return in_many_instances("(global i32 " + sum(20'000) + ")", 10'000); }

Files constant_sum_of_import_in_many_instances() {
  const std::string fields =
      "(import \"i\" (global i32)) (global i32 global.get 0 " + repeated(20'000, "global.get 0 i32.add ") + ")";
  const std::string global =
      "(module $g (global (export \"g\") i32 (i32.const 1))) (instance $i (instantiate $g)) (alias $i \"g\" (global "
      "$g))";
  const std::string instances = repeated(9'000, "(instance (instantiate $m (import \"i\" (global $g))))\n");
  return {{"constants.wat", "(module " + global + " (module $m " + fields + ")\n" + instances + ")\n"}};
}

// Element segments have many elements, and each may be long.
Files constant_elements_in_many_instances() {
  const std::string sums = repeated(100, "(item (ref.i31 (i32.add (i32.const 1) (i32.const 2))))");
  return in_many_instances("(table 100 i31ref) (elem (i32.const 0) i31ref " + sums + ")", 10'000);
}

Files constant_structures_in_many_instances() {
  std::string nested = "(struct.new $s (ref.null any) (ref.null any))";
  std::string fields = "(type $s (struct (field anyref anyref)))";
  return in_many_instances(fields + repeated(1'000, "(global anyref " + nested + ")\n"), 10'000);
}

}  // namespace modlink::hostile
