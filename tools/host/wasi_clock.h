// Clocks of WASI. spec: WASI preview 1, `clockid`
#pragma once

#include <time.h>

#include <cstdint>

namespace modlink::host {

// Throws SystemError EINVAL for a clock that does not exist.
clockid_t clock_id(std::uint32_t id);
std::uint64_t now(clockid_t clock);  // in nanoseconds

}  // namespace modlink::host
