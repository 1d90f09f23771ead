// Standard input, output and error.
#include "tools/files/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace modlink::cli {

// A new descriptor has the lowest number that is free. One with O_PATH can be neither read nor written.
void keep_standard_streams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (fcntl(fd, F_GETFD) < 0) open("/", O_PATH | O_CLOEXEC);
  }
}

namespace {

void write(std::string_view text, std::FILE* file) noexcept { std::fwrite(text.data(), 1, text.size(), file); }

}  // namespace

void print(std::string_view text) noexcept { write(text, stdout); }

// At once, so that lines of several threads do not mix.
void complain(std::initializer_list<std::string_view> parts) noexcept {
  std::fflush(stdout);
  flockfile(stderr);
  for (const std::string_view part : parts) write(part, stderr);
  write("\n", stderr);
  funlockfile(stderr);
}

Status finish_output(const char* program, Status status) noexcept {
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return status;
  complain({program, ": standard output cannot be written"});
  return std::max(status, Status::usage);
}

}  // namespace modlink::cli
