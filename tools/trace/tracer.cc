// What a store executes, as lines of text. spec: exec/instructions
#include "tools/trace/tracer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tools/trace/instantiation_text.h"

namespace modlink::trace {

namespace {

// Very deep calls are indented no further.
constexpr std::size_t most_indented = 32;

// "file.wat:3:14 ", or nothing for modules made by hand.
std::string place(const SourcePtr& source, Pos pos) { return source ? source->describe(pos) + " " : std::string(); }
std::string place(const ModuleInst& instance, Pos pos) { return place(instance.code->module.source, pos); }

bool is_throwing(Opcode op) { return op == Opcode::throw_ || op == Opcode::throw_ref || op == Opcode::rethrow; }

// Whether it may go on elsewhere than behind itself; of blocks the operands stay.
bool is_control(Opcode op) {
  switch (op) {
    case Opcode::br:
    case Opcode::br_if:
    case Opcode::br_table:
    case Opcode::br_on_null:
    case Opcode::br_on_non_null:
    case Opcode::br_on_cast:
    case Opcode::br_on_cast_fail: return true;
    default: return is_opening(op);
  }
}

std::string describe_end(const Outcome& outcome) {
  const std::string kind = to_string(outcome.kind());
  const std::string words = outcome.words();
  return words.empty() || words == kind ? kind : kind + ": " + words;
}

}  // namespace

void Tracer::write(std::size_t depth, std::string_view line) {
  depth_ = depth;
  const std::size_t indentation = 2 * std::min(depth, most_indented);
  std::string whole(indentation, ' ');
  whole.append(line).append("\n");
  sink_(whole);
}

// "i32:1 i32:2"; of very many the last ones.
std::string Tracer::values(const ListedValues& listed) const {
  std::string result;
  if (listed.left_out > 0) result = fmt::format("… {} more", listed.left_out);
  for (const Value& value : listed.values) result += (result.empty() ? "" : " ") + print_(value, *types_);
  return result;
}

std::string Tracer::arguments(const ListedValues& listed) const {
  const std::string text = types_ ? values(listed) : std::string();
  return text.empty() ? text : " (" + text + ")";
}

std::string Tracer::returned(const ListedValues& listed) const {
  const std::string text = types_ ? values(listed) : std::string();
  return text.empty() ? " returns" : " returns " + text;
}

bool Tracer::at(const ExecutionPoint& point) {
  types_ = point.func->module->code->type_store.get();
  mode_ == Mode::calls ? cross(point) : at_instruction(point);
  return false;
}

void Tracer::at_instruction(const ExecutionPoint& point) {
  finish_pending(&point);
  if (std::exchange(is_unwinding_, false) && !point.is(StepKind::enter)) {
    write(point.depth, place(*point.func->module, point.pos()) + names_.name(*point.func) + ": caught");
  }
  switch (point.step->kind) {
    case StepKind::enter:
    case StepKind::leave: return at_call(point);
    case StepKind::instruction: return begin_pending(point);
    case StepKind::structure: return;
  }
}

void Tracer::at_call(const ExecutionPoint& point) {
  const std::string head = place(*point.func->module, point.pos()) + names_.name(*point.func);
  const ListedValues listed = operands(point);
  write(point.depth - 1, point.is(StepKind::enter) ? head + ": called" + arguments(listed) : head + returned(listed));
}

void Tracer::begin_pending(const ExecutionPoint& point) {
  const CodeStep& step = *point.step;
  std::string line = place(*point.func->module, point.pos()) + names_.name(*point.func) + ": ";
  line += names_.text(*point.func, step.instr) + arguments(operands(point));
  pending_ = Pending{&step, point.depth, std::move(line)};
}

// With its results, if it has gone on to `next` in the same frame.
void Tracer::finish_pending(const ExecutionPoint* next) {
  if (!pending_) return;
  const Pending done = std::move(*pending_);
  pending_.reset();
  const Opcode op = done.step->instr.op;
  if (is_throwing(op)) is_unwinding_ = true;
  const bool goes_on = next && next->depth == done.depth && !next->is(StepKind::enter) && !is_control(op);
  const std::string gave = goes_on ? values(results(*done.step, *next)) : std::string();
  write(done.depth, gave.empty() ? done.line : done.line + " → " + gave);
}

// Calls that did not return, because something was thrown, are not under way any more.
void Tracer::cross(const ExecutionPoint& point) {
  const bool enters = point.is(StepKind::enter);
  while (!crossed_.empty() && crossed_.back() > point.depth - enters) crossed_.pop_back();
  const ModuleInst* const caller = point.caller();
  if (caller == point.func->module) return;
  if (!enters && !crossed_.empty() && crossed_.back() == point.depth) crossed_.pop_back();
  const std::string callee = place(*point.func->module, point.pos()) + names_.name(*point.func);
  const std::string by = caller ? describe_instance(*caller) : "the host";
  const ListedValues listed = operands(point);
  write(crossed_.size(),
        enters ? fmt::format("{}: called by {}{}", callee, by, arguments(listed)) : callee + returned(listed));
  if (enters) crossed_.push_back(point.depth);
}

void Tracer::host_called(const FuncInst& func, const Values& args, const ModuleInst* caller, std::size_t depth) {
  finish_pending(nullptr);
  if (!caller) return;
  if (mode_ == Mode::calls) {
    while (!crossed_.empty() && crossed_.back() > depth) crossed_.pop_back();
    depth = crossed_.size();
  }
  const ListedValues listed{args, 0};
  write(depth, fmt::format("host function {} of {}: called{}", CodeNames::name_in(*caller, func),
                           describe_instance(*caller), arguments(listed)));
}

void Tracer::host_returned(const FuncInst&, const Outcome& outcome, std::size_t depth) {
  finish_pending(nullptr);
  if (depth == 0) return;  // the host has called it
  is_unwinding_ = outcome.kind() == Outcome::Kind::exception;
  if (mode_ == Mode::calls) {
    while (!crossed_.empty() && crossed_.back() > depth) crossed_.pop_back();
    depth = crossed_.size();
  }
  const std::string how = outcome.is_done() ? returned({outcome.results(), 0}) : " ends: " + describe_end(outcome);
  write(depth, "host function" + how);
}

// What has ended in another way than by returning.
void Tracer::ended(const FuncInst& func, const Outcome& outcome) {
  finish_pending(nullptr);
  is_unwinding_ = false;
  if (mode_ == Mode::calls && !outcome.is_done()) crossed_.clear();
  if (outcome.is_done()) return;
  const FuncInst* const in = outcome.func() ? outcome.func() : func.module ? &func : nullptr;
  const std::size_t depth = mode_ == Mode::calls ? 0 : depth_;
  write(depth, (in ? names_.name(*in) + ": " : std::string()) + describe_end(outcome));
}

bool Tracer::instantiating(const InstantiationEvent& event) {
  types_ = event.instance->code->type_store.get();
  if (mode_ == Mode::calls) return false;
  finish_pending(nullptr);
  std::size_t depth = 0;
  for (const ModuleInst* at = event.instance->creator; at && depth < most_indented; at = at->creator) ++depth;
  write(depth + (event.kind != InstantiationEvent::Kind::begin && event.kind != InstantiationEvent::Kind::end),
        place(event.source(), event.pos) + describe(event));
  return false;
}

}  // namespace modlink::trace
