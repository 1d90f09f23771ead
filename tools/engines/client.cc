// An engine in a program of its own. docs/engine-protocol.md
#include "tools/engines/client.h"

#include <fmt/format.h>

namespace modlink::engines {

using nlohmann::json;

Client::Client(const std::string& command, std::chrono::nanoseconds timeout) : connection_(command) {
  hello_ = parse_hello(ask({{"do", "hello"}, {"protocol", protocol_version}}, timeout));
}

json Client::ask(json request, std::chrono::nanoseconds timeout) {
  return std::move(ask_all({std::move(request)}, timeout)[0]);
}

std::vector<json> Client::ask_all(std::vector<json> requests, std::chrono::nanoseconds timeout) {
  std::uint64_t id = last_id_;
  std::vector<std::string> lines;
  for (json& request : requests) {
    request["id"] = ++last_id_;
    lines.push_back(request.dump(-1, ' ', true, json::error_handler_t::replace));
  }
  std::vector<json> answers;
  for (const std::string& line : connection_.ask_all(lines, timeout)) {
    answers.push_back(json::parse(line, nullptr, false));
    const json& answer = answers.back();
    if (answer.is_discarded()) throw BadAnswer("the engine's answer is no JSON");
    if (!answer.is_object() || answer.value("id", json()) != ++id) {
      throw BadAnswer("the engine's answer: not the \"id\" that it was asked with");
    }
  }
  return answers;
}

std::unique_ptr<Client> ClientPool::take() {
  std::unique_ptr<Client> client;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      client = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!client) return std::make_unique<Client>(command_, timeout_);
  const End end = parse_end(client->ask({{"do", "reset"}}, timeout_));
  if (end.kind != End::Kind::done) throw BadAnswer("the engine cannot be reset");
  return client;
}

void ClientPool::give_back(std::unique_ptr<Client> client) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(client));
}

}  // namespace modlink::engines
