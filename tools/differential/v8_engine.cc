// A current V8, in a process of its own: node.
#include "tools/differential/v8_engine.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>

extern char** environ;

namespace modlink::differential {

namespace {

using nlohmann::json;

constexpr int answer_time_ms = 120'000;

std::string hex(const std::string& bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string result;
  result.reserve(bytes.size() * 2);
  for (unsigned char byte : bytes) {
    result += digits[byte >> 4];
    result += digits[byte & 15];
  }
  return result;
}

const char* to_string(FlatStep::Kind kind) {
  switch (kind) {
    case FlatStep::Kind::nothing: return "nothing";
    case FlatStep::Kind::instantiate: return "instantiate";
    case FlatStep::Kind::bind: return "bind";
    case FlatStep::Kind::invoke: return "invoke";
    case FlatStep::Kind::get: return "get";
  }
  return "";
}

const char* to_string(Arg::Kind kind) {
  switch (kind) {
    case Arg::Kind::number: return "number";
    case Arg::Kind::null: return "null";
    case Arg::Kind::host: return "host";
  }
  return "";
}

json to_json(const FlatStep& step) {
  json probes = json::array();
  for (const Probe& probe : step.probes) {
    probes.push_back({std::string(1, probe.kind), probe.name, std::string(1, probe.type)});
  }
  json bindings = json::array();
  for (const Binding& binding : step.bindings) {
    bindings.push_back({binding.module, binding.field, binding.export_name});
  }
  json args = json::array();
  for (const Arg& arg : step.args) {
    args.push_back({to_string(arg.kind), std::string(1, arg.type), std::to_string(arg.low)});
  }
  return {{"kind", to_string(step.kind)},
          {"bytes", hex(step.bytes)},
          {"probes", std::move(probes)},
          {"instance", step.instance},
          {"name", step.name},
          {"bindings", std::move(bindings)},
          {"field", step.field},
          {"args", std::move(args)},
          {"results", std::string(step.results.begin(), step.results.end())}};
}

// The message of a trap as its class.
std::string normalized(std::string text) {
  constexpr std::string_view trap = "trap ";
  if (text.compare(0, trap.size(), trap) != 0) return text;
  const std::string message = text.substr(trap.size());
  // V8's words for what has no class by its words.
  const std::string known = message == "dereferencing a null pointer" ? "null" : trap_class(message);
  return "trap " + known + " / " + message;
}

}  // namespace

std::optional<std::string> find_node() {
  const char* from_environment = std::getenv("MODLINK_NODE");
  const std::string path = from_environment && *from_environment ? from_environment
                                                                 : MODLINK_SOURCE_DIR
                               "/third_party/node_modules/.bin/node";
  if (access(path.c_str(), X_OK) != 0) return std::nullopt;
  return path;
}

// A socket for both directions: writing to one whose process has ended is an error, not a signal.
struct V8::Process {
  pid_t pid = -1;
  int socket = -1;
  std::string pending;  // read, but not used yet

  ~Process() {
    if (socket >= 0) close(socket);
    if (pid < 0) return;
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }

  void write_all(const std::string& text) {
    for (std::size_t done = 0; done < text.size();) {
      const ssize_t count = send(socket, text.data() + done, text.size() - done, MSG_NOSIGNAL);
      if (count <= 0) throw std::runtime_error("node has ended");
      done += static_cast<std::size_t>(count);
    }
  }

  std::string read_line() {
    for (;;) {
      if (const std::size_t end = pending.find('\n'); end != std::string::npos) {
        std::string line = pending.substr(0, end);
        pending.erase(0, end + 1);
        return line;
      }
      pollfd wait{socket, POLLIN, 0};
      if (poll(&wait, 1, answer_time_ms) <= 0) throw std::runtime_error("node does not answer");
      std::array<char, 65536> chunk;
      const ssize_t count = read(socket, chunk.data(), chunk.size());
      if (count <= 0) throw std::runtime_error("node has ended");
      pending.append(chunk.data(), static_cast<std::size_t>(count));
    }
  }
};

V8::V8(const std::string& node) : process_(std::make_unique<Process>()) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw std::runtime_error("no socket for node");
  process_->socket = ends[0];
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  const std::string script = MODLINK_SOURCE_DIR "/tools/differential/v8_engine.js";
  std::array<char*, 3> argv{const_cast<char*>(node.c_str()), const_cast<char*>(script.c_str()), nullptr};
  const int error = posix_spawn(&process_->pid, node.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error == 0) return;
  process_->pid = -1;
  throw std::runtime_error("cannot start " + node);
}

V8::~V8() = default;

Trace V8::run(const FlatScript& script) {
  json steps = json::array();
  for (const FlatStep& step : script) steps.push_back(to_json(step));
  process_->write_all(steps.dump() + "\n");
  const json answer = json::parse(process_->read_line());
  Trace trace;
  for (const json& text : answer.at("steps")) trace.steps.push_back(normalized(text.get<std::string>()));
  for (const json& state : answer.at("state")) trace.state.push_back(state.get<std::vector<std::string>>());
  return trace;
}

}  // namespace modlink::differential
