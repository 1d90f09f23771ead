// What executions call and write, for those who look for the first step that differs.
#include "tools/oracle/event_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "interpreter/embedding.h"
#include "interpreter/runtime/store.h"
#include "tools/engines/protocol.h"
#include "tools/trace/memory_access.h"

namespace modlink::oracle {

using nlohmann::json;

namespace {

constexpr std::uint32_t no_events = 0x811c9dc5;
// Of what is written at once, so much is told; longer writes are told by these bytes or elements and their number.
constexpr std::uint64_t most_told = 64;
// What is kept of a request, as text: answers are short.
constexpr std::size_t most_kept = std::size_t{1} << 20;

json values_json(const Values& values, const TypeStore& types) {
  return engines::to_json(engines::End{engines::End::Kind::done}, values, types)["results"];
}

const TypeStore& types_of(const ModuleInst& instance) { return *instance.code->type_store; }

std::string ref_word(Ref ref) { return ref.is_null() ? "null" : "ref"; }

}  // namespace

void EventLog::begin() {
  count_ = 0;
  hash_ = no_events;
  told_ = 0;
  events_ = json::array();
  pending_ = nullptr;
}

json EventLog::take() {
  json log{{"count", count_}, {"hash", fmt::format("{:08x}", hash_)}, {"events", std::move(events_)}};
  begin();
  return log;
}

// FNV-1a over the texts of the events, each as a line.
void EventLog::add(const MakeEvent& make) {
  const std::uint64_t number = count_++;
  if (number >= range_.from + range_.count) return;
  json event = make();
  const std::string line = event.dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
  for (const char byte : line) hash_ = (hash_ ^ static_cast<unsigned char>(byte)) * 0x01000193;
  if (number < range_.from || told_ >= most_kept) return;
  told_ += line.size();
  events_.push_back(std::move(event));
}

std::uint64_t EventLog::number_of(const ModuleInst& instance) {
  return instances_.emplace(&instance, instances_.size()).first->second;
}

json EventLog::bytes_event(const ModuleInst& instance, Index memory, std::uint64_t address, std::uint64_t count) {
  std::string bytes(static_cast<std::size_t>(std::min(count, most_told)), '\0');
  if (!mem_read(*instance.memories[memory], address, bytes.data(), bytes.size())) bytes.clear();
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return {"memory", number_of(instance), memory, std::to_string(address), std::to_string(count), text};
}

json EventLog::elems_event(const ModuleInst& instance, Index table, std::uint64_t first, std::uint64_t count) {
  const std::vector<Ref>& elems = instance.tables[table]->elems;
  json refs = json::array();
  for (std::uint64_t i = first; i < std::min<std::uint64_t>(elems.size(), first + std::min(count, most_told)); ++i) {
    refs.push_back(ref_word(elems[static_cast<std::size_t>(i)]));
  }
  return {"table", number_of(instance), table, std::to_string(first), std::to_string(count), refs};
}

json EventLog::call_event(const char* what, const FuncInst& func, const Values& values) {
  const ModuleInst& instance = *func.module;
  const Index index = instance.code->first_func() + func.index;
  return {what, number_of(instance), index, values_json(values, types_of(instance))};
}

// What is written can be read once the instruction has been executed.
void EventLog::finish_write() {
  if (const MakeEvent make = std::exchange(pending_, nullptr)) add(make);
}

bool EventLog::note_memory_write(const ExecutionPoint& point) {
  const ModuleInst& instance = *point.func->module;
  for (const trace::MemoryAccess& access : trace::accesses(point)) {
    if (!access.is_write) continue;
    pending_ = [this, &instance, access] {
      return bytes_event(instance, access.memory, access.address, access.length);
    };
    return true;
  }
  return false;
}

bool EventLog::note_table_write(const ExecutionPoint& point) {
  const Instr& instr = point.step->instr;
  Index table = instr.index;
  switch (instr.op) {
    case Opcode::table_set:
    case Opcode::table_fill: break;
    case Opcode::table_copy: table = instr.pair.x; break;
    case Opcode::table_init: table = instr.pair.y; break;
    default: return false;
  }
  const Values values = operands(point).values;
  const std::uint64_t first = values.at(0).low;
  const std::uint64_t count = instr.op == Opcode::table_set ? 1 : values.at(2).low;
  pending_ = [this, &instance = *point.func->module, table, first, count] {
    return elems_event(instance, table, first, count);
  };
  return true;
}

void EventLog::note_write(const ExecutionPoint& point) {
  const Instr& instr = point.step->instr;
  if (note_memory_write(point) || note_table_write(point) || instr.op != Opcode::global_set) return;
  const ModuleInst& instance = *point.func->module;
  add([&]() -> json {
    return {"global", number_of(instance), instr.index, values_json(operands(point).values, types_of(instance))[0]};
  });
}

bool EventLog::at(const ExecutionPoint& point) {
  finish_write();
  switch (point.step->kind) {
    case StepKind::enter: add([&] { return call_event("call", *point.func, operands(point).values); }); break;
    case StepKind::leave: add([&] { return call_event("return", *point.func, operands(point).values); }); break;
    case StepKind::instruction: note_write(point); break;
    case StepKind::structure: break;
  }
  return false;
}

bool EventLog::instantiating(const InstantiationEvent& event) {
  using Kind = InstantiationEvent::Kind;
  const ModuleInst& instance = *event.instance;
  const Module& module = instance.code->module;
  // Its number counts whether the event is told or not.
  const std::uint64_t number = number_of(instance);
  if (event.kind == Kind::begin) add([&]() -> json { return {"instantiate", number}; });
  if (event.kind == Kind::data) {
    add([&] { return bytes_event(instance, module.datas[event.index].memory, event.address, event.count); });
  }
  if (event.kind == Kind::elem) {
    add([&] { return elems_event(instance, module.elems[event.index].table, event.address, event.count); });
  }
  return false;
}

// What has trapped has not written.
void EventLog::ended(const FuncInst&, const Outcome& outcome) {
  outcome.is_done() ? finish_write() : void(pending_ = nullptr);
}

void EventLog::host_called(const FuncInst&, const Values& args, const ModuleInst* caller, std::size_t) {
  finish_write();
  if (caller) add([&]() -> json { return {"call", "host", values_json(args, types_of(*caller))}; });
}

void EventLog::host_returned(const FuncInst&, const Outcome&, std::size_t) { finish_write(); }

}  // namespace modlink::oracle
