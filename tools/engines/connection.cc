// A program that answers lines with lines.
#include "tools/engines/connection.h"

#include <fcntl.h>
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
#include <cstring>
#include <deque>
#include <string_view>
#include <system_error>
#include <utility>

#include "tools/engines/descriptor.h"
#include "tools/engines/process_group.h"

extern char** environ;

namespace modlink::engines {

namespace {

int milliseconds_to(Deadline::Clock::time_point end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Deadline::Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, INT_MAX));
}

std::string describe_end(int status) {
  if (WIFSIGNALED(status)) {
    return fmt::format("the engine was ended by signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
  }
  return fmt::format("the engine ended with status {}", WEXITSTATUS(status));
}

[[noreturn]] void fail_to_start(const char* why) { throw Lost(fmt::format("the engine cannot be started: {}", why)); }

pid_t spawn_shell(const std::string& command, pid_t group, int socket, int errors) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, group);
  std::string script = command;
  std::array<char*, 4> argv{const_cast<char*>("sh"), const_cast<char*>("-c"), script.data(), nullptr};
  pid_t pid = -1;
  const int error = posix_spawn(&pid, "/bin/sh", &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) fail_to_start(std::strerror(error));
  return pid;
}

void write_error(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(STDERR_FILENO, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace

// A socket for both directions: writing to one whose process has ended is an error, not a signal.
struct Connection::Process {
  ProcessGroup group;
  pid_t pid = -1;
  Descriptor socket;
  Descriptor errors;                // the program's standard error; closed where nobody writes there any more
  std::size_t complained = 0;       // bytes of it, since the last request
  std::deque<std::string> answers;  // read, but not used yet
  std::size_t wanted = 0;           // how many there may be of them
  std::string begun;                // of the next one

  explicit Process(const std::string& command) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) fail_to_start(std::strerror(errno));
    socket.set(ends[0]);
    const Descriptor far_socket(ends[1]);
    if (pipe2(ends, O_CLOEXEC) != 0) fail_to_start(std::strerror(errno));
    errors.set(ends[0]);
    const Descriptor far_errors(ends[1]);
    fcntl(errors.get(), F_SETFL, O_NONBLOCK);
    pid = spawn_shell(command, group.id(), far_socket.get(), far_errors.get());
  }

  ~Process() {
    socket.close();
    if (pid >= 0) end();
  }

  // Its status, after which all that it has started is gone. One that has closed its output may still be about to end
  // by itself.
  int end(std::chrono::milliseconds patience = {}) {
    const Deadline deadline(patience);
    int status = 0;
    pid_t ended = 0;
    while ((ended = waitpid(pid, &status, WNOHANG)) == 0 && !deadline.is_over()) usleep(1000);
    group.end();
    while (ended == 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    pid = -1;
    while (pass_on_errors()) {
    }
    return status;
  }

  [[noreturn]] void lose() { throw Lost(describe_end(end(std::chrono::milliseconds(500)))); }
  [[noreturn]] void lose(const std::string& why) {
    end();
    throw Lost(why);
  }

  // Waits until the socket can be used so.
  void wait_for(short events, const Deadline& deadline) {
    for (;;) {
      pollfd waits[] = {{socket.get(), events, 0}, {errors.get(), POLLIN, 0}};
      const int ready = deadline.is_over() ? 0 : poll(waits, 2, milliseconds_to(deadline.end));
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) lose(fmt::format("the engine did not answer within {} s", deadline.seconds()));
      if (waits[1].revents != 0) pass_on_errors();
      if (complained > most_complained) lose("the engine writes to standard error without end");
      if (waits[0].revents != 0) return;
    }
  }

  // False if there is nothing at present.
  bool pass_on_errors() {
    if (errors.get() < 0) return false;
    std::array<char, 65536> chunk;
    const ssize_t count = read(errors.get(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) return true;
    if (count == 0) errors.close();
    if (count <= 0) return false;
    complained += static_cast<std::size_t>(count);
    write_error({chunk.data(), static_cast<std::size_t>(count)});
    return complained <= most_complained;
  }

  // The engine may answer before it has read everything, but not more than it is asked for.
  void write_all(std::string_view text, const Deadline& deadline) {
    while (!text.empty()) {
      const bool may_answer = answers.size() < wanted;
      wait_for(may_answer ? POLLOUT | POLLIN : POLLOUT, deadline);
      const ssize_t count = send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
        if (errno == EAGAIN && may_answer) read_some(MSG_DONTWAIT);
        continue;
      }
      if (count <= 0) lose();
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  void read_some(int flags) {
    std::array<char, 65536> chunk;
    const ssize_t count = recv(socket.get(), chunk.data(), chunk.size(), flags);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count <= 0) lose();
    take({chunk.data(), static_cast<std::size_t>(count)});
  }

  void take(std::string_view text) {
    for (;;) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      begun.append(text.substr(0, end));
      if (begun.size() > most_answered) lose(fmt::format("the engine's answer has more than {} bytes", most_answered));
      if (end == text.size()) return;
      answers.push_back(std::exchange(begun, {}));
      text.remove_prefix(end + 1);
    }
  }

  std::string read_line(const Deadline& deadline) {
    while (answers.empty()) {
      wait_for(POLLIN, deadline);
      read_some(0);
    }
    std::string line = std::move(answers.front());
    answers.pop_front();
    return line;
  }

  std::vector<std::string> ask(const std::vector<std::string>& lines, const Deadline& deadline) {
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    complained = 0;
    wanted = lines.size();
    write_all(text, deadline);
    std::vector<std::string> result;
    while (result.size() < lines.size()) result.push_back(read_line(deadline));
    return result;
  }
};

Connection::Connection(const std::string& command) {
  try {
    process_ = std::make_unique<Process>(command);
  } catch (const std::system_error& error) {
    fail_to_start(error.what());
  }
}
Connection::~Connection() = default;

std::string Connection::ask(std::string line, const Deadline& deadline) {
  return ask_all({std::move(line)}, deadline)[0];
}

std::vector<std::string> Connection::ask_all(const std::vector<std::string>& lines, const Deadline& deadline) {
  if (process_->pid < 0) throw Lost("the engine has ended");
  return process_->ask(lines, deadline);
}

}  // namespace modlink::engines
