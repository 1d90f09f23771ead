// A command of the shell that says which modules are interesting.
#include "tools/shrink/by_command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include "tools/engines/deadline.h"
#include "tools/engines/process_group.h"
#include "tools/files/failure.h"
#include "tools/files/files.h"
#include "tools/shrink/form.h"

extern char** environ;

namespace modlink::shrink {

namespace fs = std::filesystem;

namespace {

// Whether a command itself says where names of files go: `$1`, `${1}`, `"$@"`.
bool has_places(const std::string& command) {
  constexpr const char* parameters = "123456789@*";
  for (std::size_t at = command.find('$'); at != std::string::npos; at = command.find('$', at + 1)) {
    const std::size_t name = at + 1 + (command.compare(at, 2, "${") == 0);
    if (name < command.size() && std::strchr(parameters, command[name])) return true;
  }
  return false;
}

pid_t spawn(const std::string& script, const std::vector<std::string>& paths, pid_t group, const sigset_t& mask,
            bool heard) {
  std::vector<std::string> words{"sh", "-c", script, "sh"};
  words.insert(words.end(), paths.begin(), paths.end());
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  if (!heard) posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setpgroup(&attributes, group);
  posix_spawnattr_setsigmask(&attributes, &mask);
  pid_t pid = -1;
  const int error = posix_spawn(&pid, "/bin/sh", &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::system_error(error, std::generic_category());
  return pid;
}

// Looks for its end, more and more rarely. Nullopt after that time; then it is killed.
std::optional<int> wait_for(pid_t pid, engines::ProcessGroup& group, const engines::Deadline& deadline,
                            const HeldSignals& signals) {
  int status = 0;
  pid_t ended = 0;
  useconds_t pause = 200;
  bool interrupted = false;
  while ((ended = waitpid(pid, &status, WNOHANG)) == 0 && !deadline.is_over() && !interrupted) {
    usleep(pause);
    pause = std::min<useconds_t>(pause * 2, 10'000);
    interrupted = signals.pending();
  }
  group.end();
  while (ended == 0 && waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
  if (interrupted) throw Interrupted();
  return ended == 0 ? std::nullopt : std::optional(status);
}

std::string describe(const std::optional<int>& status, std::chrono::nanoseconds timeout) {
  if (!status) return fmt::format("it did not end within {} s", std::chrono::duration<double>(timeout).count());
  if (WIFSIGNALED(*status)) return fmt::format("signal {} ({})", WTERMSIG(*status), strsignal(WTERMSIG(*status)));
  return fmt::format("exit status {}", WEXITSTATUS(*status));
}

}  // namespace

CommandTest::CommandTest(const std::string& command, std::vector<CandidateFile> files, const cli::Language& language,
                         std::chrono::nanoseconds timeout, const HeldSignals& signals)
    : script_(has_places(command) ? command : command + " \"$@\""),
      files_(std::move(files)),
      language_(language),
      timeout_(timeout),
      signals_(signals),
      folder_("modlink-shrink") {}

std::vector<std::string> CommandTest::write_files(const fs::path& folder,
                                                  const std::vector<std::string>& contents) const {
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    paths.push_back((folder / files_[i].name).string());
    cli::write_file(paths.back(), contents[i]);
  }
  return paths;
}

bool CommandTest::run(const std::vector<std::string>& paths) {
  try {
    engines::ProcessGroup group;
    const pid_t pid = spawn(script_, paths, group.id(), signals_.before(), runs_ == 1);
    const std::optional<int> status = wait_for(pid, group, engines::Deadline(timeout_), signals_);
    last_end_ = describe(status, timeout_);
    return status && WIFEXITED(*status) && WEXITSTATUS(*status) == 0;
  } catch (const std::system_error& error) {
    throw cli::Failure(cli::Status::usage, fmt::format("the command cannot be started: {}", error.what()));
  }
}

void CommandTest::look_out() {
  if (signals_.pending()) throw Interrupted();
}

bool CommandTest::accepts(const Binaries& candidate) {
  look_out();
  std::vector<std::string> contents;
  for (std::size_t i = 0; i < candidate.size(); ++i) {
    contents.push_back(in_form(candidate[i], files_[i].form, language_));
  }
  return accepts_contents(contents);
}

bool CommandTest::accepts_contents(const std::vector<std::string>& contents) {
  const fs::path folder = folder_.path() / std::to_string(++runs_);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw cli::Failure(cli::Status::usage, fmt::format("{}: {}", folder.string(), error.message()));
  const struct Removed {
    const fs::path& folder;
    ~Removed() { cli::remove_folder(folder); }
  } removed{folder};
  return run(write_files(folder, contents));
}

}  // namespace modlink::shrink
