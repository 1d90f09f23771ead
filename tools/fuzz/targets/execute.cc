// Valid modules, executed with fuel: a second time, without fusing instructions, and with choices noted, with the same
// outcome; with other choices too, unless some were noted.
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
    Causes causes;
    execution.fuses = true;
    execution.choices = Choices::noted;
    fuzz::executed(code, checks.limits(), execution, &causes);
    again("with choices noted");
    execution.choices = Choices::other;
    const bool had_choices = causes.has(Nondeterminism::nan) || causes.has(Nondeterminism::relaxed_simd);
    if (!had_choices) again("with other choices");
  });
  return 0;
}
