// Files of the host.
#include "tools/host/system.h"

#include <unistd.h>

#include <ctime>

namespace modlink::host {

struct stat stat_of(int fd) {
  struct stat status {};
  check(fstat(fd, &status));
  return status;
}

bool may_block(int fd) {
  const mode_t mode = stat_of(fd).st_mode;
  return !S_ISREG(mode) && !S_ISDIR(mode);
}

namespace {

sigset_t pipe_signal() {
  sigset_t result;
  sigemptyset(&result);
  sigaddset(&result, SIGPIPE);
  return result;
}

}  // namespace

WithoutPipeSignal::WithoutPipeSignal() {
  const sigset_t pipe = pipe_signal();
  pthread_sigmask(SIG_BLOCK, &pipe, &before_);
}

WithoutPipeSignal::~WithoutPipeSignal() {
  const int code = errno;
  const sigset_t pipe = pipe_signal();
  const timespec at_once{};
  sigtimedwait(&pipe, nullptr, &at_once);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  errno = code;
}

void Fd::reset() {
  if (fd_ >= 0 && !borrowed_) close(fd_);
  fd_ = -1;
}

}  // namespace modlink::host
