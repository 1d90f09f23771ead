// Attributes of files, between Linux and WASI.
#pragma once

#include <sys/stat.h>

#include <cstdint>

#include "tools/host/guest_memory.h"
#include "tools/host/wasi.h"

namespace modlink::host {

// spec: WASI preview 1, `filetype`
enum class FileType : std::uint8_t {
  unknown = 0,
  block_device = 1,
  character_device = 2,
  directory = 3,
  regular_file = 4,
  socket_stream = 6,
  symbolic_link = 7,
};
FileType file_type(mode_t mode);

std::uint64_t nanoseconds(const timespec& time);
timespec to_timespec(std::uint64_t nanoseconds);

// Writes a `filestat`.
void store_stat(const GuestMemory& memory, std::uint32_t address, const struct stat& status, WasiVersion version);

// Access and modification times for utimensat, from `fstflags`. Throws SystemError EINVAL.
struct Times {
  timespec values[2];
};
Times times(std::uint64_t access, std::uint64_t modification, std::uint32_t flags);

}  // namespace modlink::host
