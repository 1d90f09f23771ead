// An engine in a program of its own, that is asked in the words of docs/engine-protocol.md.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "tools/engines/connection.h"
#include "tools/engines/deadline.h"
#include "tools/engines/protocol.h"

namespace modlink::engines {

class Client {
 public:
  // Starts it, and asks it what it is. Throws Lost and BadAnswer.
  Client(const std::string& command, const Deadline& deadline);

  const Hello& hello() const { return hello_; }
  // It has been asked for nothing else.
  bool is_new() const { return last_id_ == 1; }

  // Asks for something, `{"do": "module", …}`. Throws Lost and BadAnswer: after either it is of no use any more.
  nlohmann::json ask(nlohmann::json request, const Deadline& deadline);
  std::vector<nlohmann::json> ask_all(std::vector<nlohmann::json> requests, const Deadline& deadline);

 private:
  Connection connection_;
  std::uint64_t last_id_ = 0;
  Hello hello_;
};

// An engine that cannot do as the options say, in its words; it has been given back.
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What an engine is told of a script, once it is known which one it is; null: nothing.
using OptionsFor = std::function<nlohmann::json(const Hello&)>;

// The engines of a run: a script takes one for itself, and another one may have it afterwards. Of any thread.
class ClientPool {
 public:
  // How many may fail to start, one after the other, until no more is tried.
  static constexpr unsigned most_failures = 3;
  // What an engine may take to start, however little a directive may take.
  static constexpr std::chrono::nanoseconds least_start_time = std::chrono::seconds(10);

  ClientPool(std::string command, std::chrono::nanoseconds timeout) : command_(std::move(command)), timeout_(timeout) {}

  // One that has forgotten everything, and heeds the options. The deadline is for one that has started. Throws Lost,
  // BadAnswer and Refused.
  std::unique_ptr<Client> take(const Deadline& deadline, const OptionsFor& options = {});
  void give_back(std::unique_ptr<Client> client);
  // Whether the next one that is taken has been started before, if nobody else takes it.
  bool has_idle();
  // How long a directive may take.
  std::chrono::nanoseconds timeout() const { return timeout_; }

 private:
  std::unique_ptr<Client> find_idle();
  std::unique_ptr<Client> start(const OptionsFor& options);
  std::unique_ptr<Client> prepare(std::unique_ptr<Client> client, nlohmann::json options, const Deadline& deadline);
  static std::optional<std::string> reset(Client& client, nlohmann::json options, const Deadline& deadline);
  void require_hope();
  void note_start(const char* failure);  // null if there was none

  std::string command_;
  std::chrono::nanoseconds timeout_;
  std::mutex mutex_;  // of these
  std::vector<std::unique_ptr<Client>> idle_;
  unsigned failures_ = 0;
  std::string last_failure_;
};

}  // namespace modlink::engines
