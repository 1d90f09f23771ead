// Binaries, decoded and validated; in full, and as far as declarations and pictures of them need it.
#include "tools/fuzz/checks.h"
#include "tools/fuzz/targets/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace modlink;
  const fuzz::Checks checks(fuzz::given(false, data, size));
  checks.dump();
  checks.compare_passes();
  fuzz::attempt([&] {
    const Module module = checks.read();
    fuzz::attempt([&] { checks.compare_skeletons(module); });
    const ValidModulePtr code = checks.valid(module);
    checks.compare_types(*code);
  });
  return 0;
}
