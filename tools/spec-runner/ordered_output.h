// What concurrent jobs say, in the order of their numbers.
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

  void write(std::size_t job, std::string_view text) noexcept { say(job, {false, text}); }

  // Lines on standard error, the last one without its end.
  void complain(std::size_t job, std::string_view lines) noexcept { say(job, {true, lines}); }

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
  template <class Text>
  struct Said {
    bool is_complaint = false;
    Text text;
  };
  struct Job {
    std::vector<Said<std::string>> said;
    bool lost = false;
    bool finished = false;
  };

  void say(std::size_t job, const Said<std::string_view>& what) noexcept {
    const std::lock_guard lock(mutex_);
    if (job > last_) return;
    if (job == turn_) return put(what);
    try {
      auto& said = waiting_[job].said;
      if (what.is_complaint || said.empty() || said.back().is_complaint) {
        said.push_back({what.is_complaint, std::string(what.text)});
      } else {
        said.back().text += what.text;
      }
    } catch (const std::bad_alloc&) {
      waiting_[job].lost = true;
    }
  }

  void put(const Said<std::string_view>& what) noexcept {
    if (what.is_complaint) {
      console_.complain(what.text);
    } else {
      console_.print(what.text);
    }
  }

  void put(Job& job) noexcept {
    if (turn_ <= last_) {
      for (const auto& what : job.said) put({what.is_complaint, what.text});
      if (job.lost) console_.print("some of what was said here was too much to be kept\n");
    }
    std::vector<Said<std::string>>().swap(job.said);
  }

  Console& console_;
  std::mutex mutex_;
  std::size_t turn_ = 0;
  std::size_t last_ = SIZE_MAX;
  std::vector<Job> waiting_;
};

}  // namespace modlink::runner
