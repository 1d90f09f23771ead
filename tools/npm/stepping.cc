// Executions step by step. spec: exec/runtime, Configurations
#include "interpreter/stepping.h"

#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "tools/files/failure.h"
#include "tools/inspect/graph.h"
#include "tools/npm/errors.h"
#include "tools/npm/graph_json.h"
#include "tools/npm/operations.h"
#include "tools/npm/sessions.h"
#include "tools/npm/stepping_program.h"
#include "tools/npm/value_text.h"
#include "wast/syntax/error.h"

namespace modlink::npm {

namespace {

// What is too large to draw can be stepped through all the same.
std::optional<inspect::Graph> graph_of(const SteppingProgram& program) {
  try {
    return inspect::instance_graph(*program.what.module, program.what.limits);
  } catch (const LimitExceeded&) {
    return std::nullopt;
  }
}

Json calls_json(const SteppingProgram& program) {
  Json json = Json::array();
  for (const Steppable::Call& call : program.what.calls) {
    Json item = {{"path", call.path}, {"args", Json::array()}};
    for (const Value& value : call.args) item["args"].push_back(value_text(value, *program.what.module->type_store));
    const std::size_t number = json.size();
    if (number < program.call_places.size()) {
      item["at"] = Json::object();
      add_place(item["at"], program.script, program.call_places[number]);
    }
    json.push_back(std::move(item));
  }
  return json;
}

Json stand_ins_json(const SteppingProgram& program) {
  Json json = Json::array();
  for (const auto& [name, type] : program.stand_ins) json.push_back({{"name", name}, {"type", type}});
  return json;
}

Json choices_json(const SteppingProgram& program) {
  Json json = Json::array();
  for (const auto& [id, pos] : program.choices) {
    Json item = {{"index", json.size()}};
    if (id) item["name"] = "$" + *id;
    item["at"] = Json::object();
    add_place(item["at"], program.script, pos);
    json.push_back(std::move(item));
  }
  return json;
}

std::uint64_t session_of(Arguments& arguments) {
  const auto number = arguments.number("session");
  if (!number) throw cli::Failure(cli::Status::usage, "option `session`: expected a number");
  return *number;
}

// Addresses of 64 bits are texts, as numbers of JavaScript have fewer.
std::uint64_t address_of(Arguments& arguments, const std::string& key) {
  const Json* const value = arguments.find(key);
  if (!value || !value->is_string()) return arguments.number(key).value_or(0);
  const std::string text = value->get<std::string>();
  std::uint64_t address = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), address);
  if (error != std::errc() || end != text.data() + text.size() || text.empty())
    throw cli::Failure(cli::Status::usage, "option `" + key + "`: expected a natural number");
  return address;
}

}  // namespace

void open_stepping(Arguments& arguments, Reply& reply, Sessions& sessions) {
  sessions.demand_room();
  const bool is_script = arguments.flag("script");
  SteppingProgram program = is_script ? program_of_script(arguments) : program_of_module(arguments);
  arguments.demand_all_asked();
  std::optional<inspect::Graph> graph = graph_of(program);
  reply["calls"] = calls_json(program);
  reply["standIns"] = stand_ins_json(program);
  if (is_script) reply["modules"] = choices_json(program);
  reply["graph"] = graph ? graph_json(*graph) : Json();
  auto session = std::make_unique<SteppingSession>(std::move(program), std::move(graph));
  reply["state"] = session->state();
  reply["session"] = sessions.add(std::move(session));
}

void go_stepping(Arguments& arguments, Reply& reply, Sessions& sessions) {
  SteppingSession& session = sessions.at(session_of(arguments));
  const Json* const to = arguments.find("to");
  arguments.demand_all_asked();
  session.go(to ? *to : Json());
  reply["state"] = session.state();
}

void read_stepping(Arguments& arguments, Reply& reply, Sessions& sessions) {
  constexpr std::uint64_t length_otherwise = 256;
  SteppingSession& session = sessions.at(session_of(arguments));
  const std::uint64_t instance = arguments.number("instance").value_or(0);
  const std::uint64_t memory = arguments.number("memory").value_or(0);
  const std::uint64_t address = address_of(arguments, "address");
  const std::uint64_t length = arguments.number("length").value_or(length_otherwise);
  const SteppingSession::Read read = session.read(instance, memory, address, length);
  reply.set_bytes({"bytes"}, read.bytes);
  reply["size"] = std::to_string(read.size);
}

void close_stepping(Arguments& arguments, Reply&, Sessions& sessions) { sessions.close(session_of(arguments)); }

}  // namespace modlink::npm
