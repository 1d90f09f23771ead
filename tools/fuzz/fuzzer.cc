// Mutating inputs for some time, and keeping those that something goes wrong with.
#include "tools/fuzz/fuzzer.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <ctime>
#include <exception>
#include <fstream>
#include <stdexcept>

namespace modlink::fuzz {
namespace {

constexpr std::size_t most_groups = 16;
constexpr std::size_t shared_bytes = 16'777'216;
constexpr int failed = 99;  // exit status of a worker after an exception

// What the worker is about, which the others see when it has ended. Begins as zeros.
struct Progress {
  std::uint64_t inputs[most_groups];
  double seconds[most_groups];
  std::size_t group;
  bool is_running;
  bool is_text;
  std::size_t size;
  char content[shared_bytes];
};

class SharedProgress {
 public:
  SharedProgress()
      : memory_(::mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) {
    if (memory_ == MAP_FAILED) throw std::runtime_error("no memory to share with workers");
  }
  ~SharedProgress() { ::munmap(memory_, sizeof(Progress)); }
  SharedProgress(const SharedProgress&) = delete;
  SharedProgress& operator=(const SharedProgress&) = delete;

  Progress* operator->() const { return static_cast<Progress*>(memory_); }

 private:
  void* memory_;
};

double processor_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Ends this process by SIGPROF after so much time of the processor.
void end_after(double seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(seconds);
  timer.it_value.tv_usec = static_cast<suseconds_t>((seconds - static_cast<double>(timer.it_value.tv_sec)) * 1e6);
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}

class Fuzzer {
 public:
  Fuzzer(const std::vector<InputGroup>& groups, const FuzzOptions& options, const Try& try_input)
      : groups_(groups), options_(options), try_input_(try_input) {
    if (groups.empty() || groups.size() > most_groups) throw std::runtime_error("from 1 to 16 groups of inputs");
  }

  FuzzReport run() {
    while (spent() < options_.seconds) run_worker();
    report_.inputs.assign(progress_->inputs, progress_->inputs + groups_.size());
    report_.seconds = spent();
    return std::move(report_);
  }

 private:
  double spent() const {
    double sum = 0;
    for (std::size_t i = 0; i < groups_.size(); ++i) sum += progress_->seconds[i];
    return sum;
  }

  void run_worker() {
    const double before = spent();
    const pid_t worker = ::fork();
    if (worker < 0) throw std::runtime_error("no more processes");
    if (worker == 0) ::_exit(work());
    int status = 0;
    rusage usage{};
    while (::wait4(worker, &status, 0, &usage) < 0) {
    }
    if (status == 0) return;
    const double all = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                       static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    // At least something, so that there is an end.
    progress_->seconds[progress_->group] += std::max(all - (spent() - before), 0.001);
    note_end(status);
  }

  // In the worker: inputs until the time is over or something goes wrong.
  int work() {
    while (spent() < options_.seconds) {
      try {
        try_next();
      } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return failed;
      }
    }
    return 0;
  }

  void try_next() {
    const double* const least = std::min_element(progress_->seconds, progress_->seconds + groups_.size());
    progress_->group = static_cast<std::size_t>(least - progress_->seconds);
    const double start = processor_seconds();
    const Input input = next_input(groups_[progress_->group], progress_->inputs[progress_->group]++);
    share(input);
    end_after(options_.seconds_per_input);
    try_input_(input, [&] {
      progress_->is_running = true;
      end_after(options_.seconds_of_running);
    });
    end_after(0);
    progress_->seconds[progress_->group] += std::max(processor_seconds() - start, 1e-6);
  }

  Input next_input(const InputGroup& group, std::uint64_t number) const {
    generate::Random random(generate::Random(options_.seed).next() + number);
    random.next();
    const Input& one = random.pick(group.inputs);
    const Input& another = random.pick(group.inputs);
    const Input& input = one.content.size() < another.content.size() ? one : another;  // takes less time
    return {input.name, input.is_text, mutate(input, random.pick(group.inputs), random)};
  }

  void share(const Input& input) {
    progress_->is_running = false;
    progress_->is_text = input.is_text;
    progress_->size = std::min(input.content.size(), shared_bytes);
    std::memcpy(progress_->content, input.content.data(), progress_->size);
  }

  void note_end(int status) {
    const bool is_late = WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF;
    if (is_late && progress_->is_running) {
      ++report_.endless;
      return;
    }
    std::string how = fmt::format("exit status {}", WEXITSTATUS(status));
    if (WIFSIGNALED(status)) how = fmt::format("signal {}", WTERMSIG(status));
    if (is_late) how = fmt::format("more than {} s", options_.seconds_per_input);
    report_.findings.push_back({keep_input(), how});
    const Finding& finding = report_.findings.back();
    fmt::print(stderr, "{}: {}\n", finding.file.string(), finding.how);
  }

  std::filesystem::path keep_input() const {
    std::filesystem::create_directories(options_.folder);
    const std::size_t group = progress_->group;
    const std::string name = fmt::format("found-{}-{}-{}.{}", options_.seed, group, progress_->inputs[group] - 1,
                                         progress_->is_text ? "wat" : "wasm");
    std::filesystem::path path = options_.folder / name;
    std::ofstream(path, std::ios::binary).write(progress_->content, static_cast<std::streamsize>(progress_->size));
    return path;
  }

  const std::vector<InputGroup>& groups_;
  const FuzzOptions& options_;
  const Try& try_input_;
  SharedProgress progress_;
  FuzzReport report_;
};

}  // namespace

FuzzReport fuzz(const std::vector<InputGroup>& groups, const FuzzOptions& options, const Try& try_input) {
  return Fuzzer(groups, options, try_input).run();
}

}  // namespace modlink::fuzz
