// The `operator new` that fails when a test wants it.
#include "capi/test_allocation.h"

#include <cstdlib>
#include <new>

namespace {

void* allocate(std::size_t size) {
  if (modlink::allocations_left >= 0 && modlink::allocations_left-- == 0) return nullptr;
  return std::malloc(size == 0 ? 1 : size);
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* const memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
