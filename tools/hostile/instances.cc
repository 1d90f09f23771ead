// Shapes of modules of which there are many instances.
#include "tools/hostile/bytes.h"
#include "tools/hostile/generators.h"

namespace modlink::hostile {
namespace {

Files many_instances_of(const std::string& fields, std::size_t instances) {
  return {{"instances.wat",
           "(module (module $m " + fields + ")\n" + repeated(instances, "(instance (instantiate $m))\n") + ")\n"}};
}

}  // namespace

// Each instance has a memory of its own, and so a function of its own.
Files code_in_many_instances() {
  return many_instances_of(
      "(memory 0) (func (export \"f\") " + repeated(20'000, "(drop (i32.load (i32.const 1)))") + ")", 9'000);
}

Files functions_in_many_instances() {
  return many_instances_of("(memory 0) " + repeated(10'000, "(func (drop (memory.size)))\n"), 10'000);
}

}  // namespace modlink::hostile
