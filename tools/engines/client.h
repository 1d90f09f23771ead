// An engine in a program of its own, that is asked in the words of docs/engine-protocol.md.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tools/engines/connection.h"
#include "tools/engines/protocol.h"

namespace modlink::engines {

class Client {
 public:
  // Starts it, and asks it what it is. Throws Lost and BadAnswer.
  Client(const std::string& command, std::chrono::nanoseconds timeout);

  const Hello& hello() const { return hello_; }

  // Asks for something, `{"do": "module", …}`. Throws Lost and BadAnswer: after either it is of no use any more.
  nlohmann::json ask(nlohmann::json request, std::chrono::nanoseconds timeout);
  std::vector<nlohmann::json> ask_all(std::vector<nlohmann::json> requests, std::chrono::nanoseconds timeout);

 private:
  Connection connection_;
  std::uint64_t last_id_ = 0;
  Hello hello_;
};

// The engines of a run: a script takes one for itself, and another one may have it afterwards. Of any thread.
class ClientPool {
 public:
  ClientPool(std::string command, std::chrono::nanoseconds timeout) : command_(std::move(command)), timeout_(timeout) {}

  // One that has forgotten everything. Throws Lost and BadAnswer.
  std::unique_ptr<Client> take();
  void give_back(std::unique_ptr<Client> client);
  std::chrono::nanoseconds timeout() const { return timeout_; }

 private:
  std::string command_;
  std::chrono::nanoseconds timeout_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Client>> idle_;
};

}  // namespace modlink::engines
