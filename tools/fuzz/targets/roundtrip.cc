// Modules, decoded, encoded and decoded again; printed and parsed.
#include "rewrite/elaborate.h"
#include "tools/fuzz/checks.h"
#include "tools/fuzz/targets/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace modlink;
  const fuzz::Checks checks(fuzz::given(data, size));
  fuzz::attempt([&] {
    const Module module = checks.read();
    fuzz::attempt([&] { checks.print_and_parse(module); });
    const ValidModulePtr code = checks.valid(module);
    fuzz::attempt([&] { checks.print_twice(module); });
    if (!checks.is_text()) fuzz::attempt([&] { checks.encode_and_decode(module); });
    fuzz::attempt([&] { checks.encode_and_decode(rewrite::elaborate(*code)); });
  });
  return 0;
}
