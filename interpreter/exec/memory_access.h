// What instructions access in memories. spec: exec/instructions, Memory Instructions
#pragma once

#include <cstdint>
#include <vector>

#include "interpreter/exec/observer.h"

namespace modlink {

struct MemoryAccess {
  bool is_write = false;
  Index memory = 0;  // in the index space of the instance
  std::uint64_t address = 0;
  std::uint64_t length = 0;
};

// What the instruction at the point is about to access; nothing at other points, and of other instructions. An address
// that is beyond 64 bits is the last one.
std::vector<MemoryAccess> memory_accesses(const ExecutionPoint& point);

}  // namespace modlink
