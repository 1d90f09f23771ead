// The memory of a guest, as its host calls see it.
#include "tools/host/guest_memory.h"

#include <limits.h>

#include "tools/host/system.h"

namespace modlink::host {

std::uint8_t* GuestMemory::range(std::uint32_t address, std::uint64_t size) const {
  if (address > memory_.size() || size > memory_.size() - address) fail(EFAULT);
  return memory_.base() + address;
}

void GuestMemory::write(std::uint32_t address, std::string_view bytes) const {
  std::uint8_t* to = range(address, bytes.size());
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
}

std::string GuestMemory::path(std::uint32_t address, std::uint32_t size) const {
  const std::uint8_t* bytes = range(address, size);
  if (size >= PATH_MAX) fail(ENAMETOOLONG);
  std::string path(reinterpret_cast<const char*>(bytes), size);
  if (path.find('\0') != std::string::npos) fail(EILSEQ);
  return path;
}

}  // namespace modlink::host
