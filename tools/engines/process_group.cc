// Processes that end with us.
#include "tools/engines/process_group.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

extern char** environ;

namespace modlink::engines {

namespace {

// What ends us by the keyboard or politely is not for the guard.
constexpr const char* guard_script = "trap '' HUP INT QUIT TERM; read -r line; kill -KILL 0";

// The head of a new group. Nothing of it is heard. (A parent's death signal would not do: it is for the child alone,
// and comes when the thread that started it ends.)
int spawn_guard(int life, pid_t& pid) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, life, STDIN_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::array<char*, 4> argv{const_cast<char*>("sh"), const_cast<char*>("-c"), const_cast<char*>(guard_script), nullptr};
  const int error = posix_spawn(&pid, "/bin/sh", &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

ProcessGroup::ProcessGroup() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category());
  const int error = spawn_guard(ends[0], guard_);
  close(ends[0]);
  life_ = ends[1];
  if (error == 0) return;
  close(life_);
  throw std::system_error(error, std::generic_category());
}

void ProcessGroup::end() {
  if (guard_ < 0) return;
  kill(-guard_, SIGKILL);
  while (waitpid(guard_, nullptr, 0) < 0 && errno == EINTR) {
  }
  close(life_);
  guard_ = -1;
}

}  // namespace modlink::engines
