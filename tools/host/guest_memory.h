// The memory of a guest, as its host calls see it: every pointer is checked before it is used.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "interpreter/runtime/memory.h"

namespace modlink::host {

// Addresses are those of a memory of 32 bits. Every function throws SystemError EFAULT for what is not wholly inside.
// What is returned holds until the memory grows.
class GuestMemory {
 public:
  explicit GuestMemory(LinearMemory& memory) : memory_(memory) {}

  std::uint8_t* range(std::uint32_t address, std::uint64_t size) const;
  // The same of `count` items of `size` bytes each.
  std::uint8_t* array(std::uint32_t address, std::uint32_t count, std::uint32_t size) const {
    return range(address, std::uint64_t{count} * size);
  }

  template <class T>
  T load(std::uint32_t address) const {
    T value;
    std::memcpy(&value, range(address, sizeof value), sizeof value);
    return value;
  }
  template <class T>
  void store(std::uint32_t address, T value) const {
    std::memcpy(range(address, sizeof value), &value, sizeof value);
  }
  void write(std::uint32_t address, std::string_view bytes) const;

  // Also throws ENAMETOOLONG, and EILSEQ for a path with a zero byte.
  std::string path(std::uint32_t address, std::uint32_t size) const;

 private:
  LinearMemory& memory_;
};

}  // namespace modlink::host
