// Signals that end what is executed.
#pragma once

#include <chrono>
#include <csignal>
#include <optional>

#include "interpreter/runtime/interruption.h"

namespace modlink::host {

// While it lives, two signals interrupt executions instead of ending this process: SIGINT, unless it is ignored, once;
// and SIGALRM, which comes after `timeout`. Calls of the host that block return to the guest. One at a time.
class InterruptedBySignals {
 public:
  InterruptedBySignals(Interruption& interruption, std::optional<std::chrono::nanoseconds> timeout);
  ~InterruptedBySignals();
  InterruptedBySignals(const InterruptedBySignals&) = delete;
  InterruptedBySignals& operator=(const InterruptedBySignals&) = delete;

  // The signal that came first; 0 if none did.
  int signal() const;

 private:
  struct sigaction before_interrupt_ {};
  struct sigaction before_alarm_ {};
};

}  // namespace modlink::host
