// Signals that ask the program to end, kept until it has put in order what it has begun.
#include "tools/shrink/held_signals.h"

#include <cstdio>

namespace modlink::shrink {

namespace {

constexpr int asking[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

bool is_ignored(int signal) {
  struct sigaction action {};
  sigaction(signal, nullptr, &action);
  return action.sa_handler == SIG_IGN;
}

}  // namespace

HeldSignals::HeldSignals() {
  sigemptyset(&held_);
  for (const int signal : asking) {
    if (!is_ignored(signal)) sigaddset(&held_, signal);
  }
  pthread_sigmask(SIG_BLOCK, &held_, &before_);
}

// What has been printed would be lost with the program.
HeldSignals::~HeldSignals() {
  std::fflush(stdout);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool HeldSignals::pending() const {
  sigset_t waiting;
  sigpending(&waiting);
  for (const int signal : asking) {
    if (sigismember(&held_, signal) == 1 && sigismember(&waiting, signal) == 1) return true;
  }
  return false;
}

}  // namespace modlink::shrink
