// Memory instructions but for plain accesses to memory 0. spec: exec/instructions, Memory Instructions
#pragma once

#include <cstdint>

#include "interpreter/runtime/instance.h"
#include "interpreter/runtime/store.h"

namespace modlink {

// Whether the `size` bytes at `address + offset`, a sum that may need 65 bits, are all within the memory.
inline bool in_bounds(const LinearMemory& memory, std::uint64_t address, std::uint64_t offset, std::uint64_t size) {
  if (address > memory.size() || offset > memory.size() - address) return false;
  return size <= memory.size() - address - offset;
}

// Whether a memory has grown by `delta` pages. If not, that is noted, unless its type does not let it.
bool grow_or_note(Store& store, MemoryInst& memory, std::uint64_t delta);

// Operands are slots, in the order of the instruction's. `memory_grow` gives its result, which is -1 in the memory's
// address type if it cannot grow.
std::uint64_t memory_grow(Store& store, MemoryInst& memory, std::uint64_t delta);
TrapCode memory_fill(MemoryInst& memory, const std::uint64_t* operands);
TrapCode memory_copy(MemoryInst& destination, MemoryInst& source, const std::uint64_t* operands);
TrapCode memory_init(MemoryInst& memory, const DataInst& data, const std::uint64_t* operands);

}  // namespace modlink
