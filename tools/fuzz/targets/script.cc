// Scripts, parsed, with the modules in them.
#include <utility>

#include "tools/fuzz/checks.h"
#include "tools/fuzz/inputs.h"
#include "tools/fuzz/targets/target.h"
#include "wast/script/parse_script.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace modlink;
  const fuzz::Checks checks(fuzz::given(true, data, size));
  script::ScriptParser parser(checks.source(), checks.features(), checks.limits());
  while (auto directive = parser.next()) {
    script::ScriptModule* const module = fuzz::module_of(*directive);
    if (!module) continue;
    fuzz::attempt([&] { checks.valid(script::load(std::move(*module), checks.features(), checks.limits())); });
  }
  return 0;
}
