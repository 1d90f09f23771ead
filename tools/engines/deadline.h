// Until when there has to be an answer.
#pragma once

#include <chrono>

namespace modlink::engines {

// A time that has begun.
struct Deadline {
  using Clock = std::chrono::steady_clock;
  Deadline(std::chrono::nanoseconds length) : length(length), end(Clock::now() + length) {}
  template <class Rep, class Period>
  Deadline(std::chrono::duration<Rep, Period> length) : Deadline(std::chrono::nanoseconds(length)) {}

  bool is_over() const { return Clock::now() >= end; }
  double seconds() const { return std::chrono::duration<double>(length).count(); }

  std::chrono::nanoseconds length;
  Clock::time_point end;
};

}  // namespace modlink::engines
