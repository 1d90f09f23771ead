// Atomic memory instructions. spec: the threads proposal, Atomic Memory Instructions
//
// A store belongs to one thread of the host at a time and machines give way to one another at waits only, so that
// every access is atomic and sequentially consistent as it is, and a fence has nothing to do.
#pragma once

#include <cstdint>
#include <cstring>

#include "interpreter/exec/memory_ops.h"
#include "interpreter/numeric/integer.h"
#include "interpreter/runtime/wait_queue.h"

namespace modlink {

// The place of an access, or why there is none.
struct AtomicPlace {
  TrapCode trap = TrapCode::none;
  std::uint8_t* bytes = nullptr;
};

// `size` is a power of two, so that the sum's low bits are right even if it overflows.
inline AtomicPlace atomic_place(LinearMemory& memory, std::uint64_t address, std::uint64_t offset, std::uint64_t size) {
  if (((address + offset) & (size - 1)) != 0) return {TrapCode::unaligned_atomic};
  if (!in_bounds(memory, address, offset, size)) return {TrapCode::out_of_bounds_memory_access};
  return {TrapCode::none, memory.base() + address + offset};
}

// Puts what `function` makes of the old value into its place, and the old one into `old`.
template <class Stored, class F>
TrapCode atomic_access(MemoryInst& memory, std::uint64_t address, std::uint64_t offset, std::uint64_t& old,
                       F function) {
  const AtomicPlace place = atomic_place(memory.memory, address, offset, sizeof(Stored));
  if (place.trap != TrapCode::none) return place.trap;
  Stored value;
  std::memcpy(&value, place.bytes, sizeof(Stored));
  old = value;
  value = function(value);
  std::memcpy(place.bytes, &value, sizeof(Stored));
  return TrapCode::none;
}

template <class Stored>
TrapCode atomic_load(MemoryInst& memory, std::uint64_t address, std::uint64_t offset, std::uint64_t& result) {
  return atomic_access<Stored>(memory, address, offset, result, [](Stored value) { return value; });
}

template <class Stored>
TrapCode atomic_store(MemoryInst& memory, std::uint64_t address, std::uint64_t offset, std::uint64_t operand) {
  std::uint64_t old;
  return atomic_access<Stored>(memory, address, offset, old, [=](Stored) { return static_cast<Stored>(operand); });
}

// All operands are wrapped to the size of the access.
template <class Stored, class F>
TrapCode atomic_rmw(MemoryInst& memory, std::uint64_t address, std::uint64_t offset, std::uint64_t operand,
                    std::uint64_t& result, F function) {
  const auto store = [=](Stored value) { return function(value, static_cast<Stored>(operand)); };
  return atomic_access<Stored>(memory, address, offset, result, store);
}

template <class Stored>
TrapCode atomic_cmpxchg(MemoryInst& memory, std::uint64_t address, std::uint64_t offset, std::uint64_t expected,
                        std::uint64_t operand, std::uint64_t& result) {
  return atomic_access<Stored>(memory, address, offset, result, [=](Stored value) {
    return value == static_cast<Stored>(expected) ? static_cast<Stored>(operand) : value;
  });
}

// The results of `memory.atomic.wait`.
enum class WaitResult : std::uint32_t { ok = 0, not_equal = 1, timed_out = 2 };

// What a wait comes to: a trap, a result, or that it has to be waited for.
struct WaitStart {
  TrapCode trap = TrapCode::none;
  bool waits = false;
  WaitResult result = WaitResult::ok;
};

// Operands are slots, in the order of the instruction's: address, expected value, timeout. Fills `wait` in.
template <class Stored>
WaitStart atomic_wait(MemoryInst& memory, std::uint64_t offset, const std::uint64_t* operands, Wait& wait) {
  const AtomicPlace place = atomic_place(memory.memory, operands[0], offset, sizeof(Stored));
  if (place.trap == TrapCode::unaligned_atomic) return {place.trap};
  if (!memory.memory.type().shared) return {TrapCode::expected_shared_memory};
  if (place.trap != TrapCode::none) return {place.trap};
  Stored value;
  std::memcpy(&value, place.bytes, sizeof(Stored));
  if (value != static_cast<Stored>(operands[1])) return {TrapCode::none, false, WaitResult::not_equal};
  if (operands[2] == 0) return {TrapCode::none, false, WaitResult::timed_out};
  wait = {&memory, operands[0] + offset, static_cast<std::int64_t>(operands[2]), false};
  return {TrapCode::none, true};
}

// Gives the number of the notified in `result`. Nobody waits at a memory that is not shared.
inline TrapCode atomic_notify(MemoryInst& memory, std::uint64_t address, std::uint64_t offset, std::uint64_t count,
                              WaitQueue& queue, std::uint64_t& result) {
  const AtomicPlace place = atomic_place(memory.memory, address, offset, sizeof(std::uint32_t));
  if (place.trap == TrapCode::none) result = queue.notify(memory, address + offset, static_cast<std::uint32_t>(count));
  return place.trap;
}

}  // namespace modlink
