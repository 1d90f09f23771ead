// Memory instances. spec: exec/runtime, Memory Instances
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "interpreter/runtime/store_budget.h"
#include "wast/syntax/types.h"

namespace modlink {

// Bytes whose address may change only in `grow`. The first time that a memory grows, address space is reserved for
// min(declared maximum, limit), so that the base does not move again; where that cannot be had, growing moves it, with
// room for more. Many never grow, so they have no such space; where it is small, or the memory shared, so that it must
// not move, it is reserved at once. No access is ever made beyond `size()`.
class LinearMemory {
 public:
  // `limit` is in bytes. Zeroed. nullopt if the initial size is beyond the limit or the budget, or cannot be had. The
  // budget, if there is one, is what the size is taken from; it outlives the memory.
  static std::optional<LinearMemory> allocate(const MemoryType& type, std::uint64_t limit,
                                              StoreBudget* budget = nullptr);
  ~LinearMemory();
  LinearMemory(LinearMemory&& other) noexcept;
  LinearMemory& operator=(LinearMemory&& other) noexcept;

  // spec: exec/runtime, memtype of a memory instance: the minimum is the present size.
  const MemoryType& type() const { return type_; }
  std::uint8_t* base() { return base_; }
  const std::uint8_t* base() const { return base_; }
  std::uint64_t size() const { return size_; }  // in bytes
  std::uint64_t pages() const { return size_ >> type_.page_size_log2; }

  // Grows by `delta` pages. False, and no change, beyond the maximum, the limit or the budget, or when out of
  // memory.
  // spec: exec/modules, Growing memories
  bool grow(std::uint64_t delta);
  // Whether there may be `delta` more pages, as far as the type goes.
  // spec: valid/types, Limits: within 2^32 or 2^64 bytes; exec/modules, Growing memories
  bool may_grow(std::uint64_t delta) const;

 private:
  LinearMemory() = default;
  bool map(const MemoryType& type);
  bool make_usable(std::uint64_t size);
  bool reserve_all();
  bool move_to_hold(std::uint64_t size);

  MemoryType type_;
  std::uint8_t* base_ = nullptr;
  std::uint64_t size_ = 0;
  std::uint64_t reserved_ = 0;  // bytes of address space at `base_`,
  std::uint64_t usable_ = 0;    // and how many of them have memory behind them
  std::uint64_t max_size_ = 0;  // in bytes
  bool moves_ = false;          // all that is reserved is usable, to be moved as a whole
  StoreBudget* budget_ = nullptr;
};

}  // namespace modlink
