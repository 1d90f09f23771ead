#include "interpreter/runtime/wait_queue.h"

#include <gtest/gtest.h>

#include "interpreter/runtime/instance.h"

namespace modlink {
namespace {

MemoryInst memory() { return {std::move(*LinearMemory::allocate({AddrType::i32, {1, 1}, true}, 1 << 20))}; }

TEST(wait_queue, notifies_the_longest_waiting_first) {
  const MemoryInst here = memory();
  WaitQueue queue;
  Wait first{&here, 8, -1}, second{&here, 8, -1}, elsewhere{&here, 4, -1};
  for (Wait* wait : {&elsewhere, &first, &second}) queue.add(*wait);
  EXPECT_EQ(queue.notify(here, 8, 1), 1u);
  EXPECT_TRUE(first.notified);
  EXPECT_FALSE(second.notified);
  queue.remove(second);
  EXPECT_EQ(queue.notify(here, 8, UINT32_MAX), 0u);
  EXPECT_FALSE(elsewhere.notified);
}

}  // namespace
}  // namespace modlink
