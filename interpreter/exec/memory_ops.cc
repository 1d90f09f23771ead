// Memory instructions. spec: exec/instructions, Memory Instructions
#include "interpreter/exec/memory_ops.h"

#include <cstring>

namespace modlink {

bool grow_or_note(Store& store, MemoryInst& memory, std::uint64_t delta) {
  if (memory.memory.grow(delta)) return true;
  if (memory.memory.may_grow(delta)) store.note(Nondeterminism::memory_grow);
  return false;
}

std::uint64_t memory_grow(Store& store, MemoryInst& memory, std::uint64_t delta) {
  const std::uint64_t pages = memory.memory.pages();
  if (grow_or_note(store, memory, delta)) return pages;
  return memory.memory.type().addr == AddrType::i32 ? UINT32_MAX : UINT64_MAX;
}

TrapCode memory_fill(MemoryInst& memory, const std::uint64_t* operands) {
  const std::uint64_t to = operands[0], size = operands[2];
  if (!in_bounds(memory.memory, to, 0, size)) return TrapCode::out_of_bounds_memory_access;
  if (size != 0) std::memset(memory.memory.base() + to, static_cast<std::uint8_t>(operands[1]), size);
  return TrapCode::none;
}

TrapCode memory_copy(MemoryInst& destination, MemoryInst& source, const std::uint64_t* operands) {
  const std::uint64_t to = operands[0], from = operands[1], size = operands[2];
  if (!in_bounds(destination.memory, to, 0, size) || !in_bounds(source.memory, from, 0, size)) {
    return TrapCode::out_of_bounds_memory_access;
  }
  if (size != 0) std::memmove(destination.memory.base() + to, source.memory.base() + from, size);
  return TrapCode::none;
}

TrapCode memory_init(MemoryInst& memory, const DataInst& data, const std::uint64_t* operands) {
  const std::uint64_t to = operands[0], from = operands[1], size = operands[2];
  if (!in_bounds(memory.memory, to, 0, size) || from > data.size || size > data.size - from) {
    return TrapCode::out_of_bounds_memory_access;
  }
  if (size != 0) std::memcpy(memory.memory.base() + to, data.bytes + from, size);
  return TrapCode::none;
}

}  // namespace modlink
