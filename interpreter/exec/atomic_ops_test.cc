// Atomic accesses, waits and notifications of one memory.
#include "interpreter/exec/atomic_ops.h"

#include <gtest/gtest.h>

#include "interpreter/runtime/instance.h"

namespace modlink {
namespace {

MemoryInst memory(bool shared) {
  return {std::move(*LinearMemory::allocate({AddrType::i32, {1, 1}, shared}, 1 << 20))};
}

class atomic_ops : public ::testing::Test {
 protected:
  MemoryInst shared = memory(true), unshared = memory(false);
  std::uint64_t result = 0;
  Wait wait{};

  template <class Stored>
  Stored at(std::uint64_t address) const {
    Stored value;
    std::memcpy(&value, shared.memory.base() + address, sizeof(Stored));
    return value;
  }
};

TEST_F(atomic_ops, accesses_have_their_natural_alignment_and_bounds) {
  EXPECT_EQ(atomic_load<std::uint32_t>(shared, 2, 0, result), TrapCode::unaligned_atomic);
  EXPECT_EQ(atomic_load<std::uint32_t>(shared, 2, 2, result), TrapCode::none);
  EXPECT_EQ(atomic_load<std::uint32_t>(shared, 65532, 0, result), TrapCode::none);
  EXPECT_EQ(atomic_load<std::uint32_t>(shared, 65532, 4, result), TrapCode::out_of_bounds_memory_access);
  // The alignment comes first, and the sum does not wrap.
  EXPECT_EQ(atomic_load<std::uint64_t>(shared, 65532, 8, result), TrapCode::unaligned_atomic);
  EXPECT_EQ(atomic_load<std::uint8_t>(shared, 1, UINT64_MAX, result), TrapCode::out_of_bounds_memory_access);
}

TEST_F(atomic_ops, read_modify_write_gives_the_old_value_and_wraps) {
  const auto add = [](auto a, auto b) { return static_cast<decltype(a)>(a + b); };
  ASSERT_EQ(atomic_store<std::uint16_t>(shared, 8, 0, 0x1fffe), TrapCode::none);
  ASSERT_EQ(atomic_rmw<std::uint16_t>(shared, 4, 4, 0x70003, result, add), TrapCode::none);
  EXPECT_EQ(result, 0xfffeu);
  EXPECT_EQ(at<std::uint32_t>(8), 1u);  // no byte beyond the two
}

// What is expected counts in its low bits alone.
TEST_F(atomic_ops, compare_and_exchange) {
  atomic_store<std::uint32_t>(shared, 0, 0, 5);
  ASSERT_EQ(atomic_cmpxchg<std::uint32_t>(shared, 0, 0, 6, 9, result), TrapCode::none);
  EXPECT_EQ(result, 5u);
  EXPECT_EQ(at<std::uint32_t>(0), 5u);
  ASSERT_EQ(atomic_cmpxchg<std::uint32_t>(shared, 0, 0, 0x100000005, 9, result), TrapCode::none);
  EXPECT_EQ(result, 5u);
  EXPECT_EQ(at<std::uint32_t>(0), 9u);
}

TEST_F(atomic_ops, waits_that_are_over_at_once) {
  const std::uint64_t unaligned[] = {2, 0, 0}, unequal[] = {0, 1, 100}, zero[] = {0, 0, 0}, far[] = {65536, 0, 0};
  EXPECT_EQ(atomic_wait<std::uint32_t>(unshared, 0, unaligned, wait).trap, TrapCode::unaligned_atomic);
  EXPECT_EQ(atomic_wait<std::uint32_t>(unshared, 0, zero, wait).trap, TrapCode::expected_shared_memory);
  EXPECT_EQ(atomic_wait<std::uint32_t>(shared, 0, far, wait).trap, TrapCode::out_of_bounds_memory_access);
  EXPECT_EQ(atomic_wait<std::uint32_t>(shared, 0, unequal, wait).result, WaitResult::not_equal);
  EXPECT_EQ(atomic_wait<std::uint32_t>(shared, 0, zero, wait).result, WaitResult::timed_out);
  EXPECT_FALSE(atomic_wait<std::uint32_t>(shared, 0, zero, wait).waits);
}

TEST_F(atomic_ops, waits_and_notifications_meet_at_the_effective_address) {
  const std::uint64_t operands[] = {8, 0, static_cast<std::uint64_t>(-1)};
  ASSERT_TRUE(atomic_wait<std::uint64_t>(shared, 8, operands, wait).waits);
  EXPECT_EQ(wait.address, 16u);
  EXPECT_EQ(wait.timeout, -1);
  WaitQueue queue;
  queue.add(wait);
  EXPECT_EQ(atomic_notify(unshared, 16, 0, 1, queue, result), TrapCode::none);
  EXPECT_EQ(result, 0u);
  EXPECT_EQ(atomic_notify(shared, 18, 0, 1, queue, result), TrapCode::unaligned_atomic);
  EXPECT_EQ(atomic_notify(shared, 12, 4, 0, queue, result), TrapCode::none);
  EXPECT_EQ(result, 0u);
  EXPECT_EQ(atomic_notify(shared, 12, 4, 7, queue, result), TrapCode::none);
  EXPECT_EQ(result, 1u);
  EXPECT_TRUE(wait.notified);
}

}  // namespace
}  // namespace modlink
