// Shapes that made programs crash, or say that they had a bug.
#include "tools/hostile/bytes.h"
#include "tools/hostile/generators.h"

namespace modlink::hostile {

// A name of a memory, of which the module has none.
Files name_of_nothing() {
  return {{"names.wasm",
           binary_module({}) + op({0x00, 0x0d, 0x04}) + "name" + op({0x06, 0x06, 0x01, 0xff, 0xff, 0xff, 0x7f, 0x00})}};
}

Files modules_in_modules() { return {{"deep.wat", repeated(100'000, "(module ")}}; }

// As deep as the limits allow, with as deep a type in each.
Files types_in_modules() {
  constexpr int depth = 99;
  const std::string type =
      "(type " + repeated(depth, "(instance (export \"i\" ") + "(func)" + repeated(depth, "))") + ")";
  return {{"deep.wat", repeated(depth, "(module " + type + " ") + repeated(depth, ")")}};
}

Files script_that_raises_limits() {
  return {{"deep.wast", ";; options: --limit module_nesting=1000000\n" + repeated(100'000, "(module ")}};
}

Files scripts_in_scripts() { return {{"deep.wast", repeated(100'000, "(script ") + repeated(100'000, ")")}}; }

// Many scripts, in each of which much fails.
Files failing_scripts() {
  Files files;
  for (char name = 'a'; name <= 'h'; ++name)
    files.push_back({std::string(1, name) + ".wast", repeated(2'000, "(get \"g\")\n")});
  return files;
}

// What begins like an import in short, and a string that never ends: what follows is one error after the other.
Files unended_string_behind_modules() {
  return {{"modules.wat",
           "(module\n(module (import \"x\n" + repeated(9'000, "(module (import \"x\" (instance)))\n") + ")\n"}};
}

Files many_functions() { return {{"many.wat", "(module\n" + repeated(120'000, "(func)\n") + ")\n"}}; }

}  // namespace modlink::hostile
