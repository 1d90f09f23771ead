// Pictures by Graphviz.
#include "tools/cli/graphviz.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "tools/files/failure.h"

extern char** environ;

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

// `dot` with the two files as its input and output. Returns its exit status.
int run_dot(const std::string& format, int input, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  std::string program = "dot";
  std::string option = "-T" + format;
  char* const arguments[] = {program.data(), option.data(), nullptr};
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, program.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) fail(format, std::strerror(error));
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::string render_dot(const std::string& dot, const std::string& format) {
  const File input = temporary_file(format);
  const File output = temporary_file(format);
  if (std::fwrite(dot.data(), 1, dot.size(), input.get()) != dot.size() || std::fflush(input.get()) != 0) {
    fail(format, std::strerror(errno));
  }
  std::rewind(input.get());
  const int status = run_dot(format, fileno(input.get()), fileno(output.get()));
  if (status != 0) fail(format, fmt::format("it ended with status {}", status));
  std::fseek(output.get(), 0, SEEK_SET);
  std::string result;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, output.get())) result.append(buffer, count);
  return result;
}

}  // namespace modlink::cli
