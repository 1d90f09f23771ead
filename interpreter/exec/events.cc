// What executions call and write, as events. spec: exec/runtime
#include "interpreter/exec/events.h"

#include <utility>

#include "interpreter/exec/memory_access.h"
#include "interpreter/exec/memory_ops.h"

namespace modlink {
namespace {

// Nothing, where there is no such range.
std::span<const std::uint8_t> bytes_in(const LinearMemory& memory, std::uint64_t address, std::uint64_t count) {
  if (!in_bounds(memory, address, 0, count)) return {};
  return {memory.base() + address, static_cast<std::size_t>(count)};
}

std::span<const Ref> elems_in(const std::vector<Ref>& elems, std::uint64_t first, std::uint64_t count) {
  if (first > elems.size() || count > elems.size() - first) return {};
  return std::span(elems).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
}

// The table that an instruction writes to, if it does.
std::optional<Index> written_table(const Instr& instr) {
  switch (instr.op) {
    case Opcode::table_set:
    case Opcode::table_fill: return instr.index;
    case Opcode::table_copy: return instr.pair.x;
    case Opcode::table_init: return instr.pair.y;
    default: return std::nullopt;
  }
}

}  // namespace

ListedValues ExecutionEvent::values() const {
  if (point) return operands(*point);
  return listed ? ListedValues{*listed, 0} : ListedValues();
}

const ModuleInst* EventObserver::instance(std::uint64_t number) const {
  return number < instances_.size() ? instances_[static_cast<std::size_t>(number)] : nullptr;
}

void EventObserver::forget() {
  instances_.clear();
  numbers_.clear();
  pending_.reset();
}

// Each instance has been begun before anything is done in it.
ExecutionEvent EventObserver::event_of(Kind kind, const ModuleInst& instance, Index index) const {
  ExecutionEvent event;
  event.kind = kind;
  event.instance = &instance;
  event.number = numbers_.at(&instance);
  event.index = index;
  return event;
}

void EventObserver::tell_call(Kind kind, const ExecutionPoint& point) {
  const FuncInst& func = *point.func;
  ExecutionEvent event = event_of(kind, *func.module, func.module->code->first_func() + func.index);
  event.point = &point;
  sink_(event);
}

// What is written can be read once it has been written.
void EventObserver::tell_write(ExecutionEvent event) {
  Values value;
  if (event.kind == Kind::memory_write) {
    event.bytes = bytes_in(event.instance->memories[event.index]->memory, event.address, event.count);
  } else if (event.kind == Kind::table_write) {
    event.elems = elems_in(event.instance->tables[event.index]->elems, event.address, event.count);
  } else {
    const GlobalInst& global = *event.instance->globals[event.index];
    value.push_back({global.type.val, global.slots[0], global.slots[1]});
    event.listed = &value;
  }
  sink_(event);
}

void EventObserver::finish_write() {
  if (const auto event = std::exchange(pending_, std::nullopt)) tell_write(*event);
}

void EventObserver::note_write(Kind kind, const ModuleInst& instance, Index index, std::uint64_t address,
                               std::uint64_t count) {
  pending_ = event_of(kind, instance, index);
  pending_->address = address;
  pending_->count = count;
}

bool EventObserver::note_memory_write(const ExecutionPoint& point) {
  for (const MemoryAccess& access : memory_accesses(point)) {
    if (!access.is_write) continue;
    note_write(Kind::memory_write, *point.func->module, access.memory, access.address, access.length);
    return true;
  }
  return false;
}

bool EventObserver::note_table_write(const ExecutionPoint& point) {
  const auto table = written_table(point.step->instr);
  if (!table) return false;
  const Values values = operands(point).values;
  const bool is_one = point.step->instr.op == Opcode::table_set;
  note_write(Kind::table_write, *point.func->module, *table, values[0].low, is_one ? 1 : values[2].low);
  return true;
}

void EventObserver::note_instruction(const ExecutionPoint& point) {
  const Instr& instr = point.step->instr;
  if (note_memory_write(point) || note_table_write(point) || instr.op != Opcode::global_set) return;
  pending_ = event_of(Kind::global_set, *point.func->module, instr.index);
}

bool EventObserver::at(const ExecutionPoint& point) {
  finish_write();
  switch (point.step->kind) {
    case StepKind::enter: tell_call(Kind::call, point); break;
    case StepKind::leave: tell_call(Kind::return_, point); break;
    case StepKind::instruction: note_instruction(point); break;
    case StepKind::structure: break;
  }
  return false;
}

bool EventObserver::instantiating(const InstantiationEvent& event) {
  const ModuleInst& instance = *event.instance;
  const Module& module = instance.code->module;
  const auto tell_segment = [&](Kind kind, Index index) {
    ExecutionEvent write = event_of(kind, instance, index);
    write.address = event.address;
    write.count = event.count;
    tell_write(write);
  };
  if (event.kind == InstantiationEvent::Kind::begin) {
    instances_.push_back(&instance);
    numbers_.emplace(&instance, instances_.size() - 1);
    sink_(event_of(Kind::instantiate, instance, 0));
  } else if (event.kind == InstantiationEvent::Kind::data) {
    tell_segment(Kind::memory_write, module.datas[event.index].memory);
  } else if (event.kind == InstantiationEvent::Kind::elem) {
    tell_segment(Kind::table_write, module.elems[event.index].table);
  }
  return false;
}

// Of an execution that ended by an exception of C++.
void EventObserver::invoked(const FuncInst&, const Values&) { pending_.reset(); }

// What has trapped has not written; what ends otherwise does so behind what was written.
void EventObserver::ended(const FuncInst&, const Outcome& outcome) {
  if (outcome.kind() == Outcome::Kind::trap) pending_.reset();
  finish_write();
}

void EventObserver::host_called(const FuncInst&, const Values& args, const ModuleInst* caller, std::size_t) {
  finish_write();
  if (!caller) return;
  ExecutionEvent event = event_of(Kind::call_host, *caller, 0);
  event.listed = &args;
  sink_(event);
}

void EventObserver::host_returned(const FuncInst&, const Outcome&, std::size_t) { finish_write(); }

}  // namespace modlink
