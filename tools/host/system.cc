// Files of the host.
#include "tools/host/system.h"

#include <unistd.h>

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

void Fd::reset() {
  if (fd_ >= 0 && !borrowed_) close(fd_);
  fd_ = -1;
}

}  // namespace modlink::host
