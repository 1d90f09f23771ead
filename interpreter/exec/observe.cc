// What observers of executions are told and can see. spec: exec/runtime, Configurations
#include "interpreter/exec/observe.h"

#include <algorithm>

#include "interpreter/exec/execute.h"
#include "interpreter/exec/frames.h"

namespace modlink {

namespace {

const CodeSteps& steps_of_func(const FuncInst& func) { return *func.code->steps; }

const ResultType& params_of(const FuncInst& func) { return func.type->func()->params; }
const ResultType& results_of(const FuncInst& func) { return func.type->func()->results; }

// The last ones of those that end where `end` is.
ListedValues last_values(const CodeSteps::Types& types, const std::uint64_t* end) {
  const ResultType listed(types.listed.begin(), types.listed.end());
  return {read_slots(end - total_slots(listed), listed), types.count - listed.size()};
}

ListedValues first_values(const ResultType& types, const std::uint64_t* slots) {
  const std::size_t count = std::min(types.size(), CodeSteps::most_listed);
  const std::size_t left_out = types.size() - count;
  const ResultType skipped(types.begin(), types.begin() + static_cast<std::ptrdiff_t>(left_out));
  const ResultType listed(types.begin() + static_cast<std::ptrdiff_t>(left_out), types.end());
  return {read_slots(slots + total_slots(skipped), listed), left_out};
}

// The types of all operands before an instruction.
class OperandsBefore final : public ValidationObserver {
 public:
  explicit OperandsBefore(std::uint32_t number) : left_(number) {}

  bool before(const Instr&, Arity, const ValidationState& state) override {
    if (left_-- > 0) return true;
    types.assign(state.operands().begin(), state.operands().end());
    for (auto label = static_cast<Index>(state.label_count()); label-- > 0;) {
      if (is_handler(state.label(label).opcode)) handlers.push_back(state.label(label).height);
    }
    return false;
  }
  void after(const Instr&, Arity, const ValidationState&) override {}

  ResultType types;
  // How many operands are below each legacy handler that is open, the outermost first: there the exception has a slot.
  std::vector<std::size_t> handlers;

 private:
  std::uint32_t left_;
};

ResultType local_types(const FuncInst& func) {
  const ValidModule& code = *func.module->code;
  ResultType types = params_of(func);
  for (const LocalRun& run : code.module.funcs[func.index].locals) {
    types.insert(types.end(), run.count, code.close(run.type));
  }
  return types;
}

}  // namespace

Pos ExecutionPoint::pos() const {
  const bool has_instr = is(StepKind::instruction) || is(StepKind::structure);
  return has_instr ? step->instr.pos : func->module->code->module.funcs[func->index].at.pos;
}

// An execution has saved an activation that does nothing but end it.
const ModuleInst* ExecutionPoint::caller() const {
  const Activation& saved = activation[-1];
  return saved.pc->op == static_cast<int>(Op::halt) ? nullptr : saved.module;
}

ListedValues operands(const ExecutionPoint& point) {
  const CodeStep& step = *point.step;
  switch (step.kind) {
    case StepKind::enter: return first_values(params_of(*point.func), point.slots);
    case StepKind::leave: return first_values(results_of(*point.func), point.slots);
    case StepKind::instruction:
      return last_values(steps_of_func(*point.func).operands(step.number), point.slots + step.slots);
    case StepKind::structure: break;
  }
  return {};
}

ListedValues results(const CodeStep& executed, const ExecutionPoint& point) {
  return last_values(steps_of_func(*point.func).results(executed.number), point.slots + executed.end_slots);
}

Values ObservedFrame::locals() const { return read_slots(slots, local_types(*func)); }

Values ObservedFrame::operands() const {
  if (step->kind != StepKind::instruction && step->kind != StepKind::structure) return {};
  OperandsBefore before(step->number);
  func->module->lowered->observable().observe_func(func->index, before);
  std::size_t count = before.types.size();
  if (is_caller) count -= steps_of_func(*func).operands(step->number).count;
  Values values;
  auto handler = before.handlers.begin();
  const std::uint64_t* slot = slots + total_slots(local_types(*func));
  for (std::size_t i = 0; i < count; ++i) {
    for (; handler != before.handlers.end() && *handler == i; ++handler) ++slot;
    values.push_back(read_slots(slot, {before.types[i]})[0]);
    slot += slot_count(before.types[i]);
  }
  return values;
}

std::vector<ObservedFrame> frames(const ExecutionPoint& point, std::size_t most) {
  if (most == 0) return {};
  std::vector<ObservedFrame> result{{point.func, point.step, point.slots, false}};
  for (const Activation* at = point.activation - 1; result.size() < most; --at) {
    if (at->pc->op == static_cast<int>(Op::halt)) break;
    const Word* const call = at->pc - 1;
    const FuncInst* const func = func_at(*at->module, call);
    const auto word = static_cast<std::uint32_t>(call - func->code->words.get());
    result.push_back({func, &func->code->steps->at_word(word), at->fp, true});
  }
  return result;
}

bool observe_step(Store& store, Stack& stack, const Activation& at, Activation* activation) {
  const FuncInst* const func = at.module->funcs[at.module->code->first_func() + at.pc[1].x];
  const CodeStep& step = func->code->steps->all()[at.pc[1].y];
  const bool may_pause = stack.may_pause && stack.depth == 1;
  const ExecutionPoint point{func, &step, at.fp, activation, stack.calls(activation), may_pause};
  if (!observer_of(store)->at(point) || !may_pause) return false;
  stack.suspended = at;
  stack.suspended_activation = activation;
  return true;
}

}  // namespace modlink
