// Signals that end what is executed.
#include "tools/host/interrupting.h"

#include <sys/time.h>

#include <atomic>
#include <cerrno>

namespace modlink::host {

namespace {

// What handlers of signals see is global: nothing else reaches them.
std::atomic<Interruption*> interrupted = nullptr;
std::atomic<int> first_signal = 0;

void interrupt(int signal) {
  const int code = errno;
  int none = 0;
  first_signal.compare_exchange_strong(none, signal);
  if (Interruption* const interruption = interrupted) interruption->request();
  errno = code;
}

// Without SA_RESTART, so that blocking calls return.
void handle(int signal, int flags, struct sigaction& before) {
  struct sigaction action {};
  action.sa_handler = interrupt;
  action.sa_flags = flags;
  sigaction(signal, nullptr, &before);
  if (before.sa_handler != SIG_IGN || signal == SIGALRM) sigaction(signal, &action, nullptr);
}

// Again and again: the first one may come just before a call that blocks.
void set_alarm(std::chrono::nanoseconds after) {
  using std::chrono::microseconds;
  const auto all = std::chrono::ceil<microseconds>(after).count();
  const itimerval timer{{0, 100'000},
                        {static_cast<time_t>(all / 1'000'000), static_cast<suseconds_t>(all % 1'000'000)}};
  setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace

InterruptedBySignals::InterruptedBySignals(Interruption& interruption,
                                           std::optional<std::chrono::nanoseconds> timeout) {
  interrupted = &interruption;
  first_signal = 0;
  handle(SIGINT, static_cast<int>(SA_RESETHAND), before_interrupt_);
  handle(SIGALRM, 0, before_alarm_);
  if (timeout) set_alarm(*timeout);
}

InterruptedBySignals::~InterruptedBySignals() {
  set_alarm({});
  sigaction(SIGALRM, &before_alarm_, nullptr);
  sigaction(SIGINT, &before_interrupt_, nullptr);
  interrupted = nullptr;
}

int InterruptedBySignals::signal() const { return first_signal; }

}  // namespace modlink::host
