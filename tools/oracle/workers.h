// Cases of requests that several programs do at the same time. docs/engine-protocol.md, "Several at a time"
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace modlink::oracle {

// A case begins with a `reset`, or with the first request. Each goes to one of the programs, which are all alike; one
// that ends before it has answered is started again for the next case.
class Workers {
 public:
  using Print = std::function<void(const std::string&)>;
  // `command` is one for the shell; a program is started when it has something to do and all others are busy. There are
  // `count` at most. `print` gets the answers, in the order of the requests.
  // Throws Failure if there are no threads, as does `ask` if there is none for the first program.
  Workers(std::string command, std::size_t count, Print print);
  // When all is answered.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Waits while there is much that has not been answered.
  void ask(std::string line);
  // As if the answer were one to a request that comes now, of no case.
  void answer(std::string line);

 private:
  class Worker;

  Worker& find_idle();
  void await_room(std::unique_lock<std::mutex>& lock);
  void print_all(const Print& print);

  const std::string command_;
  std::size_t count_;  // as many as there are, once there is no thread for one more
  std::vector<std::unique_ptr<Worker>> workers_;
  Worker* current_ = nullptr;  // of the case
  std::mutex mutex_;           // of these three
  std::condition_variable changed_;
  std::deque<std::future<std::string>> answers_;
  bool is_over_ = false;
  std::thread printer_;
};

}  // namespace modlink::oracle
