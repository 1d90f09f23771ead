// Invocations. spec: exec/modules, Invocation
#include "interpreter/exec/machine.h"

#include <cassert>

#include "interpreter/exec/execute.h"
#include "interpreter/runtime/store.h"

namespace modlink {
namespace {

// Puts the stack back as it was, also where a host function throws.
class Restore {
 public:
  explicit Restore(Stack& stack) : stack_(stack), top_(stack.top), activation_(stack.activation) { ++stack_.depth; }
  ~Restore() {
    stack_.top = top_;
    stack_.activation = activation_;
    --stack_.depth;
  }
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

 private:
  Stack& stack_;
  std::uint64_t* top_;
  Activation* activation_;
};

// How far this call is below the first one under way. Native stacks grow down.
std::size_t native_bytes(Stack& stack) {
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  if (stack.depth == 0) stack.native_base = here;
  return stack.native_base - here;
}

bool have_kinds(const Values& values, const ResultType& types) {
  if (values.size() != types.size()) return false;
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (values[i].type.kind != types[i].kind) return false;
  }
  return true;
}

}  // namespace

struct Machine::Impl {
  Store& store;
  Stack stack;
};

Machine::Machine(Store& store, const ImplementationLimits& limits)
    : impl_(std::unique_ptr<Impl>(new Impl{store, Stack(limits)})) {}

Machine::~Machine() = default;

Outcome Machine::invoke(const FuncInst& func, const Values& args) {
  using Kind = Outcome::Kind;
  const FuncType& type = *func.type->func();
  assert(have_kinds(args, type.params));
  Stack& stack = impl_->stack;
  if (!stack.prepare()) return {Kind::limit, TrapCode::none, "no memory for the stack", {}};
  if (total_slots(type.params) > max_frame_slots) return {Kind::limit, TrapCode::none, "too many parameters", {}};
  if (stack.is_exhausted(native_bytes(stack))) return {Kind::trap, TrapCode::call_stack_exhausted, {}, {}};
  std::uint64_t* const frame = stack.top;
  const Restore restore(stack);
  write_slots(frame, args);
  Exit exit = func.module ? execute(impl_->store, stack, func) : call_host(impl_->store, stack, func, frame);
  Outcome outcome{exit.kind, exit.trap, std::move(exit.message), {}};
  if (exit.kind == Kind::done) outcome.results = read_slots(frame, type.results);
  return outcome;
}

void write_slots(std::uint64_t* slots, const Values& values) {
  for (const Value& value : values) {
    const bool narrow = value.type.kind == ValKind::i32 || value.type.kind == ValKind::f32;
    *slots++ = narrow ? static_cast<std::uint32_t>(value.low) : value.low;
    if (value.type.kind == ValKind::v128) *slots++ = value.high;
  }
}

Values read_slots(const std::uint64_t* slots, const ResultType& types) {
  Values values;
  values.reserve(types.size());
  for (const ValType type : types) {
    const bool wide = type.kind == ValKind::v128;
    values.push_back({type, slots[0], wide ? slots[1] : 0});
    slots += slot_count(type);
  }
  return values;
}

std::uint64_t total_slots(const ResultType& types) {
  std::uint64_t slots = 0;
  for (const ValType type : types) slots += slot_count(type);
  return slots;
}

Exit call_host(Store& store, Stack& stack, const FuncInst& func, std::uint64_t* frame) {
  const FuncType& type = *func.type->func();
  stack.top = frame + total_slots(type.params);
  HostResult result = func.host(store, read_slots(frame, type.params));
  if (result.trap != TrapCode::none) return {Outcome::Kind::trap, result.trap, std::move(result.message)};
  if (!have_kinds(result.results, type.results) || total_slots(type.results) > max_frame_slots) {
    return {Outcome::Kind::trap, TrapCode::host_trap, "host trap: results of other types than the function's"};
  }
  write_slots(frame, result.results);
  return {};
}

}  // namespace modlink
