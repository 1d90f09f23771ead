// Bytes are choices of a host: what it asks of the C API, and when there is no memory. Wrong is what sanitizers report,
// what leaks, and what contradicts the headers.
#include <algorithm>

#include "tools/fuzz/calls/session.h"
#include "tools/fuzz/targets/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto most_steps = static_cast<unsigned>(std::min<std::size_t>(size, 300));
  modlink::fuzz::Session(std::string(reinterpret_cast<const char*>(data), size), most_steps).run();
  return 0;
}
