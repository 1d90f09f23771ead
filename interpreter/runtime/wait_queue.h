// Threads that wait at an address of a shared memory. spec: the threads proposal, Wait and notify
#pragma once

#include <cstdint>
#include <vector>

namespace modlink {

struct MemoryInst;

// One suspended machine.
struct Wait {
  const MemoryInst* memory = nullptr;
  std::uint64_t address = 0;
  std::int64_t timeout = 0;  // in nanoseconds; negative: none
  bool notified = false;
};

// Whoever waits longest is notified first. Holds pointers to what the waiting machines own.
class WaitQueue {
 public:
  void add(Wait& wait);
  void remove(const Wait& wait);  // does nothing if it is not there
  // Notifies at most `count` of those who wait there, and gives their number.
  std::uint32_t notify(const MemoryInst& memory, std::uint64_t address, std::uint32_t count);

 private:
  std::vector<Wait*> waiting_;
};

}  // namespace modlink
