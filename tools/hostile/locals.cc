// Shapes of functions with many locals.
#include "tools/hostile/bytes.h"
#include "tools/hostile/generators.h"

namespace modlink::hostile {
namespace {

constexpr std::uint32_t most_locals = 50'000;
constexpr std::uint32_t count = 10'000;

// So many functions with all the locals that there may be, each called once.
Files functions(const std::string& instructions) {
  std::string calls;
  Section funcs{func_section, std::vector<std::string>(count + 1, u32(0))};
  Section code{code_section, std::vector<std::string>(count, func_body(instructions, most_locals))};
  for (std::uint32_t i = 0; i < count; ++i) calls += call(i);
  code.elements.push_back(func_body(calls));
  return {{"locals.wasm",
           binary_module(
               {{type_section, {func_type(0, 0)}}, funcs, {export_section, {export_func("_start", count)}}, code})}};
}

std::string get(std::uint32_t local) { return op({0x20}) + u32(local) + op({0x1a}); }

}  // namespace

Files locals_untouched() { return functions(""); }
Files locals_last_read() { return functions(get(most_locals - 1)); }
Files locals_all_zeroed() { return functions(get(0) + get(most_locals - 1)); }

}  // namespace modlink::hostile
