// Ends executions from outside. spec: appendix/embedding has no word for it; it is an outcome of `func_invoke`.
#pragma once

#include <atomic>
#include <cstdint>

namespace modlink {

// Beyond it no frame may begin. The loop compares it with the frame at each call and each branch, so taking it away is
// all that it needs to be stopped.
using FrameLimit = std::atomic<std::uint64_t*>;

// Of one store.
class Interruption {
 public:
  // May be called from any thread, and from handlers of signals, but not while the store is reset or destroyed. Ends
  // what is being executed at its next branch or call, otherwise the next execution before it begins; host functions go
  // on.
  void request() noexcept {
    requested_ = true;
    if (FrameLimit* const running = running_) *running = nullptr;
  }
  // Whether there was a request since the last one that was taken; it is forgotten.
  bool take() noexcept { return requested_.exchange(false); }

 private:
  friend class Interruptible;

  std::atomic<bool> requested_ = false;
  std::atomic<FrameLimit*> running_ = nullptr;  // of the innermost execution
};

// While it lives an execution is under way whose frames have this limit, which lives until the store is reset or
// destroyed: whoever makes a request may have looked before.
class Interruptible {
 public:
  Interruptible(Interruption& interruption, FrameLimit& limit)
      : interruption_(interruption), outer_(interruption.running_.exchange(&limit)) {
    if (interruption_.requested_) limit = nullptr;
  }
  ~Interruptible() { interruption_.running_ = outer_; }
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;

 private:
  Interruption& interruption_;
  FrameLimit* outer_;
};

}  // namespace modlink
