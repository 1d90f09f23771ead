// Output of concurrent jobs in the order of their numbers.
#pragma once

#include <cstdio>
#include <map>
#include <mutex>
#include <string>

namespace modlink::runner {

// The job whose turn it is writes directly; what later ones have to say is kept until it is finished.
class OrderedOutput {
 public:
  explicit OrderedOutput(std::FILE* file) : file_(file) {}

  void write(std::size_t job, const std::string& text) {
    const std::lock_guard lock(mutex_);
    if (job == turn_) {
      put(text);
    } else {
      waiting_[job].text += text;
    }
  }

  void finish(std::size_t job) {
    const std::lock_guard lock(mutex_);
    waiting_[job].finished = true;
    for (auto it = waiting_.find(turn_); it != waiting_.end(); it = waiting_.find(turn_)) {
      put(it->second.text);
      it->second.text.clear();
      if (!it->second.finished) break;
      waiting_.erase(it);
      ++turn_;
    }
    std::fflush(file_);
  }

 private:
  struct Job {
    std::string text;
    bool finished = false;
  };

  void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), file_); }

  std::FILE* file_;
  std::mutex mutex_;
  std::size_t turn_ = 0;
  std::map<std::size_t, Job> waiting_;
};

}  // namespace modlink::runner
