// Scripts in processes of their own.
#include "tools/spec-runner/isolation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "tools/engines/descriptor.h"
#include "tools/spec-runner/reports/json.h"
#include "tools/spec-runner/sharding.h"
#include "wast/syntax/identifiers.h"

extern char** environ;

namespace modlink::runner {

using engines::Descriptor;

namespace {

// A file that begins with what the process runs, as a string. Behind this place there is a word for each file that the
// script reads, with `reads_mark` before and a zero behind it, and in the end the report.
constexpr int report_fd = 3;
constexpr std::size_t place_size = 4096;
constexpr char reads_mark = 'r';

[[noreturn]] void fail_to_start(int error) {
  throw cli::Failure(Status::usage, fmt::format("--isolate: no process can be started: {}", strerror(error)));
}

// What the new process gets: its standard output and error, and a file for its report.
class SpawnActions {
 public:
  SpawnActions(int output, int errors, int report) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, report, report_fd);
  }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> environment_of_one() {
  std::vector<std::string> result;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text = *entry;
    if (!is_for_whole_runs(text.substr(0, text.find('=')))) result.emplace_back(text);
  }
  return result;
}

std::string isolated_word(const ScriptFile& file, bool colored) {
  return fmt::format("{}{}:{}", file.by == cli::NamedBy::user ? 'u' : 'f', colored ? 'c' : '-', file.path);
}

// `words` may have a `--` in them, behind which there are no options.
pid_t start(std::vector<std::string> words, const std::string& isolated, int output, int errors, int report) {
  words.insert(words.begin() + 1, {isolated_option, isolated});
  std::vector<std::string> variables = environment_of_one();
  const SpawnActions actions(output, errors, report);
  pid_t pid = 0;
  const int error = posix_spawn(&pid, "/proc/self/exe", actions.get(), nullptr, pointers_to(words).data(),
                                pointers_to(variables).data());
  if (error != 0) fail_to_start(error);
  return pid;
}

// What comes from a pipe, in whole lines.
class PassedLines {
 public:
  // `keeps_ends`: of the lines that are passed, the last one has its end too.
  PassedLines(int fd, const Report::Sink& sink, bool keeps_ends) : fd_(fd), sink_(sink), keeps_ends_(keeps_ends) {}

  // A negative one when nobody can write any more.
  int fd() const { return fd_; }

  // Once there is something.
  void pass() {
    char buffer[1 << 16];
    const ssize_t count = read(fd_, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) return;
    if (count <= 0) return finish();
    text_.append(buffer, static_cast<std::size_t>(count));
    const std::size_t end = text_.rfind('\n') + 1;
    if (end == 0) return;
    pass(end);
  }

 private:
  void pass(std::size_t end) {
    sink_(std::string_view(text_).substr(0, keeps_ends_ ? end : end - 1));
    text_.erase(0, end);
  }

  void finish() {
    fd_ = -1;
    if (text_.empty()) return;
    text_ += '\n';
    pass(text_.size());
  }

  int fd_;
  const Report::Sink& sink_;
  const bool keeps_ends_;
  std::string text_;
};

void pass_lines(int output, int errors, const Sinks& sinks) {
  PassedLines printed(output, sinks.print, true);
  PassedLines complaints(errors, sinks.complain, false);
  while (printed.fd() >= 0 || complaints.fd() >= 0) {
    pollfd ends[] = {{printed.fd(), POLLIN, 0}, {complaints.fd(), POLLIN, 0}};
    if (poll(ends, 2, -1) < 0) continue;
    if (ends[0].revents != 0) printed.pass();
    if (ends[1].revents != 0) complaints.pass();
  }
}

// Who writes to it is the new process.
struct Pipe {
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) fail_to_start(errno);
    reader.set(ends[0]);
    writer.set(ends[1]);
  }
  Descriptor reader;
  Descriptor writer;
};

int wait_for(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

std::string content_of(int fd) {
  std::string result;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t count = pread(fd, buffer, sizeof buffer, static_cast<off_t>(result.size()));
    if (count <= 0) return result;
    result.append(buffer, static_cast<std::size_t>(count));
  }
}

std::string signal_name(int signal) {
  const char* const name = sigabbrev_np(signal);
  return name ? fmt::format("SIG{}", name) : fmt::format("signal {}", signal);
}

struct Told {
  std::string place;  // empty if it had not come so far, or farther
  std::vector<std::string> reads;
  std::string report;
};

Told parse_told(const std::string& content) {
  Told told;
  told.place = content.substr(0, content.find('\0'));
  std::size_t begin = std::min(content.size(), place_size);
  while (begin < content.size() && content[begin] == reads_mark) {
    const std::size_t end = std::min(content.size(), content.find('\0', begin));
    told.reads.push_back(content.substr(begin + 1, end - begin - 1));
    begin = std::min(content.size(), end + 1);
  }
  told.report = content.substr(begin);
  return told;
}

ScriptResult crashed(const std::string& path, int status, const std::string& place) {
  const std::string where = place.empty() ? std::string() : " in " + without_controls(place);
  ScriptResult result(path);
  if (WIFSIGNALED(status)) {
    result.signal = signal_name(WTERMSIG(status));
    result.error = fmt::format("the process was ended by {} ({}){}", result.signal, strsignal(WTERMSIG(status)), where);
  } else {
    result.error = fmt::format("the process ended with exit status {}{}", WEXITSTATUS(status), where);
  }
  result.counts.failed = 1;
  result.counts.raise(Status::failed);
  return result;
}

// A process that wrote all of its report and then ended in another way than it says there crashed nonetheless.
std::optional<ScriptResult> result_of(const std::string& report, int status) {
  if (!WIFEXITED(status)) return std::nullopt;
  try {
    RunResult run = read_json("report", report);
    const bool is_as_said = static_cast<int>(run.total.status) == WEXITSTATUS(status);
    if (is_as_said && run.scripts.size() == 1) return std::move(run.scripts.front());
  } catch (const cli::Failure&) {  // it did not get so far
  }
  return std::nullopt;
}

}  // namespace

std::optional<IsolatedScript> parse_isolated_script(const std::string& word) {
  if (word.size() < 3 || word[2] != ':') return std::nullopt;
  const cli::NamedBy by = word[0] == 'u' ? cli::NamedBy::user : cli::NamedBy::file;
  return IsolatedScript{{word.substr(3), by, {}}, word[1] == 'c'};
}

ScriptResult run_isolated(const ScriptFile& file, const std::vector<std::string>& words, const ReportOptions& options,
                          const Sinks& sinks) {
  const std::string name = file.shown();
  const Descriptor report(memfd_create("report", MFD_CLOEXEC));
  if (report.get() < 0) fail_to_start(errno);
  Pipe output;
  Pipe errors;
  const std::string word = isolated_word(file, options.color);
  const pid_t pid = start(words, word, output.writer.get(), errors.writer.get(), report.get());
  output.writer.close();
  errors.writer.close();
  pass_lines(output.reader.get(), errors.reader.get(), sinks);
  const int status = wait_for(pid);
  const Told told = parse_told(content_of(report.get()));
  if (options.reads) std::for_each(told.reads.begin(), told.reads.end(), options.reads);
  if (auto result = result_of(told.report, status)) return std::move(*result);
  ScriptResult result = crashed(name, status, told.place);
  sinks.print(fmt::format("{}: {}\n", shown_path(name), result.error));
  return result;
}

// Whoever started us may have ended before that signal was asked for; then nobody reads what we print.
IsolatedProcess::IsolatedProcess() : end_(place_size) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  pollfd output{STDOUT_FILENO, 0, 0};
  if (poll(&output, 1, 0) > 0 && (output.revents & POLLERR) != 0) _exit(static_cast<int>(Status::internal));
  fcntl(report_fd, F_SETFD, FD_CLOEXEC);
  if (ftruncate(report_fd, place_size) != 0) return;
  void* const memory = mmap(nullptr, place_size, PROT_READ | PROT_WRITE, MAP_SHARED, report_fd, 0);
  if (memory != MAP_FAILED) place_ = static_cast<char*>(memory);
}

void IsolatedProcess::begins(const SourcePtr& source, Pos pos, const std::string& keyword) {
  if (!place_) return;
  const std::string place = fmt::format("{} {}", source->describe(pos), keyword);
  place_[0] = '\0';
  if (place.size() < place_size) memcpy(place_, place.c_str(), place.size() + 1);
}

void IsolatedProcess::reads(const std::string& path) { append(reads_mark + path + '\0'); }

void IsolatedProcess::finish(const std::string& report) {
  if (place_) place_[0] = '\0';
  append(report);
}

void IsolatedProcess::append(std::string_view text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = pwrite(report_fd, text.data() + done, text.size() - done, end_);
    if (count < 0 && errno != EINTR) return;
    if (count <= 0) continue;
    done += static_cast<std::size_t>(count);
    end_ += count;
  }
}

}  // namespace modlink::runner
