// What is left of the native stack, for the few functions that recurse. spec: appendix/implementation
#include "wast/syntax/stack.h"

#include <pthread.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "wast/syntax/error.h"

namespace modlink {

namespace {

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define MODLINK_LARGE_FRAMES
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(MODLINK_LARGE_FRAMES)
#define MODLINK_LARGE_FRAMES
#endif

#ifdef MODLINK_LARGE_FRAMES
constexpr std::uintptr_t kept_back = std::uintptr_t{192} * 1024;
#else
constexpr std::uintptr_t kept_back = std::uintptr_t{64} * 1024;
#endif

// Of addresses. Stacks grow downwards.
struct Bounds {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
};

Bounds find_bounds() {
  Bounds result;
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return result;
  void* begin = nullptr;
  std::size_t size = 0;
  if (pthread_attr_getstack(&attributes, &begin, &size) == 0) {
    result.begin = reinterpret_cast<std::uintptr_t>(begin);
    result.end = result.begin + size;
  }
  pthread_attr_destroy(&attributes);
  return result;
}

}  // namespace

bool is_stack_low() { return is_stack_low(kept_back); }

bool is_stack_low(std::size_t needed) {
  thread_local const Bounds bounds = find_bounds();  // which costs system calls
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  const bool is_known = bounds.begin <= here && here < bounds.end;
  return is_known && here - bounds.begin < std::max(needed, std::size_t{kept_back});
}

void require_stack(Pos pos) {
  if (is_stack_low()) throw LimitExceeded(pos, "nested too deep for the stack of this thread");
}

}  // namespace modlink
