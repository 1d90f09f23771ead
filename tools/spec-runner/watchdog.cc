// What an action of a script may take, in instructions and in time.
#include "tools/spec-runner/watchdog.h"

#include <algorithm>

namespace modlink::runner {

Watchdog::Watchdog(Interruption& interruption, std::chrono::nanoseconds timeout)
    : interruption_(interruption), timeout_(timeout), thread_([this] { watch(); }) {}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    stops_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Watchdog::begin(Time time) {
  const std::lock_guard lock(mutex_);
  deadline_ = Clock::now() + time;
  is_sooner_ = time < timeout_;
  if (is_sooner_) changed_.notify_one();
}

Watchdog::Time Watchdog::end() {
  const std::lock_guard lock(mutex_);
  const Time left = deadline_ ? std::max(Time(0), Time(*deadline_ - Clock::now())) : Time(0);
  deadline_.reset();
  interruption_.take();  // which may have come too late
  return left;
}

// Sleeps until the deadline, if there is one; otherwise as long as the next one is away at least. So a time that begins
// wakes nobody, as most are over soon.
void Watchdog::watch() {
  std::unique_lock lock(mutex_);
  while (!stops_) {
    const Clock::time_point now = Clock::now();
    if (deadline_ && now >= *deadline_) {
      deadline_.reset();
      interruption_.request();
    }
    is_sooner_ = false;
    changed_.wait_until(lock, deadline_.value_or(now + timeout_), [this] { return stops_ || is_sooner_; });
  }
}

}  // namespace modlink::runner
