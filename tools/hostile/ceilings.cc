// Running programs below ceilings of time and memory.
#include "tools/hostile/ceilings.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <fstream>

namespace modlink::hostile {
namespace {

constexpr std::size_t kept_output = 65536;

void set_ceiling(decltype(RLIMIT_CPU) resource, std::uint64_t value) {
  const rlimit ceiling{value, value};
  ::setrlimit(resource, &ceiling);
}

std::uint64_t bytes(double megabytes) { return static_cast<std::uint64_t>(megabytes * 1e6); }

void set_ceilings(const Ceilings& ceilings) {
  const auto stops_after = static_cast<std::uint64_t>(std::ceil(ceilings.seconds * 2)) + 1;
  set_ceiling(RLIMIT_CORE, 0);
  set_ceiling(RLIMIT_CPU, stops_after);
  ::alarm(static_cast<unsigned>(stops_after * 10));  // outlives exec
  if (ceilings.sanitized) return;
  if (ceilings.stack) set_ceiling(RLIMIT_STACK, *ceilings.stack << 10);
  set_ceiling(RLIMIT_DATA, bytes(ceilings.megabytes * 4));
  if (ceilings.address_space) set_ceiling(RLIMIT_AS, bytes(static_cast<double>(*ceilings.address_space)));
}

void redirect(int from, const char* to, int flags) {
  const int file = ::open(to, flags, 0600);
  ::dup2(file, from);
  ::close(file);
}

// Of the process that becomes the program.
[[noreturn]] void become(const Ceilings& ceilings, std::vector<char*> words, const std::filesystem::path& folder,
                         const std::string& output, const char* errors) {
  ::setpgid(0, 0);
  redirect(STDIN_FILENO, "/dev/null", O_RDONLY);
  redirect(STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
  ::dup2(STDOUT_FILENO, STDERR_FILENO);
  if (!errors) ::close(STDERR_FILENO);
  if (errors && *errors) redirect(STDERR_FILENO, errors, O_WRONLY);
  if (::chdir(folder.c_str()) == 0) {
    set_ceilings(ceilings);
    ::execv(words[0], words.data());
  }
  ::_exit(127);
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::string beginning_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content(kept_output, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(file.gcount()));
  return content;
}

Ended wait_for(pid_t child) {
  int status = 0;
  rusage usage{};
  while (::wait4(child, &status, 0, &usage) < 0) {
  }
  Ended ended;
  if (WIFEXITED(status)) ended.status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  ended.seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  ended.megabytes = static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
  ended.left_processes = ::kill(-child, SIGKILL) == 0;
  return ended;
}

}  // namespace

Ended run_below(const Ceilings& ceilings, const std::vector<std::string>& words, const std::filesystem::path& folder,
                const char* errors) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  const std::string output = folder / "output.txt";
  const pid_t child = ::fork();
  if (child == 0) become(ceilings, pointers, folder, output, errors);
  if (child < 0) return {};
  Ended ended = wait_for(child);
  ended.output = beginning_of(output);
  return ended;
}

}  // namespace modlink::hostile
