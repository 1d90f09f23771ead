// Allocations that fail when a test wants it: those by `new`, of programs that test_allocation.cc is part of.
#pragma once

namespace modlink {

// How many more of this thread there are; the one behind them fails, and those after it work. Negative: all work.
inline thread_local long allocations_left = -1;

// While it lives, all of them do.
class EnoughMemory {
 public:
  EnoughMemory() : left_(allocations_left) { allocations_left = -1; }
  ~EnoughMemory() { allocations_left = left_; }
  EnoughMemory(const EnoughMemory&) = delete;
  EnoughMemory& operator=(const EnoughMemory&) = delete;

 private:
  long left_;
};

}  // namespace modlink
