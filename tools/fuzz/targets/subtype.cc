// Types made of bytes: what matching has to be.
#include "tools/fuzz/targets/target.h"
#include "tools/fuzz/type_laws.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  modlink::fuzz::check_type_laws(data, size);
  return 0;
}
