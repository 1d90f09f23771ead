// Runs of equal things at adjacent indices. spec: binary/modules, Code Section (locals)
#pragma once

#include <algorithm>
#include <vector>

#include "wast/syntax/types.h"

namespace modlink {

// A few bytes can stand for many indices, so these stay runs, which are found by binary search.
template <class T>
class IndexRuns {
 public:
  struct Run {
    Index first;
    Index end;  // the first index after the run
    T value;
  };

  // How many indices there are.
  Index size() const { return size_; }

  // Gives the next `count` indices a value.
  void append(Index count, const T& value) {
    const Index first = size_;
    size_ += count;
    if (!runs_.empty() && runs_.back().value == value) {
      runs_.back().end = size_;
    } else {
      runs_.push_back({first, size_, value});
    }
  }

  // The run that an index, which is below `size`, is in.
  const Run& at(Index index) const {
    const auto after = [](Index i, const Run& run) { return i < run.end; };
    return *std::upper_bound(runs_.begin(), runs_.end(), index, after);
  }

 private:
  std::vector<Run> runs_;
  Index size_ = 0;
};

}  // namespace modlink
