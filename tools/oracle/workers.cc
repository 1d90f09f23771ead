// Cases of requests that several programs do at the same time.
#include "tools/oracle/workers.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "tools/engines/connection.h"
#include "tools/engines/json_line.h"
#include "tools/files/start_thread.h"
#include "tools/oracle/answer_line.h"

namespace modlink::oracle {

namespace {

using engines::Connection;
using nlohmann::json;

constexpr std::size_t most_unanswered = 1000;
// What takes longer than fuel and limits let it nobody waits for.
constexpr std::chrono::hours patience{24};

struct Request {
  std::string line;
  bool begins_case = false;
  std::promise<std::string> answer = {};
};

bool is_reset(const std::string& line) {
  const json request = engines::parse_json_line(line).value;
  return request.is_object() && request.value("do", json()) == "reset";
}

}  // namespace

// One of the programs, with the thread that asks it.
class Workers::Worker {
 public:
  explicit Worker(std::string command) : command_(std::move(command)), thread_(cli::start_thread([this] { run(); })) {}
  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  std::size_t unanswered() const { return unanswered_; }

  std::future<std::string> ask(Request request) {
    std::future<std::string> answer = request.answer.get_future();
    ++unanswered_;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(std::move(request));
    }
    changed_.notify_one();
    return answer;
  }

 private:
  std::optional<Request> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_over_ || !requests_.empty(); });
    if (requests_.empty()) return std::nullopt;
    Request request = std::move(requests_.front());
    requests_.pop_front();
    return request;
  }

  void run() {
    while (std::optional<Request> request = next()) {
      std::string answer = answer_to(*request);
      --unanswered_;
      request->answer.set_value(std::move(answer));
    }
  }

  // What the rest of a case asks of a program that is gone is not known any more.
  std::string answer_to(const Request& request) {
    if (request.begins_case) lost_.clear();
    if (!lost_.empty()) return lost_line(request.line, lost_);
    const bool was_idle = request.begins_case && connection_;
    std::optional<std::string> answer = try_ask(request);
    // One that has ended since the last case has lost nothing of this one.
    if (!answer && was_idle) answer = try_ask(request);
    return answer ? std::move(*answer) : lost_line(request.line, lost_);
  }

  std::optional<std::string> try_ask(const Request& request) {
    try {
      if (!connection_) connection_.emplace(command_);
      std::string answer = connection_->ask(request.line, patience);
      lost_.clear();
      return answer;
    } catch (const std::exception& lost) {  // engines::Lost, or for want of memory
      connection_.reset();
      lost_ = lost.what();
      return std::nullopt;
    }
  }

  const std::string command_;
  std::optional<Connection> connection_;
  std::string lost_;  // why the program of this case is gone; empty if it is not
  std::atomic<std::size_t> unanswered_ = 0;
  std::mutex mutex_;  // of these three
  std::condition_variable changed_;
  std::deque<Request> requests_;
  bool is_over_ = false;
  std::thread thread_;  // the last, as it uses the others
};

Workers::Workers(std::string command, std::size_t count, Print print)
    : command_(std::move(command)),
      count_(count),
      printer_(cli::start_thread([this, print = std::move(print)] { print_all(print); })) {}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  printer_.join();
}

// Who has least to do.
Workers::Worker& Workers::find_idle() {
  const auto less = [](const auto& a, const auto& b) { return a->unanswered() < b->unanswered(); };
  const auto least = std::min_element(workers_.begin(), workers_.end(), less);
  const bool is_idle = least != workers_.end() && (*least)->unanswered() == 0;
  if (is_idle || workers_.size() == count_) return **least;
  try {
    return *workers_.emplace_back(std::make_unique<Worker>(command_));
  } catch (const cli::Failure&) {  // there is no thread for one more
    if (workers_.empty()) throw;
  }
  count_ = workers_.size();
  return find_idle();
}

void Workers::ask(std::string line) {
  const bool begins_case = !current_ || is_reset(line);
  if (begins_case) current_ = &find_idle();
  std::unique_lock lock(mutex_);
  await_room(lock);
  answers_.push_back(current_->ask({std::move(line), begins_case}));
  changed_.notify_all();
}

void Workers::answer(std::string line) {
  std::promise<std::string> known;
  known.set_value(std::move(line));
  std::unique_lock lock(mutex_);
  await_room(lock);
  answers_.push_back(known.get_future());
  changed_.notify_all();
}

void Workers::await_room(std::unique_lock<std::mutex>& lock) {
  changed_.wait(lock, [this] { return answers_.size() < most_unanswered; });
}

void Workers::print_all(const Print& print) {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_over_ || !answers_.empty(); });
    if (answers_.empty()) return;
    std::future<std::string> answer = std::move(answers_.front());
    lock.unlock();
    print(answer.get());
    lock.lock();
    answers_.pop_front();
    changed_.notify_all();
  }
}

}  // namespace modlink::oracle
