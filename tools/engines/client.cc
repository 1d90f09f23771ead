// An engine in a program of its own. docs/engine-protocol.md
#include "tools/engines/client.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/engines/json_line.h"

namespace modlink::engines {

using nlohmann::json;

Client::Client(const std::string& command, const Deadline& deadline) : connection_(command) {
  hello_ = parse_hello(ask({{"do", "hello"}, {"protocol", protocol_version}}, deadline));
}

json Client::ask(json request, const Deadline& deadline) {
  return std::move(ask_all({std::move(request)}, deadline)[0]);
}

std::vector<json> Client::ask_all(std::vector<json> requests, const Deadline& deadline) {
  std::uint64_t id = last_id_;
  std::vector<std::string> lines;
  for (json& request : requests) {
    request["id"] = ++last_id_;
    lines.push_back(request.dump(-1, ' ', true, json::error_handler_t::replace));
  }
  std::vector<json> answers;
  for (const std::string& line : connection_.ask_all(lines, deadline)) {
    JsonLine parsed = parse_json_line(line);
    if (!parsed.why_not.empty()) throw BadAnswer("the engine's answer " + parsed.why_not);
    answers.push_back(std::move(parsed.value));
    const json& answer = answers.back();
    if (!answer.is_object() || answer.value("id", json()) != ++id) {
      throw BadAnswer("the engine's answer: not the \"id\" that it was asked with");
    }
  }
  return answers;
}

std::unique_ptr<Client> ClientPool::find_idle() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Client> client = std::move(idle_.back());
  idle_.pop_back();
  return client;
}

void ClientPool::require_hope() {
  const std::lock_guard lock(mutex_);
  if (failures_ < most_failures) return;
  throw Lost(
      fmt::format("the engine could not be started {} times in a row, and is given up: {}", failures_, last_failure_));
}

void ClientPool::note_start(const char* failure) {
  const std::lock_guard lock(mutex_);
  failures_ = failure ? failures_ + 1 : 0;
  if (failure) last_failure_ = failure;
}

// nullopt if it does as the options say; otherwise what it says.
std::optional<std::string> ClientPool::reset(Client& client, json options, const Deadline& deadline) {
  const bool has_options = !options.is_null();
  json request{{"do", "reset"}};
  if (has_options) request["options"] = std::move(options);
  End end = parse_end(client.ask(std::move(request), deadline));
  if (end.kind == End::Kind::done) return std::nullopt;
  if (end.kind == End::Kind::unsupported && has_options) return std::move(end.message);
  throw BadAnswer("the engine cannot be reset");
}

std::unique_ptr<Client> ClientPool::prepare(std::unique_ptr<Client> client, json options, const Deadline& deadline) {
  if (auto refusal = reset(*client, std::move(options), deadline)) {
    give_back(std::move(client));
    throw Refused(*refusal);
  }
  return client;
}

std::unique_ptr<Client> ClientPool::start(const OptionsFor& options) {
  require_hope();
  const Deadline deadline(std::max(timeout_, least_start_time));
  try {
    auto client = std::make_unique<Client>(command_, deadline);
    json told = options ? options(client->hello()) : json();
    if (!told.is_null()) client = prepare(std::move(client), std::move(told), deadline);
    note_start(nullptr);
    return client;
  } catch (const Refused&) {
    note_start(nullptr);
    throw;
  } catch (const std::runtime_error& error) {  // Lost and BadAnswer
    note_start(error.what());
    throw;
  }
}

std::unique_ptr<Client> ClientPool::take(const Deadline& deadline, const OptionsFor& options) {
  std::unique_ptr<Client> idle = find_idle();
  if (!idle) return start(options);
  json told = options ? options(idle->hello()) : json();
  if (idle->is_new() && told.is_null()) return idle;
  return prepare(std::move(idle), std::move(told), deadline);
}

void ClientPool::give_back(std::unique_ptr<Client> client) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(client));
}

bool ClientPool::has_idle() {
  const std::lock_guard lock(mutex_);
  return !idle_.empty();
}

}  // namespace modlink::engines
