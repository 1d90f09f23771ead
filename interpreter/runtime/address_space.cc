// What memories and stacks lie in, on the hosts that there are. spec: exec/runtime, Memory Instances, Stack
#include "interpreter/runtime/address_space.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <limits>

#ifndef __EMSCRIPTEN__
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace modlink::address_space {
namespace {

// On a host of 32 bits there may be more bytes in a memory's type than it has addresses.
bool is_too_much(std::uint64_t size) { return size > std::numeric_limits<std::ptrdiff_t>::max(); }

#ifndef __linux__
// Where nothing can be moved without a copy.
std::uint8_t* copy(std::uint8_t* base, std::uint64_t size, std::uint64_t new_size) {
  std::uint8_t* const to = make(new_size);
  if (!to) return nullptr;
  std::memcpy(to, base, static_cast<std::size_t>(std::min(size, new_size)));
  release(base, size);
  return to;
}
#endif

}  // namespace

#ifdef __EMSCRIPTEN__

std::uint64_t round_up(std::uint64_t size) { return std::max<std::uint64_t>(size, 1); }

std::uint8_t* make(std::uint64_t size) {
  return is_too_much(size) ? nullptr : static_cast<std::uint8_t*>(std::calloc(static_cast<std::size_t>(size), 1));
}

std::uint8_t* reserve(std::uint64_t size) { return make(size); }

bool make_usable(std::uint8_t*, std::uint64_t) { return true; }

void release(std::uint8_t* base, std::uint64_t) { std::free(base); }

bool move(std::uint8_t*, std::uint64_t, std::uint8_t*) { return false; }

#else

namespace {

std::uint8_t* map(std::uint64_t size, int protection) {
  if (is_too_much(size)) return nullptr;
  void* base =
      ::mmap(nullptr, static_cast<std::size_t>(size), protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return base == MAP_FAILED ? nullptr : static_cast<std::uint8_t*>(base);
}

}  // namespace

std::uint64_t round_up(std::uint64_t size) {
  static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return (std::max<std::uint64_t>(size, 1) + page - 1) & ~(page - 1);
}

std::uint8_t* make(std::uint64_t size) { return map(size, PROT_READ | PROT_WRITE); }

std::uint8_t* reserve(std::uint64_t size) { return map(size, PROT_NONE); }

bool make_usable(std::uint8_t* base, std::uint64_t size) {
  return ::mprotect(base, static_cast<std::size_t>(size), PROT_READ | PROT_WRITE) == 0;
}

void release(std::uint8_t* base, std::uint64_t size) { ::munmap(base, static_cast<std::size_t>(size)); }

#endif

#ifdef __linux__

bool move(std::uint8_t* base, std::uint64_t size, std::uint8_t* to) {
  const auto bytes = static_cast<std::size_t>(size);
  return ::mremap(base, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, to) != MAP_FAILED;
}

std::uint8_t* resize(std::uint8_t* base, std::uint64_t size, std::uint64_t new_size) {
  if (is_too_much(new_size)) return nullptr;
  void* to = ::mremap(base, static_cast<std::size_t>(size), static_cast<std::size_t>(new_size), MREMAP_MAYMOVE);
  return to == MAP_FAILED ? nullptr : static_cast<std::uint8_t*>(to);
}

#else

#ifndef __EMSCRIPTEN__
bool move(std::uint8_t* base, std::uint64_t size, std::uint8_t* to) {
  if (!make_usable(to, size)) return false;
  std::memcpy(to, base, static_cast<std::size_t>(size));
  release(base, size);
  return true;
}
#endif

std::uint8_t* resize(std::uint8_t* base, std::uint64_t size, std::uint64_t new_size) {
  return copy(base, size, new_size);
}

#endif

}  // namespace modlink::address_space
