// A program that answers lines with lines.
#include "tools/engines/connection.h"

#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>

extern char** environ;

namespace modlink::engines {

namespace {

using Clock = std::chrono::steady_clock;

int milliseconds_to(Clock::time_point end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, INT_MAX));
}

std::string describe_end(int status) {
  if (WIFSIGNALED(status)) {
    return fmt::format("the engine was ended by signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
  }
  return fmt::format("the engine ended with status {}", WEXITSTATUS(status));
}

// The child is the head of a group of its own, so that what it starts ends with it.
pid_t spawn_shell(const std::string& command, int socket) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::string script = command;
  std::array<char*, 4> argv{const_cast<char*>("sh"), const_cast<char*>("-c"), script.data(), nullptr};
  pid_t pid = -1;
  const int error = posix_spawn(&pid, "/bin/sh", &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw Lost(fmt::format("the engine cannot be started: {}", std::strerror(error)));
  return pid;
}

}  // namespace

// A socket for both directions: writing to one whose process has ended is an error, not a signal.
struct Connection::Process {
  pid_t pid = -1;
  int socket = -1;
  std::string pending;  // read, but not used yet

  explicit Process(const std::string& command) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
      throw Lost(fmt::format("the engine cannot be started: {}", std::strerror(errno)));
    }
    socket = ends[0];
    try {
      pid = spawn_shell(command, ends[1]);
    } catch (...) {
      close(ends[0]);
      close(ends[1]);
      throw;
    }
    close(ends[1]);
  }

  ~Process() {
    close(socket);
    if (pid >= 0) end();
  }

  // Its status. One that has closed its output may still be about to end by itself.
  int end(std::chrono::milliseconds patience = {}) {
    const auto until = Clock::now() + patience;
    int status = 0;
    while (waitpid(pid, &status, WNOHANG) == 0) {
      if (Clock::now() < until) {
        usleep(1000);
        continue;
      }
      kill(-pid, SIGKILL);
      while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
      }
      break;
    }
    kill(-pid, SIGKILL);  // what it has started
    pid = -1;
    return status;
  }

  [[noreturn]] void lose() { throw Lost(describe_end(end(std::chrono::milliseconds(500)))); }

  // Waits until the socket can be used so.
  void wait_for(short events, Clock::time_point until, std::chrono::nanoseconds timeout) {
    pollfd wait{socket, events, 0};
    for (;;) {
      const int ready = poll(&wait, 1, milliseconds_to(until));
      if (ready > 0) return;
      if (ready < 0 && errno == EINTR) continue;
      end();
      throw Lost(fmt::format("the engine did not answer within {} s", std::chrono::duration<double>(timeout).count()));
    }
  }

  // The engine may answer before it has read everything.
  void write_all(std::string_view text, Clock::time_point until, std::chrono::nanoseconds timeout) {
    while (!text.empty()) {
      wait_for(POLLOUT | POLLIN, until, timeout);
      const ssize_t count = send(socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
        if (errno == EAGAIN) read_some(MSG_DONTWAIT);
        continue;
      }
      if (count <= 0) lose();
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  void read_some(int flags) {
    std::array<char, 65536> chunk;
    const ssize_t count = recv(socket, chunk.data(), chunk.size(), flags);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count <= 0) lose();
    pending.append(chunk.data(), static_cast<std::size_t>(count));
    if (pending.size() <= most_answered) return;
    end();
    throw Lost("the engine answers without end");
  }

  std::string read_line(Clock::time_point until, std::chrono::nanoseconds timeout) {
    for (std::size_t searched = 0;;) {
      if (const std::size_t found = pending.find('\n', searched); found != std::string::npos) {
        std::string line = pending.substr(0, found);
        pending.erase(0, found + 1);
        return line;
      }
      searched = pending.size();
      wait_for(POLLIN, until, timeout);
      read_some(0);
    }
  }
};

Connection::Connection(const std::string& command) : process_(std::make_unique<Process>(command)) {}
Connection::~Connection() = default;

std::string Connection::ask(std::string line, std::chrono::nanoseconds timeout) {
  return ask_all({std::move(line)}, timeout)[0];
}

std::vector<std::string> Connection::ask_all(const std::vector<std::string>& lines, std::chrono::nanoseconds timeout) {
  if (process_->pid < 0) throw Lost("the engine has ended");
  const auto until = Clock::now() + timeout;
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  process_->write_all(text, until, timeout);
  std::vector<std::string> answers;
  while (answers.size() < lines.size()) answers.push_back(process_->read_line(until, timeout));
  return answers;
}

}  // namespace modlink::engines
