// Standard input, output and error.
#include "tools/files/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

namespace modlink::cli {

// A new descriptor has the lowest number that is free. One with O_PATH can be neither read nor written.
void keep_standard_streams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (fcntl(fd, F_GETFD) < 0) open("/", O_PATH | O_CLOEXEC);
  }
}

}  // namespace modlink::cli
