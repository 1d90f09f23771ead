// Valid modules, executed with fuel: a second time, and without fusing instructions, with the same outcome.
#include "tools/fuzz/checks.h"
#include "tools/fuzz/execution.h"
#include "tools/fuzz/targets/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace modlink;
  const fuzz::Checks checks(fuzz::given(data, size));
  fuzz::attempt([&] {
    const ValidModulePtr code = checks.valid(checks.read());
    ExecutionOptions execution;
    execution.fuel = 100'000;
    const std::string first = fuzz::executed(code, checks.limits(), execution);
    const auto again = [&](const char* how) {
      const std::string text = fuzz::executed(code, checks.limits(), execution);
      if (text != first) throw std::logic_error(fmt::format("{}:\n{}instead of\n{}", how, text, first));
    };
    again("a second time");
    execution.fuses = false;
    again("without fusing instructions");
  });
  return 0;
}
