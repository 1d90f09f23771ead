// What an action of a script may take, in instructions and in time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "interpreter/runtime/store.h"

namespace modlink::runner {

// Interrupts what a store executes for too long, from a thread of its own.
class Watchdog {
 public:
  Watchdog(Interruption& interruption, std::chrono::nanoseconds timeout);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // The time begins, and ends: by then nothing is interrupted any more.
  void begin();
  void end();

 private:
  using Clock = std::chrono::steady_clock;

  void watch();

  Interruption& interruption_;
  std::chrono::nanoseconds timeout_;
  std::mutex mutex_;  // of these
  std::condition_variable stopping_;
  bool stops_ = false;
  std::optional<Clock::time_point> deadline_;  // while the time goes on
  std::thread thread_;
};

// A time in which the store has this fuel, if it is metered, and is watched.
class Turn {
 public:
  Turn(Store& store, std::optional<std::uint64_t> fuel, Watchdog* watchdog) : watchdog_(watchdog) {
    if (fuel) store.set_fuel(*fuel);
    if (watchdog_) watchdog_->begin();
  }
  ~Turn() {
    if (watchdog_) watchdog_->end();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Watchdog* watchdog_;
};

}  // namespace modlink::runner
