// What is left of the native stack.
#include "wast/syntax/stack.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <cstring>

#include "wast/syntax/error.h"

namespace modlink {
namespace {

// Bytes that were in use when the stack was low.
std::size_t descend(std::uintptr_t top) {
  char frame[1000];
  std::memset(frame, 0, sizeof frame);
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  const std::size_t result = is_stack_low() ? top - here : descend(top);
  return result + static_cast<std::size_t>(frame[result % sizeof frame]);
}

void* measure(void* result) {
  *static_cast<std::size_t*>(result) = descend(reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)));
  return nullptr;
}

std::size_t usable(std::size_t size) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, size);
  std::size_t result = 0;
  pthread_t thread;
  EXPECT_EQ(pthread_create(&thread, &attributes, measure, &result), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  return result;
}

TEST(stack, is_low_before_it_ends_whatever_its_size) {
  constexpr std::size_t reserve = 256 << 10;
  for (const std::size_t size : {512 << 10, 1 << 20, 8 << 20}) {
    EXPECT_GE(usable(size), size - reserve);
    EXPECT_LT(usable(size), size);
  }
}

TEST(stack, is_not_low_at_first) {
  EXPECT_FALSE(is_stack_low());
  EXPECT_NO_THROW(require_stack());
}

}  // namespace
}  // namespace modlink
