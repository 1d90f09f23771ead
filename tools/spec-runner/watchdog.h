// What an action of a script may take, in instructions and in time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "interpreter/runtime/store.h"
#include "tools/cli/execution_options.h"

namespace modlink::runner {

// Interrupts what a store executes for too long, from a thread of its own.
class Watchdog {
 public:
  Watchdog(Interruption& interruption, std::chrono::nanoseconds timeout);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  using Time = std::chrono::nanoseconds;
  Time timeout() const { return timeout_; }
  // The time begins, as much of it as there is; and ends, with what is left: by then nothing is interrupted any more.
  void begin(Time time);
  Time end();

 private:
  using Clock = std::chrono::steady_clock;

  void watch();

  Interruption& interruption_;
  std::chrono::nanoseconds timeout_;
  std::mutex mutex_;  // of these
  std::condition_variable changed_;
  bool stops_ = false;
  bool is_sooner_ = false;                     // the deadline, than the watch knows
  std::optional<Clock::time_point> deadline_;  // while the time goes on
  std::thread thread_;
};

// A time in which the store has so much fuel, if it is metered, and is watched for so long; then `allowance` is what is
// left of it, for when the action goes on after a wait.
class Turn {
 public:
  Turn(Store& store, cli::Allowance& allowance, Watchdog* watchdog)
      : store_(store), allowance_(allowance), watchdog_(watchdog) {
    if (allowance_.fuel) store_.set_fuel(*allowance_.fuel);
    if (watchdog_) watchdog_->begin(*allowance_.timeout);
  }
  ~Turn() {
    if (watchdog_) allowance_.timeout = watchdog_->end();
    allowance_.fuel = store_.fuel();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Store& store_;
  cli::Allowance& allowance_;
  Watchdog* watchdog_;
};

}  // namespace modlink::runner
