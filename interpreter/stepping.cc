// Executions step by step. spec: exec/runtime, Configurations
#include "interpreter/stepping.h"

#include <utility>

#include "interpreter/errors_as_outcomes.h"
#include "interpreter/import_matching.h"
#include "interpreter/instantiate.h"

namespace modlink {

struct Stepper::Impl final : ExecutionObserver {
  explicit Impl(Steppable all) : what(std::move(all)) { restart(); }

  bool at(const ExecutionPoint& now) override;
  bool instantiating(const InstantiationEvent& now) override;
  void host_called(const FuncInst&, const Values&, const ModuleInst*, std::size_t) override { ++host_functions; }
  void host_returned(const FuncInst&, const Outcome&, std::size_t) override { --host_functions; }
  void host_left(const FuncInst&) noexcept override { --host_functions; }

  std::size_t depth() const { return point ? point->depth : 0; }

  void restart();
  bool arrive();
  void leave();
  Outcome begin();
  Outcome advance();
  Outcome invoke(const Steppable::Call& call);
  void finish(Outcome end);
  std::size_t depth_behind() const;
  void go(std::function<bool()> stop);
  bool go_back(const std::function<bool()>& wanted);
  void go_to(std::uint64_t wanted);

  const Steppable what;
  std::unique_ptr<Store> store;
  std::unique_ptr<Instantiation> instantiation;  // while it is under way
  const ModuleInst* instance = nullptr;
  std::size_t next_call = 0;
  int host_functions = 0;  // under way
  std::function<bool()> until;

  std::uint64_t number = 0;
  std::optional<ExecutionPoint> point;
  std::optional<InstantiationEvent> event;
  std::optional<Outcome> outcome;
};

// How deep it is at most behind what is called here: what is called in tail position returns to the caller.
std::size_t Stepper::Impl::depth_behind() const {
  const bool is_tail_call = point && point->is(StepKind::instruction) && modlink::is_tail_call(point->step->instr.op);
  return depth() - (is_tail_call ? 1 : 0);
}

void Stepper::Impl::restart() {
  instantiation.reset();
  const ExecutionOptions execution{.fuel = what.fuel, .fuses = false, .observation = {this, true}};
  store = std::make_unique<Store>(what.module->type_store, what.limits, execution);
  engine_of(*store).machine().let_pause(true);
  instance = nullptr;
  next_call = 0;
  host_functions = 0;
  number = 0;
  outcome.reset();
  leave();
}

void Stepper::Impl::leave() {
  point.reset();
  event.reset();
}

// Whether to stop there.
bool Stepper::Impl::arrive() {
  ++number;
  return until();
}

bool Stepper::Impl::at(const ExecutionPoint& now) {
  const bool is_step = now.is(StepKind::instruction) || now.is(StepKind::leave);
  if (!is_step || !now.may_pause || !until) return false;
  leave();
  point = now;
  return arrive();
}

// What host functions instantiate, and `imports`, is no step.
bool Stepper::Impl::instantiating(const InstantiationEvent& now) {
  if (host_functions > 0 || (!instantiation && now.instance->creator) || !until) return false;
  leave();
  event = now;
  return arrive();
}

Outcome Stepper::Impl::begin() {
  const std::function<bool()> stop = std::exchange(until, {});
  std::vector<ExternVal> imports = bind_imports(*store, *what.module, what.imports ? what.imports(*store) : Imports());
  until = stop;
  instantiation =
      std::make_unique<Instantiation>(*store, ModuleValue{what.module, nullptr}, std::move(imports), what.title);
  return instantiation->advance();
}

Outcome Stepper::Impl::invoke(const Steppable::Call& call) {
  ExternVal val = instance->exports;
  for (const Name& name : call.path) {
    const auto* inside = std::get_if<const InstanceValue*>(&val);
    const ExternVal* const found = inside ? (*inside)->find(name) : nullptr;
    if (!found) return Outcome::trap(TrapCode::host_trap, "unknown export " + name);
    val = *found;
  }
  const auto* func = std::get_if<FuncInst*>(&val);
  return func ? func_invoke(*store, **func, call.args) : Outcome::trap(TrapCode::host_trap, "this is no function");
}

// Goes on with what is under way.
Outcome Stepper::Impl::advance() {
  if (!instance) return instantiation ? instantiation->advance() : begin();
  Machine& machine = engine_of(*store).machine();
  return machine.is_suspended() ? machine.resume() : invoke(what.calls[next_call]);
}

void Stepper::Impl::finish(Outcome end) {
  if (!instance) {
    instantiation.reset();
    if (end.is_done()) instance = &end.instance();
  } else {
    ++next_call;
  }
  if (end.is_done() && next_call < what.calls.size()) return;
  leave();
  outcome = std::move(end);
  ++number;
}

// To where `stop` says so, or to the end.
void Stepper::Impl::go(std::function<bool()> stop) {
  until = std::move(stop);
  while (!outcome) {
    Outcome end;
    try {
      end = errors_as_outcomes(*store, [&] { return advance(); });
    } catch (...) {
      restart();
      throw;
    }
    if (end.kind() == Outcome::Kind::suspended) return;
    finish(std::move(end));
  }
}

void Stepper::Impl::go_to(std::uint64_t wanted) {
  if (wanted < number) restart();
  if (wanted > number) go([this, wanted] { return number >= wanted; });
}

bool Stepper::Impl::go_back(const std::function<bool()>& wanted) {
  if (number == 0) return false;
  const std::uint64_t here = number;
  std::uint64_t last = 0;
  restart();
  go([&] {
    if (number < here && wanted()) last = number;
    return number + 1 >= here;
  });
  go_to(last);
  return true;
}

Stepper::Stepper(Steppable what) : impl_(std::make_unique<Impl>(std::move(what))) {}

Stepper::~Stepper() = default;

std::uint64_t Stepper::number() const { return impl_->number; }

const InstantiationEvent* Stepper::event() const { return impl_->event ? &*impl_->event : nullptr; }

const ExecutionPoint* Stepper::point() const { return impl_->point ? &*impl_->point : nullptr; }

std::vector<ObservedFrame> Stepper::frames(std::size_t most) const {
  return impl_->point ? modlink::frames(*impl_->point, most) : std::vector<ObservedFrame>();
}

const Outcome* Stepper::outcome() const { return impl_->outcome ? &*impl_->outcome : nullptr; }

std::optional<std::size_t> Stepper::call() const {
  if (!impl_->instance || impl_->what.calls.empty()) return std::nullopt;
  return impl_->outcome ? impl_->next_call - 1 : impl_->next_call;
}

const ModuleInst* Stepper::instance() const { return impl_->instance; }

Store& Stepper::store() { return *impl_->store; }

bool Stepper::step() {
  const bool had_more = !is_done();
  impl_->go([] { return true; });
  return had_more;
}

bool Stepper::step_over() {
  const bool had_more = !is_done();
  impl_->go([this, depth = impl_->depth_behind()] { return impl_->depth() <= depth; });
  return had_more;
}

bool Stepper::step_out() {
  const bool had_more = !is_done();
  impl_->go([this, depth = impl_->depth()] { return impl_->depth() < depth; });
  return had_more;
}

bool Stepper::step_instantiation() {
  const bool had_more = !is_done();
  impl_->go([this] { return event() != nullptr; });
  return had_more;
}

bool Stepper::run() {
  const bool had_more = !is_done();
  impl_->go([] { return false; });
  return had_more;
}

bool Stepper::back() {
  if (number() == 0) return false;
  impl_->go_to(number() - 1);
  return true;
}

bool Stepper::back_over() {
  return impl_->go_back([this, depth = impl_->depth()] { return impl_->depth() <= depth; });
}

bool Stepper::back_out() {
  return impl_->go_back([this, depth = impl_->depth()] { return impl_->depth() < depth; });
}

bool Stepper::back_instantiation() {
  return impl_->go_back([this] { return event() != nullptr; });
}

void Stepper::go_to(std::uint64_t number) { impl_->go_to(number); }

}  // namespace modlink
