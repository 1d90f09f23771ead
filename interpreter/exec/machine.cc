// Invocations. spec: exec/modules, Invocation
#include "interpreter/exec/machine.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <string>
#include <utility>

#include "interpreter/exec/atomic_ops.h"
#include "interpreter/exec/execute.h"
#include "interpreter/exec/observe.h"
#include "interpreter/exec/value_typing.h"
#include "interpreter/runtime/store.h"
#include "wast/syntax/error.h"
#include "wast/syntax/stack.h"

namespace modlink {
namespace {

// Puts the stack back as it was, also where a host function throws.
class Restore {
 public:
  explicit Restore(Stack& stack)
      : stack_(stack),
        top_(stack.top),
        activation_(stack.activation),
        caller_(stack.caller),
        may_suspend_(stack.may_suspend) {
    ++stack_.depth;
  }
  ~Restore() {
    stack_.top = stack_.now(top_);
    stack_.activation = stack_.now(activation_);
    stack_.caller = caller_;
    stack_.may_suspend = may_suspend_;
    --stack_.depth;
  }
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

 private:
  Stack& stack_;
  std::uint64_t* top_;
  Activation* activation_;
  const ModuleInst* caller_;
  bool may_suspend_;
};

// Native stacks grow down.
std::uintptr_t native_top() { return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)); }

// How far this call is below the first one under way.
std::size_t native_bytes(const Stack& stack) { return stack.depth == 0 ? 0 : stack.native_base - native_top(); }

// What executions in each other may take of the native stack, by how many there may be. Without optimisation the frame
// of one is as large as 200 KiB.
std::uint64_t most_native_bytes(std::uint64_t executions) {
  constexpr std::uint64_t at_least = std::uint64_t{2} << 20, each = std::uint64_t{10} << 10;
  return std::max(at_least, std::min(executions, UINT64_MAX / each) * each);
}

// What an execution may take of the native stack before it is asked again.
#ifdef __OPTIMIZE__
constexpr std::size_t native_reserve = std::size_t{64} << 10;
#else
constexpr std::size_t native_reserve = std::size_t{320} << 10;
#endif

[[maybe_unused]] bool have_kinds(const Values& values, const ResultType& types) {
  if (values.size() != types.size()) return false;
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (values[i].type.kind != types[i].kind) return false;
  }
  return true;
}

Outcome host_trap(const std::string& reason) { return Outcome::trap(TrapCode::host_trap, "host trap: " + reason); }

// Whether all of it is in the store. What is elsewhere may be gone.
bool is_own(const Store& store, const StackTrace& stack) {
  const auto has = [&store](const StackFrame& frame) { return store.all<FuncInst>().contains(frame.func); };
  if (stack.definition && !store.modules().contains(stack.definition->module)) return false;
  return std::all_of(stack.frames.begin(), stack.frames.end(), has) &&
         std::all_of(stack.outermost.begin(), stack.outermost.end(), has);
}

// What a call may end with. A host function has no machine to be resumed, and what it may not link is its own affair.
Outcome checked(Store& store, Outcome&& outcome, const FuncType& type) {
  switch (outcome.kind()) {
    case Outcome::Kind::done:
      if (outcome.is_instantiated()) return host_trap("an instance, where results belong");
      break;
    case Outcome::Kind::exception:
      if (check_ref(store, outcome.thrown(), {false, {HeapKind::exn}})) return std::move(outcome);
      return host_trap("thrown what is no exception of this store");
    case Outcome::Kind::trap:
    case Outcome::Kind::limit:
    case Outcome::Kind::out_of_fuel:
    case Outcome::Kind::interrupted:
      if (!is_own(store, outcome.stack())) outcome.stack() = StackTrace();
      return std::move(outcome);
    case Outcome::Kind::suspended:
    case Outcome::Kind::unlinkable: return host_trap(outcome.words());
  }
  if (!check_vals(store, outcome.results(), type.results)) {
    return host_trap("results of other types than the function's");
  }
  if (total_slots(type.results) > max_frame_slots) return frame_limit();
  return std::move(outcome);
}

// Of a suspended one, whether an observer wanted it.
bool is_paused(const Stack& stack) { return stack.suspended.pc->op == static_cast<int>(Op::step); }

}  // namespace

struct Machine::Impl {
  Impl(Store& store, const ImplementationLimits& limits) : store(store), stack(limits) {}

  Store& store;
  Stack stack;
  const FuncInst* func = nullptr;  // these three of a suspended execution: what was invoked,
  std::uint64_t* frame = nullptr;  // where its results come,
  bool may_suspend = false;        // and whether waits suspend it
};

Machine::Machine(Store& store, const ImplementationLimits& limits) : impl_(std::make_unique<Impl>(store, limits)) {}

Machine::~Machine() { abandon(); }

// Why an execution cannot begin, if it cannot.
std::optional<Outcome> Machine::refusal(const FuncType& type) {
  Stack& stack = impl_->stack;
  if (impl_->func) return Outcome::limit("the machine is suspended");
  const std::uint64_t slots = std::max(total_slots(type.params), total_slots(type.results));
  if (total_slots(type.params) > max_frame_slots) return Outcome::limit("too many parameters");
  if (!stack.make_room(slots)) return Outcome::limit("no memory for the stack");
  if (is_stack_low(native_reserve) || stack.is_exhausted()) return Outcome::trap(TrapCode::call_stack_exhausted);
  const ImplementationLimit& most = impl_->store.limits().nested_executions;
  if (stack.depth < most && native_bytes(stack) <= most_native_bytes(most)) return std::nullopt;
  return Outcome::limit("too many executions in each other: more than " + std::to_string(stack.depth) + most.hint());
}

Outcome Machine::invoke(const FuncInst& func, const Values& args, Waiting waiting) {
  assert(have_kinds(args, func.type->func()->params));
  const Store::Use use(impl_->store);  // for observers too
  Stack& stack = impl_->stack;
  if (std::optional<Outcome> refused = refusal(*func.type->func())) {
    note_end(impl_->store, *refused);
    return std::move(*refused);
  }
  if (ExecutionObserver* const observer = observer_of(impl_->store)) observer->invoked(func, args);
  write_slots(stack.top, args);
  return execute(func, stack.top, true, waiting == Waiting::suspend && stack.depth == 0);
}

// What is new, or was suspended.
Outcome Machine::execute(const FuncInst& func, std::uint64_t* frame, bool is_new, bool may_suspend) {
  Stack& stack = impl_->stack;
  if (stack.depth == 0) stack.native_base = native_top();
  Outcome exit;
  {
    const Restore restore(stack);
    stack.may_suspend = may_suspend;
    if (is_new && !func.module) {
      exit = call_host(impl_->store, stack, func, frame, nullptr);
    } else {
      exit = modlink::execute(impl_->store, stack, is_new ? &func : nullptr);
    }
  }
  impl_->may_suspend = may_suspend;
  Outcome outcome = finish(std::move(exit), func, stack.now(frame));
  note_end(impl_->store, outcome);
  if (ExecutionObserver* const observer = observer_of(impl_->store)) observer->ended(func, outcome);
  return outcome;
}

// The results, or a suspended machine: its slots are in use up to the operands of the wait, or as the step says.
Outcome Machine::finish(Outcome&& exit, const FuncInst& func, std::uint64_t* frame) {
  if (exit.is_done()) return read_slots(frame, func.type->func()->results);
  if (exit.kind() != Outcome::Kind::suspended) return std::move(exit);
  Stack& stack = impl_->stack;
  stack.top = stack.suspended.fp + stack.suspended.pc->a + (is_paused(stack) ? 0 : 3);
  impl_->func = &func;
  impl_->frame = frame;
  return std::move(exit);
}

const ModuleInst* Machine::caller() const { return impl_->stack.caller; }

const Wait* Machine::wait() const { return impl_->func && !is_paused(impl_->stack) ? &impl_->stack.wait : nullptr; }

void Machine::let_pause(bool may_pause) { impl_->stack.may_pause = may_pause; }

bool Machine::is_suspended() const { return impl_->func != nullptr; }

Outcome Machine::resume() {
  assert(impl_->func);
  const Store::Use use(impl_->store);
  Stack& stack = impl_->stack;
  Activation& at = stack.suspended;
  const WaitResult result = stack.wait.notified ? WaitResult::ok : WaitResult::timed_out;
  const FuncInst& func = *impl_->func;
  abandon();
  if (is_stack_low(native_reserve)) {
    Outcome outcome = Outcome::trap(TrapCode::call_stack_exhausted);
    note_end(impl_->store, outcome);
    return outcome;
  }
  if (!is_paused(stack)) at.fp[at.pc->a] = static_cast<std::uint32_t>(result);
  at.pc += word_count(static_cast<Op>(at.pc->op));
  return execute(func, impl_->frame, false, impl_->may_suspend);
}

void Machine::abandon() {
  if (!impl_->func) return;
  impl_->store.waits().remove(impl_->stack.wait);
  impl_->stack.top = impl_->frame;
  impl_->func = nullptr;
}

bool Machine::is_busy() const { return impl_->stack.depth > 0; }

void Machine::mark_roots(Heap& heap) const {
  const Stack& stack = impl_->stack;
  heap.mark_slots(stack.base, stack.top);
}

std::uint64_t* write_slots(std::uint64_t* slots, const Value& value) {
  const bool narrow = value.type.kind == ValKind::i32 || value.type.kind == ValKind::f32;
  *slots++ = narrow ? static_cast<std::uint32_t>(value.low) : value.low;
  if (value.type.kind == ValKind::v128) *slots++ = value.high;
  return slots;
}

void write_slots(std::uint64_t* slots, const Values& values) {
  for (const Value& value : values) slots = write_slots(slots, value);
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

namespace {

// What a host function comes to. Errors that it throws are not those of what calls it.
Outcome run_host(Store& store, const FuncInst& func, const Values& args) {
  if (!func.host) return host_trap("a function of nothing");
  try {
    return checked(store, func.host(store, args), *func.type->func());
  } catch (const Error& error) {
    return error.stage() == Stage::limit ? Outcome::limit(error.message()) : host_trap(error.message());
  }
}

}  // namespace

Outcome call_host(Store& store, Stack& stack, const FuncInst& func, std::uint64_t* frame, const ModuleInst* caller) {
  const FuncType& type = *func.type->func();
  stack.top = frame + total_slots(type.params);
  stack.caller = caller;
  const Values args = read_slots(frame, type.params);
  ExecutionObserver* const observer = observer_of(store);
  const std::size_t depth = stack.calls(stack.activation);
  if (observer) observer->host_called(func, args, caller, depth);
  Outcome outcome;
  try {
    outcome = run_host(store, func, args);
  } catch (...) {
    if (observer) observer->host_left(func);
    throw;
  }
  if (observer) observer->host_returned(func, outcome, depth);
  if (outcome.is_done()) write_slots(stack.now(frame), outcome.results());
  return outcome;
}

}  // namespace modlink
