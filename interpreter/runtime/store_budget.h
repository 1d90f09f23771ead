// How much a store may hold. spec: appendix/implementation, Execution
#pragma once

#include <cstdint>

namespace modlink {

// The bytes that memories, tables, element segments and objects of a store may take together. Each of them has a limit
// of its own, but there may be thousands.
class StoreBudget {
 public:
  explicit StoreBudget(std::uint64_t bytes) : left_(bytes) {}
  StoreBudget(const StoreBudget&) = delete;
  StoreBudget& operator=(const StoreBudget&) = delete;

  std::uint64_t left() const { return left_; }
  // False, and no change, if there are not so many left.
  bool take(std::uint64_t bytes) {
    if (bytes > left_) return false;
    left_ -= bytes;
    return true;
  }
  void give_back(std::uint64_t bytes) { left_ += bytes; }

 private:
  std::uint64_t left_;
};

}  // namespace modlink
