// Pictures by Graphviz.
#include "tools/cli/graphviz.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "tools/files/failure.h"

namespace modlink::cli {

namespace {

[[noreturn]] void fail(const std::string& format, const std::string& reason) {
  throw Failure(Status::usage, fmt::format("{} needs Graphviz: cannot run `dot`: {}", format, reason));
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

// A file that is gone when it is closed.
File temporary_file(const std::string& format) {
  File file(std::tmpfile());
  if (!file) fail(format, std::strerror(errno));
  return file;
}

constexpr rlim_t max_seconds = 60;  // of the processor
constexpr int not_found = 127;

// Unless it has less already.
void limit_seconds() {
  rlimit seconds{};
  getrlimit(RLIMIT_CPU, &seconds);
  seconds.rlim_cur = std::min(seconds.rlim_cur, max_seconds);
  setrlimit(RLIMIT_CPU, &seconds);
}

// In the child: `dot` does not outlive the program that wants its picture, nor runs for ever.
[[noreturn]] void become_dot(const std::string& format, int input, int output, pid_t parent) {
  const std::string option = "-T" + format;
  limit_seconds();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent && dup2(input, STDIN_FILENO) >= 0 &&
      dup2(output, STDOUT_FILENO) >= 0) {
    execlp("dot", "dot", option.c_str(), nullptr);
  }
  _exit(not_found);
}

// `dot` with the two files as its input and output. Returns its status.
int run_dot(const std::string& format, int input, int output) {
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) fail(format, std::strerror(errno));
  if (pid == 0) become_dot(format, input, output, parent);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

void check_status(const std::string& format, int status) {
  if (WIFSIGNALED(status)) fail(format, fmt::format("it was ended by signal {}", WTERMSIG(status)));
  if (WEXITSTATUS(status) == not_found) fail(format, "it is not there");
  if (WEXITSTATUS(status) != 0) fail(format, fmt::format("it ended with status {}", WEXITSTATUS(status)));
}

}  // namespace

std::string render_dot(const std::string& dot, const std::string& format) {
  const File input = temporary_file(format);
  const File output = temporary_file(format);
  if (std::fwrite(dot.data(), 1, dot.size(), input.get()) != dot.size() || std::fflush(input.get()) != 0) {
    fail(format, std::strerror(errno));
  }
  std::rewind(input.get());
  check_status(format, run_dot(format, fileno(input.get()), fileno(output.get())));
  std::fseek(output.get(), 0, SEEK_SET);
  std::string result;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, output.get())) result.append(buffer, count);
  return result;
}

}  // namespace modlink::cli
