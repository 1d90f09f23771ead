// Threads that wait. spec: the threads proposal, Wait and notify
#include "interpreter/runtime/wait_queue.h"

#include <algorithm>

namespace modlink {

void WaitQueue::add(Wait& wait) { waiting_.push_back(&wait); }

void WaitQueue::remove(const Wait& wait) {
  waiting_.erase(std::remove(waiting_.begin(), waiting_.end(), &wait), waiting_.end());
}

std::uint32_t WaitQueue::notify(const MemoryInst& memory, std::uint64_t address, std::uint32_t count) {
  std::uint32_t notified = 0;
  const auto wakes = [&](Wait* wait) {
    if (notified == count || wait->memory != &memory || wait->address != address) return false;
    wait->notified = true;
    ++notified;
    return true;
  };
  waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), wakes), waiting_.end());
  return notified;
}

}  // namespace modlink
