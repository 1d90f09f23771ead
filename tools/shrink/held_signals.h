// Signals that ask the program to end, kept until it has put in order what it has begun.
#pragma once

#include <signal.h>

namespace modlink::shrink {

// While one exists, SIGINT, SIGTERM, SIGHUP and SIGPIPE wait; at its end they do what they do. For threads that are
// started meanwhile, and for this one.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  // Whether one of them has come that is not ignored.
  bool pending() const;
  // What was blocked before, for programs that are started.
  const sigset_t& before() const { return before_; }

 private:
  sigset_t held_;
  sigset_t before_;
};

}  // namespace modlink::shrink
