// Texts of modules, parsed and validated; and the messages about them.
#include "tools/fuzz/checks.h"
#include "tools/fuzz/targets/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace modlink;
  const fuzz::Checks checks(fuzz::given(true, data, size));
  try {
    checks.valid(checks.read());
  } catch (const Error& error) {
    if (error.diagnose().empty()) throw std::logic_error("an error without a message");
  }
  return 0;
}
