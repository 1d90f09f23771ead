// What there is to see at a step, as JSON. spec: exec/runtime, Configurations
#include "tools/npm/stepping_state.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/exec/memory_access.h"
#include "interpreter/exec/trace.h"
#include "tools/npm/value_text.h"
#include "tools/trace/instantiation_text.h"
#include "validator/match.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace {

using EventKind = InstantiationEvent::Kind;

// Words of a state that names could make long.
constexpr std::size_t most_letters = 300;

const char* word_of(EventKind kind) {
  switch (kind) {
    case EventKind::begin: return "begin";
    case EventKind::import: return "import";
    case EventKind::alias: return "alias";
    case EventKind::outer: return "outer";
    case EventKind::module: return "module";
    case EventKind::elem: return "elem";
    case EventKind::data: return "data";
    case EventKind::start: return "start";
    case EventKind::end: return "end";
  }
  return "";
}

bool is_of_segment(EventKind kind) { return kind == EventKind::elem || kind == EventKind::data; }
bool is_given(EventKind kind) { return kind == EventKind::import || kind == EventKind::alias; }

Json value_json(const Value& value, const TypeStore& types) {
  return {{"type", to_string(types, value.type)}, {"value", value_text(value, types)}};
}

Json values_json(const Values& values, const TypeStore& types) {
  Json json = Json::array();
  for (const Value& value : values) json.push_back(value_json(value, types));
  return json;
}

Json access_json(const MemoryAccess& access, std::size_t instance) {
  return {{"kind", access.is_write ? "write" : "read"},
          {"instance", instance},
          {"memory", access.memory},
          {"address", std::to_string(access.address)},
          {"length", std::to_string(access.length)}};
}

const char* word_of(const Outcome& outcome, bool has_called) {
  switch (outcome.kind()) {
    case Outcome::Kind::done: return has_called ? "results" : "instance";
    case Outcome::Kind::out_of_fuel: return "out_of_fuel";
    default: return to_string(outcome.kind());
  }
}

Json global_json(const ModuleInst& instance, Index index, const TypeStore& types) {
  const GlobalInst& global = *instance.globals[index];
  Json json = {{"index", index}, {"name", name_or_index(instance.code->module.names[IndexSpace::global], index)}};
  const std::string type = to_string(types, global.type.val);
  json["type"] = global.type.mut ? "(mut " + type + ")" : type;
  json["value"] = value_text(global_read(global), types);
  return json;
}

Json globals_json(const ModuleInst& instance, const TypeStore& types) {
  Json json = Json::array();
  const std::size_t count = std::min(instance.globals.size(), StateWriter::most_listed);
  for (std::size_t i = 0; i < count; ++i) json.push_back(global_json(instance, static_cast<Index>(i), types));
  return json;
}

// As many as there is still room for.
Json exports_json(const ModuleInst& instance, std::size_t& room) {
  Json json = Json::array();
  if (!instance.exports) return json;
  for (std::size_t i = 0; i < instance.exports->names().size() && room > 0; ++i, --room) {
    json.push_back({{"name", instance.exports->names()[i]}, {"kind", to_string(kind_of(instance.exports->vals()[i]))}});
  }
  return json;
}

std::map<const MemoryInst*, std::size_t> memory_numbers(const Store& store) {
  std::map<const MemoryInst*, std::size_t> numbers;
  for (const MemoryInst& memory : store.all<MemoryInst>()) numbers.emplace(&memory, numbers.size());
  return numbers;
}

Json memories_json(const ModuleInst& instance, const std::map<const MemoryInst*, std::size_t>& numbers,
                   std::size_t& room) {
  Json json = Json::array();
  for (std::size_t i = 0; i < instance.memories.size() && room > 0; ++i, --room) {
    const MemoryInst& memory = *instance.memories[i];
    const auto index = static_cast<Index>(i);
    json.push_back({{"index", index},
                    {"name", name_or_index(instance.code->module.names[IndexSpace::memory], index)},
                    {"store", numbers.at(&memory)},
                    {"size", std::to_string(memory.memory.size())},
                    {"shared", mem_type(memory).shared}});
  }
  return json;
}

// The topmost operands, or the first locals.
void list(Json& json, const char* key, const char* more, const Json& all, bool last_ones) {
  const std::size_t count = std::min(all.size(), StateWriter::most_listed);
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(last_ones ? all.size() - count : 0);
  json[key] = Json::array();
  for (auto it = begin; json[key].size() < count; ++it) json[key].push_back(*it);
  if (count < all.size()) json[more] = all.size() - count;
}

}  // namespace

InstanceNumbers::InstanceNumbers(const Store& store, std::size_t root, const inspect::Graph* graph) {
  for (const ModuleInst& instance : store.modules()) ids_.emplace(&instance, ids_.size());
  if (!graph) return;
  std::map<std::size_t, std::vector<std::size_t>> children;
  for (std::size_t i = 0; i < graph->nodes.size(); ++i) {
    const inspect::Graph::Node& node = graph->nodes[i];
    if (node.kind == inspect::Graph::NodeKind::instance) children[node.parent].push_back(i);
  }
  // Instances that one instance makes begin in the order of its definitions, in both.
  std::map<std::size_t, std::size_t> met;
  const auto next = [&](std::size_t parent) -> std::optional<std::size_t> {
    const std::vector<std::size_t>& nodes = children[parent];
    const std::size_t number = met[parent]++;
    return number < nodes.size() ? std::optional(nodes[number]) : std::nullopt;
  };
  for (const ModuleInst& instance : store.modules()) {
    if (ids_.at(&instance) < root) continue;
    const bool is_root = ids_.at(&instance) == root;
    const auto parent = instance.creator ? node(*instance.creator) : std::nullopt;
    if (!is_root && !parent) continue;
    if (const auto found = next(is_root ? inspect::Graph::none : *parent)) nodes_.emplace(&instance, *found);
  }
}

std::optional<std::size_t> InstanceNumbers::node(const ModuleInst& instance) const {
  const auto found = nodes_.find(&instance);
  return found == nodes_.end() ? std::nullopt : std::optional(found->second);
}

struct StateWriter::Now {
  Stepper& stepper;
  const TypeStore& types;
  InstanceNumbers numbers;
};

Json StateWriter::event(const Now& now, const InstantiationEvent& event) {
  const ValidModule& code = *event.instance->code;
  Json json = {{"kind", word_of(event.kind)},
               {"text", shown(trace::describe(event), most_letters)},
               {"instance", now.numbers.id(*event.instance)}};
  if (event.kind == EventKind::begin || event.kind == EventKind::end) return json;
  json["space"] = to_string(event.space);
  json["index"] = event.index;
  json["item"] = name_or_index(code.module.names[event.space], event.index);
  if (event.name) json["name"] = *event.name;
  if (is_given(event.kind)) json["type"] = to_string(now.types, extern_type(code, *kind_of(event.space), event.index));
  if (event.kind == EventKind::alias) {
    json["from"] = event.from;
    json["fromItem"] = name_or_index(code.module.names[IndexSpace::instance], event.from);
  }
  if (is_of_segment(event.kind)) {
    json["address"] = std::to_string(event.address);
    json["count"] = std::to_string(event.count);
  }
  return json;
}

Json StateWriter::frame(const Now& now, const ObservedFrame& frame) {
  const FuncInst& func = *frame.func;
  const Module& module = func.module->code->module;
  const Index index = func.module->code->first_func() + func.index;
  const bool at_instr = frame.step->kind == StepKind::instruction || frame.step->kind == StepKind::structure;
  Json json = {{"instance", now.numbers.id(*func.module)}, {"func", index}};
  json["name"] = name_or_index(module.names[IndexSpace::func], index);
  json["path"] = shown(names_.name(func), most_letters);
  json["at"] = places_.at(module.source, at_instr ? frame.step->instr.pos : module.funcs[func.index].at.pos);
  if (at_instr) json["instruction"] = shown(names_.text(func, frame.step->instr), most_letters);
  const auto names = module.names.locals.find(index);
  Json locals = values_json(frame.locals(), now.types);
  for (std::size_t i = 0; names != module.names.locals.end() && i < locals.size(); ++i) {
    const std::string_view name = names->second.find(static_cast<Index>(i));
    if (!name.empty()) locals[i]["name"] = quote_id(name);
  }
  list(json, "locals", "moreLocals", locals, false);
  list(json, "operands", "moreOperands", values_json(frame.operands(), now.types), true);
  return json;
}

Json StateWriter::instances(const Now& now) {
  Json json = Json::array();
  const auto memories = memory_numbers(now.stepper.store());
  std::size_t exports_left = most_listed, memories_left = most_listed;
  for (const ModuleInst& instance : now.stepper.store().modules()) {
    if (json.size() == most_listed) break;
    Json item = {{"id", json.size()}, {"label", shown(trace::describe_instance(instance), most_letters)}};
    if (instance.creator) item["parent"] = now.numbers.id(*instance.creator);
    if (const auto node = now.numbers.node(instance)) item["node"] = *node;
    item["complete"] = instance.exports != nullptr;
    item["at"] = places_.at(instance.code->module.source, instance.code->module.at.pos);
    item["exports"] = exports_json(instance, exports_left);
    item["memories"] = memories_json(instance, memories, memories_left);
    json.push_back(std::move(item));
  }
  return json;
}

Json StateWriter::outcome(const Now& now, const Outcome& outcome) {
  const bool has_called = now.stepper.call().has_value();
  Json json = {{"kind", word_of(outcome, has_called)}};
  if (outcome.is_done()) {
    if (has_called) json["results"] = values_json(outcome.results(), now.types);
    return json;
  }
  json["message"] = outcome.message();
  const std::string stack = describe(outcome.stack());
  if (!stack.empty()) json["stack"] = stack.substr(1);
  if (outcome.source()) json["at"] = places_.at(outcome.source(), outcome.pos());
  if (!outcome.stack().frames.empty()) {
    const CodePlace place = place_of(outcome.stack().frames[0]);
    json["at"] = places_.at(place.source, place.pos);
  }
  return json;
}

void StateWriter::add_output(Json& json) const {
  json["output"] = Json::array();
  for (const std::string& line : output_->lines()) json["output"].push_back(line);
  if (output_->left_out() > 0) json["moreOutput"] = output_->left_out();
}

void StateWriter::add_point(const Now& now, Json& json, const ExecutionPoint& point) {
  json["kind"] = point.is(StepKind::instruction) ? "instruction" : "return";
  json["at"] = places_.at(point.func->module->code->module.source, point.pos());
  if (point.is(StepKind::instruction))
    json["instruction"] = shown(names_.text(*point.func, point.step->instr), most_letters);
  json["globals"] = globals_json(*point.func->module, now.types);
}

Json StateWriter::state(Stepper& stepper) {
  Store& store = stepper.store();
  if (stepper.number() == 0) output_->clear();
  const Now now{stepper, store.types(), numbers(stepper)};
  Json json = {{"step", stepper.number()}, {"kind", stepper.is_done() ? "end" : "start"}};
  if (const InstantiationEvent* event = stepper.event()) {
    json["kind"] = "event";
    json["event"] = this->event(now, *event);
    json["at"] = places_.at(event->source(), event->pos);
    json["globals"] = globals_json(*event->instance, now.types);
  }
  const ExecutionPoint* const point = stepper.point();
  if (point) add_point(now, json, *point);
  if (const auto call = stepper.call()) json["call"] = *call;
  json["frames"] = Json::array();
  for (const ObservedFrame& frame : stepper.frames(most_frames)) json["frames"].push_back(this->frame(now, frame));
  json["depth"] = point ? point->depth : 0;
  Json access = accesses(stepper, now.numbers);
  if (!access.empty()) json["access"] = std::move(access);
  if (const Outcome* outcome = stepper.outcome()) json["outcome"] = this->outcome(now, *outcome);
  add_output(json);
  json["instances"] = instances(now);
  return json;
}

Json StateWriter::accesses(Stepper& stepper, const InstanceNumbers& numbers) const {
  Json json = Json::array();
  if (const ExecutionPoint* point = stepper.point()) {
    for (const MemoryAccess& access : memory_accesses(*point))
      json.push_back(access_json(access, numbers.id(*point->func->module)));
  }
  const InstantiationEvent* const event = stepper.event();
  if (event && event->kind == EventKind::data) {
    const ValidModule& code = *event->instance->code;
    const Index memory = code.module.datas[event->index].memory;
    json.push_back(access_json({true, memory, event->address, event->count}, numbers.id(*event->instance)));
  }
  return json;
}

}  // namespace modlink::npm
