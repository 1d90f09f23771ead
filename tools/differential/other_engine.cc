// Other engines, which know core modules only. docs/engine-protocol.md
#include "tools/differential/other_engine.h"

#include <unistd.h>

#include <cstdlib>
#include <map>

#include "tools/engines/base64.h"

namespace modlink::differential {

using nlohmann::json;

namespace {

constexpr std::chrono::seconds answer_time{120};

// What a script asks for, and to what the answers belong.
class Requests {
 public:
  explicit Requests(const FlatScript& script) {
    for (std::size_t i = 0; i < script.size(); ++i) add(script[i], i);
    for (std::size_t i = 0; i < script.size(); ++i) {
      for (const Probe& probe : script[i].probes) add(probe, i);
    }
  }

  const std::vector<json>& all() const { return requests_; }
  Trace trace_of(const std::vector<json>& answers, const FlatScript& script) const;

 private:
  enum class Use { nothing, step, probe };
  void add(const FlatStep& step, std::size_t i);
  void add(const Probe& probe, std::size_t i);
  void bind(const FlatStep& step);
  void ask(json request, Use use, std::size_t i) {
    requests_.push_back(std::move(request));
    uses_.emplace_back(use, i);
  }

  std::vector<json> requests_;
  std::vector<std::pair<Use, std::size_t>> uses_;
  std::map<std::string, json> single_level_;
};

json fields_of(const std::map<std::string, json>& fields) {
  json list = json::array();
  for (const auto& [name, field] : fields) list.push_back(field);
  return list;
}

json value_of(const Arg& arg, const std::string& type) {
  if (arg.kind == Arg::Kind::null) return {{"type", type}, {"value", "null"}};
  if (arg.kind == Arg::Kind::host) {
    return {{"type", type}, {"value", (type == "externref" ? "extern:" : "host:") + std::to_string(arg.low)}};
  }
  if (arg.type != 'v') return {{"type", type}, {"value", std::to_string(arg.low)}};
  return {{"type", type}, {"value", engines::vector_json(arg.low, arg.high)}};
}

json args_of(const FlatStep& step) {
  json args = json::array();
  for (std::size_t i = 0; i < step.args.size(); ++i) args.push_back(value_of(step.args[i], step.params.at(i)));
  return args;
}

void Requests::add(const FlatStep& step, std::size_t i) {
  switch (step.kind) {
    case FlatStep::Kind::nothing: return;
    case FlatStep::Kind::bind: return bind(step);
    case FlatStep::Kind::instantiate:
      ask({{"do", "module"}, {"module", i}, {"bytes", engines::to_base64(step.bytes)}}, Use::step, i);
      return ask({{"do", "instantiate"}, {"module", i}, {"instance", i}}, Use::step, i);
    case FlatStep::Kind::invoke:
      return ask({{"do", "invoke"},
                  {"instance", step.instance},
                  {"path", {step.field}},
                  {"args", args_of(step)},
                  {"type", {{"params", step.params}, {"results", step.results}}}},
                 Use::step, i);
    case FlatStep::Kind::get:
      return ask({{"do", "get"},
                  {"instance", step.instance},
                  {"path", {step.field}},
                  {"type", step.results.at(0)},
                  {"mutable", step.is_mutable}},
                 Use::step, i);
  }
}

// What a name has meant so far is over, even where it cannot mean anything new.
void Requests::bind(const FlatStep& step) {
  std::map<std::string, json> fields;
  single_level_.erase(step.name);
  for (const Binding& binding : step.bindings) {
    auto& to = binding.module.empty() ? single_level_ : fields;
    to[binding.field] = {{"name", binding.field}, {"instance", step.instance}, {"path", {binding.export_name}}};
  }
  ask({{"do", "register"}, {"name", step.name}, {"fields", json::array()}}, Use::nothing, 0);
  ask({{"do", "register"}, {"name", step.name}, {"fields", fields_of(fields)}}, Use::nothing, 0);
  ask({{"do", "register"}, {"name", ""}, {"fields", fields_of(single_level_)}}, Use::nothing, 0);
}

void Requests::add(const Probe& probe, std::size_t i) {
  json request{{"do", "read"}, {"instance", i}, {"path", {probe.name}}};
  if (probe.kind == 'g') {
    request["do"] = "get";
    request["type"] = probe.type;
    request["mutable"] = probe.is_mutable;
  }
  ask(std::move(request), Use::probe, i);
}

// What an engine has left out others cannot import.
std::string end_text(const engines::End& end) {
  using Kind = engines::End::Kind;
  const std::string why = " / " + end.message;
  switch (end.kind) {
    case Kind::instantiated: return "done";
    case Kind::trap: return "trap " + (end.exhausted ? "stack" : trap_class(end.message)) + why;
    case Kind::exception: return "exception";
    case Kind::unlinkable: return engines::says(end.message, "unknown import") ? "" : "unlinkable" + why;
    case Kind::malformed:
    case Kind::invalid:
    case Kind::rejected: return "rejected" + why;
    case Kind::limit:
    case Kind::out_of_fuel:
    case Kind::interrupted: return "limit" + why;
    case Kind::done: break;
    default: return "";
  }
  std::string text = "done";
  for (const engines::Result& result : end.results) text += " " + text_of(result);
  return text;
}

std::string probe_text(const json& answer, const engines::End& end) {
  if (answer.contains("state")) return answer["state"].get<std::string>();
  return end.kind == engines::End::Kind::done && end.results.size() == 1 ? text_of(end.results[0]) : "";
}

// A module that is rejected has no instance.
Trace Requests::trace_of(const std::vector<json>& answers, const FlatScript& script) const {
  Trace trace{std::vector<std::string>(script.size()), std::vector<std::vector<std::string>>(script.size())};
  for (std::size_t j = 0; j < answers.size(); ++j) {
    const auto [use, i] = uses_[j];
    const engines::End end = engines::parse_end(answers[j]);
    if (use == Use::probe && trace.steps[i] == "done") trace.state[i].push_back(probe_text(answers[j], end));
    if (use != Use::step || end.kind == engines::End::Kind::valid) continue;
    if (trace.steps[i].empty()) trace.steps[i] = end_text(end);
  }
  return trace;
}

}  // namespace

std::optional<std::string> find_node() {
  const char* from_environment = std::getenv("MODLINK_NODE");
  const std::string node = from_environment && *from_environment ? from_environment
                                                                 : MODLINK_SOURCE_DIR
                               "/third_party/node_modules/.bin/node";
  return access(node.c_str(), X_OK) == 0 ? std::optional(node) : std::nullopt;
}

std::optional<std::string> find_v8() {
  const std::optional<std::string> node = find_node();
  if (!node) return std::nullopt;
  return "'" + *node + "' '" MODLINK_SOURCE_DIR "/tools/engines/adapters/node.js'";
}

OtherEngine::OtherEngine(std::string command) : pool_("exec " + std::move(command), answer_time) {}

Trace OtherEngine::run(const FlatScript& script) {
  std::unique_ptr<engines::Client> client = pool_.take(answer_time);
  const Requests requests(script);
  try {
    Trace trace = requests.trace_of(client->ask_all(requests.all(), answer_time), script);
    pool_.give_back(std::move(client));
    return trace;
  } catch (const engines::Lost&) {
    return {std::vector<std::string>(script.size()), std::vector<std::vector<std::string>>(script.size())};
  }
}

}  // namespace modlink::differential
