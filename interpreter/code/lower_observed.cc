// Lowering of observed code: each instruction by itself, with its operands in their slots.
// spec: exec/instructions
//
// A `step` stands before each instruction, and before what divides and closes blocks if it is reached from above. So a
// step is where execution goes on behind an instruction, and there its results are where they were left.
#include <algorithm>

#include "interpreter/code/lowering.h"

namespace modlink {

// Branches to a loop execute the loop again, as in metered code. Of metered code each instruction is charged for by
// itself, before it is said to be executed.
void Lowering::lower_observed(const Instr& instr, std::uint32_t number) {
  const bool is_loop = instr.op == Opcode::loop;
  const bool is_structure = is_dividing(instr.op) || is_closing(instr.op);
  const auto begin = [&] {
    charge_ = none;
    if (code_.execution.fuel && !is_structure) count(instr);
    emit_step(is_structure ? StepKind::structure : StepKind::instruction, instr, number);
  };
  const std::size_t own = steps_.size();
  if (!is_loop && reachable_) begin();
  lower_instr(instr);
  if (is_loop) begin();
  settle_new();
  bind(none);
  if (steps_.size() > own) steps_[own].end_slots = stack_.next_home();
}

// They can be seen before anything is written to them.
void Lowering::zero_all_locals() {
  for (Index local = 0; local < init_.size(); ++local) init_.read(local);
}

void Lowering::emit_step(StepKind kind, const Instr& instr, std::uint32_t number) {
  emit_step(kind, stack_.next_home(), instr, number);
}

void Lowering::emit_step(StepKind kind, std::uint32_t slots, const Instr& instr, std::uint32_t number) {
  const auto index = static_cast<std::uint32_t>(&func_ - module_.module.funcs.data());
  const auto step = static_cast<std::uint32_t>(steps_.size());
  steps_.push_back({kind, instr, number, here(), slots, slots});
  emit(Word::of(Op::step, slots));
  emit_pair(index, step);
}

// Brings what the last instruction has pushed to its slots: what is below is there.
void Lowering::settle_new() {
  std::uint32_t count = 0;
  while (count < stack_.size() && !stack_[stack_.size() - 1 - count].is_in_home()) ++count;
  settle_top(count);
}

// With the results in the first slots.
void Lowering::emit_return() {
  if (code_.execution.observation.observer) {
    std::uint32_t results = 0;
    for (const ValType type : type_.results) results += slot_count(type);
    emit_step(StepKind::leave, std::max(results, stack_.next_home()), {}, 0);
  }
  emit(Word::of(Op::return_));
}

// Positions count from the first word that is kept, see `begin`.
std::vector<CodeStep> Lowering::take_steps() {
  for (CodeStep& step : steps_) step.word -= dropped_words();
  return std::move(steps_);
}

}  // namespace modlink
