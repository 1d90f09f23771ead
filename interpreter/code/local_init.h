// Which locals have to begin as 0 or null: those that some path reads before it writes them. The others, usually all
// that a compiler makes, may begin as anything.
//
// The same argument as for locals without a default value (valid/instructions, "local is set"): a write holds until
// the end of its block, and beyond where nothing branches to that end.
#pragma once

#include <algorithm>
#include <vector>

#include "wast/syntax/types.h"

namespace modlink {

class LocalInit {
 public:
  // The first `params` of `locals` are set from the start.
  LocalInit(std::size_t params, std::size_t locals) : is_set_(locals, false) {
    std::fill_n(is_set_.begin(), params, true);
  }

  std::size_t size() const { return is_set_.size(); }

  // A read that finds the local not set for certain notes that it has to begin as 0.
  void read(Index local) {
    if (is_set_[local]) return;
    first_ = std::min(first_, local);
    last_ = std::max(last_, local);
  }
  void write(Index local) {
    if (is_set_[local]) return;
    is_set_[local] = true;
    writes_.push_back(local);
  }

  // How many writes there have been, to be forgotten down to that number by `leave`.
  std::size_t writes() const { return writes_.size(); }
  void leave(std::size_t writes) {
    for (; writes_.size() > writes; writes_.pop_back()) is_set_[writes_.back()] = false;
  }

  // A range of all that have to begin as 0, empty if `first() > last()`.
  Index first() const { return first_; }
  Index last() const { return last_; }

 private:
  std::vector<bool> is_set_;
  std::vector<Index> writes_;
  Index first_ = UINT32_MAX;
  Index last_ = 0;
};

}  // namespace modlink
