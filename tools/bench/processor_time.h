// The processor time of this process.
#pragma once

#include <algorithm>
#include <ctime>
#include <limits>

namespace modlink::bench {

// In seconds.
inline double processor_time() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Keeps the least time that something took.
class Least {
 public:
  template <class F>
  void time(F f) {
    const double start = processor_time();
    f();
    seconds_ = std::min(seconds_, processor_time() - start);
  }
  double seconds() const { return seconds_; }

 private:
  double seconds_ = std::numeric_limits<double>::infinity();
};

}  // namespace modlink::bench
