// Flags of descriptors, between Linux and WASI. spec: WASI preview 1, `fdflags`
#pragma once

#include <cstdint>

namespace modlink::host {

// Throws SystemError EINVAL for a flag that does not exist.
int from_fdflags(std::uint32_t flags);
std::uint32_t to_fdflags(int flags);

}  // namespace modlink::host
