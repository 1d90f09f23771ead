// Output of concurrent jobs in the order of their numbers.
#pragma once

#include <cstdio>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "tools/spec-runner/console.h"

namespace modlink::runner {

// The job whose turn it is writes directly; what later ones have to say is kept until it is finished. What there is no
// memory to keep is lost, and a line says so.
class OrderedOutput {
 public:
  OrderedOutput(std::size_t jobs, Console& console) : console_(console), waiting_(jobs) {}

  void write(std::size_t job, std::string_view text) noexcept {
    const std::lock_guard lock(mutex_);
    if (job > last_) return;
    if (job == turn_) return console_.print(text);
    try {
      waiting_[job].text += text;
    } catch (const std::bad_alloc&) {
      waiting_[job].lost = true;
    }
  }

  // What the jobs behind this one have to say is lost.
  void end_with(std::size_t job) noexcept {
    const std::lock_guard lock(mutex_);
    if (job < last_) last_ = job;
  }

  void finish(std::size_t job) noexcept {
    const std::lock_guard lock(mutex_);
    waiting_[job].finished = true;
    while (turn_ < waiting_.size() && waiting_[turn_].finished) {
      if (++turn_ < waiting_.size()) put(waiting_[turn_]);
    }
    std::fflush(stdout);
  }

 private:
  struct Job {
    std::string text;
    bool lost = false;
    bool finished = false;
  };

  void put(Job& job) noexcept {
    if (turn_ <= last_) {
      console_.print(job.text);
      if (job.lost) console_.print("some of what was said here was too much to be kept\n");
    }
    std::string().swap(job.text);
  }

  Console& console_;
  std::mutex mutex_;
  std::size_t turn_ = 0;
  std::size_t last_ = SIZE_MAX;
  std::vector<Job> waiting_;
};

}  // namespace modlink::runner
