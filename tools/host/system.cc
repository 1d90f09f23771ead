// Files of the host.
#include "tools/host/system.h"

#include <unistd.h>

namespace modlink::host {

void Fd::reset() {
  if (fd_ >= 0 && !borrowed_) close(fd_);
  fd_ = -1;
}

}  // namespace modlink::host
