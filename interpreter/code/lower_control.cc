// Lowering of control flow. spec: exec/instructions, Control Instructions
#include "interpreter/code/lowering.h"

namespace modlink {

Lowering::Label Lowering::make_label(const Instr& instr) const {
  Label label;
  label.op = instr.op;
  const BlockType type = func_.body.block_type(instr);
  if (type.kind == BlockType::Kind::val_type) label.result = type.val;
  if (type.kind == BlockType::Kind::type_index) label.type = &module_.func_type(type.type);
  return label;
}

std::uint32_t Lowering::param_count(const Label& label) {
  return label.type ? static_cast<std::uint32_t>(label.type->params.size()) : 0;
}

std::uint32_t Lowering::result_count(const Label& label) {
  return label.type ? static_cast<std::uint32_t>(label.type->results.size()) : label.result.has_value();
}

std::uint32_t Lowering::arity(const Label& label) {
  return label.op == Opcode::loop ? param_count(label) : result_count(label);
}

void Lowering::push_params(const Label& label) {
  if (label.type) push_temps(label.type->params);
}

void Lowering::push_results(const Label& label) {
  if (label.type) push_temps(label.type->results);
  if (label.result) stack_.push_temp(slot_count(*label.result));
}

void Lowering::begin_block(const Instr& instr) {
  Label label = make_label(instr);
  const std::uint32_t params = param_count(label);
  settle_locals();
  settle_top(params);
  label.height = stack_.size() - params;
  label.slot = stack_.home_of_top(params);
  label.start = here();
  label.writes = init_.writes();
  label.handlers = static_cast<std::uint32_t>(handlers_.size());
  if (label.op == Opcode::loop) bind(none);
  labels_.push_back(label);
}

// The parameters are settled before the branch, so that `else` finds them in their homes.
void Lowering::lower_if(const Instr& instr) {
  const Condition condition = take_condition();
  begin_block(instr);
  label(0).else_branch = emit_branch(condition, true);
}

// From the end of all parts of a block but the last, to the end of the block.
void Lowering::end_part(Label& label) {
  if (!reachable_) return;
  move_results(label.slot, result_count(label));
  link(emit_br(), label);
}

void Lowering::lower_else() {
  Label& label = this->label(0);
  end_part(label);
  bind(label.else_branch);
  label.else_branch = none;
  init_.leave(label.writes);
  stack_.shrink(label.height);
  push_params(label);
  reachable_ = true;
}

// Where nothing branches to, operands stay as they are, and after unreachable code comes more of it.
void Lowering::lower_end() {
  const Label label = labels_.back();
  labels_.pop_back();
  if (label.op == Opcode::try_table || label.op == Opcode::try_) end_body(label);
  // The operands of a handler are above the exception.
  const bool is_moved = is_handler(label.op) && reachable_;
  const bool is_target = label.branches != none || label.else_branch != none || label.catches != none || is_moved;
  if (is_target) {
    if (reachable_) move_results(label.slot, result_count(label));
    bind(label.branches);
    bind(label.else_branch);
    init_.leave(label.writes);
    bind_catches(label.catches);
    reachable_ = true;
  }
  if (is_target || !reachable_) stack_.shrink(label.height);
  if (is_target) push_results(label);
  if (labels_.empty()) end_function(label);
}

void Lowering::end_function(const Label& label) {
  if (!reachable_) return;
  move_results(0, result_count(label));
  emit_return();
}

void Lowering::lower_br(Index depth) {
  if (is_function(depth)) return lower_return();
  Label& target = label(depth);
  move_results(target.slot, arity(target));
  link(emit_br(), target);
  reachable_ = false;
}

// With values to be moved, or to return, the branch is inverted and skips what is done if the condition holds.
void Lowering::branch_if(const Condition& condition, Index depth) {
  Label& target = label(depth);
  const std::uint32_t count = arity(target);
  if (count > 1) settle_top(count);
  if (!is_function(depth) && is_in_place(target, count)) {
    return link(is_increment_of(condition) ? emit_back_edge(condition) : emit_branch(condition, false), target);
  }
  const std::uint32_t skip = emit_branch(condition, true);
  copy_results(is_function(depth) ? 0 : target.slot, count);
  if (is_function(depth)) {
    emit_return();
  } else {
    link(emit_br(), target);
  }
  bind(skip);
}

// One table entry for each label, whatever its values are, so that the code stays proportional.
void Lowering::lower_br_table(const Instr& instr) {
  const std::uint32_t index = pop_slot();
  const std::vector<Index> labels = func_.body.labels(instr);
  const std::uint32_t count = arity(label(labels[0]));
  settle_top(count);
  const std::uint32_t from = stack_.home_of_top(count);
  emit(count == 0 ? Word::of(Op::br_table, 0, index)
                  : Word::of(Op::br_table_values, from, index, stack_.next_home() - from));
  emit_pair(static_cast<std::uint32_t>(labels.size() - 1));
  emit_table(static_cast<std::uint32_t>(labels.size()));
  for (const Index index_of_label : labels) {
    Label& target = label(index_of_label);
    emit_pair(0, target.slot);
    link(payload_ - 1, target);
  }
  reachable_ = false;
}

void Lowering::lower_return() {
  move_results(0, static_cast<std::uint32_t>(type_.results.size()));
  emit_return();
  reachable_ = false;
}

// Takes the arguments off the stack, which are in their homes: the callee's frame begins there.
std::uint32_t Lowering::pass_arguments(const FuncType& type) {
  const auto count = static_cast<std::uint32_t>(type.params.size());
  settle_top(count);
  stack_.pop(count);
  return stack_.next_home();
}

void Lowering::emit_callee(Index func) {
  if (func < module_.first_func()) return emit_pair(func);
  emit_bits(reinterpret_cast<std::uintptr_t>(&code_.funcs[func - module_.first_func()]));
}

void Lowering::call(Index func) {
  const FuncType& type = *module_.funcs[func]->func();
  const std::uint32_t first = pass_arguments(type);
  emit(Word::of(func < module_.first_func() ? Op::call_func : Op::call, first));
  emit_callee(func);
  push_temps(type.results);
}

void Lowering::return_call(Index func) {
  const FuncType& type = *module_.funcs[func]->func();
  const std::uint32_t end = stack_.next_home();
  const std::uint32_t first = pass_arguments(type);
  emit(Word::of(func < module_.first_func() ? Op::return_call_func : Op::return_call, first, 0, end - first));
  emit_callee(func);
  reachable_ = false;
}

void Lowering::call_indirect(const Instr& instr) {
  const DefType* type = std::get<const DefType*>(module_.types[instr.pair.x]);
  const std::uint32_t index = pop_slot();
  const std::uint32_t first = pass_arguments(*type->func());
  emit(Word::of(Op::call_indirect, first, index));
  emit_bits(reinterpret_cast<std::uintptr_t>(type));
  emit_pair(instr.pair.y);
  push_temps(type->func()->results);
}

void Lowering::return_call_indirect(const Instr& instr) {
  const DefType* type = std::get<const DefType*>(module_.types[instr.pair.x]);
  const std::uint32_t index = pop_slot();
  const std::uint32_t end = stack_.next_home();
  const std::uint32_t first = pass_arguments(*type->func());
  emit(Word::of(Op::return_call_indirect, first, index, end - first));
  emit_bits(reinterpret_cast<std::uintptr_t>(type));
  emit_pair(instr.pair.y);
  reachable_ = false;
}

// Pops a condition. A comparison that has just computed it is taken back, to be made part of the branch; its operands
// are still where it would have read them.
Lowering::Condition Lowering::take_condition() {
  const Operand operand = stack_.pop();
  if (!is_last_result(operand) || !last_.compare) {
    return {Op::i32_ne_ss, true, false, slot_of(operand), 0, 0};
  }
  const bool negated = negated_.at != none;
  if (negated) last_ = negated_;
  const Operator& compare = *last_.compare;
  const Word word = words_[last_.at];
  const bool is_constant = word.op != static_cast<std::uint16_t>(compare.op);
  const std::uint64_t bits = is_constant ? words_[last_.at + 1].bits : 0;
  take_back_last();
  return {compare.op, is_constant, compare.wide, word.b, word.c, bits, negated};
}

// Gives the position of the word that holds the target.
std::uint32_t Lowering::emit_branch(const Condition& condition, bool negate) {
  negate = negate != condition.negated;
  const auto form = condition.is_constant ? (negate ? BinaryForm::br_unless_sc : BinaryForm::br_if_sc)
                                          : (negate ? BinaryForm::br_unless_ss : BinaryForm::br_if_ss);
  emit(Word::of(form_of(condition.op, form), 0, condition.b, condition.c));
  const std::uint32_t target = payload_;
  emit_pair(none, condition.wide ? 0 : static_cast<std::uint32_t>(condition.bits));
  if (condition.wide && condition.is_constant) emit_bits(condition.bits);
  return target;
}

// Whether the last operation is an increment of what is compared by `ne`. Another path may come in between the two only
// at a label, which forgets the increment.
bool Lowering::is_increment_of(const Condition& condition) const {
  if (increment_ == none || increment_ + word_count(Op::i32_add_sc) != here()) return false;
  const std::uint32_t slot = words_[increment_].a;
  return condition.op == Op::i32_ne_ss && !condition.negated &&
         (condition.b == slot || (!condition.is_constant && condition.c == slot));
}

// Fuses it with the branch. Gives the position of the word that holds the target, as `emit_branch`.
std::uint32_t Lowering::emit_back_edge(const Condition& condition) {
  const std::uint32_t slot = words_[increment_].a, addend = words_[increment_ + 1].x;
  words_.resize(increment_);
  payload_ = increment_;
  increment_ = none;
  if (condition.is_constant) {
    emit(Word::of(Op::i32_add_br_if_ne_sc, slot, 0, addend));
    emit_pair(none, static_cast<std::uint32_t>(condition.bits));
  } else {
    emit(Word::of(Op::i32_add_br_if_ne_ss, slot, condition.b == slot ? condition.c : condition.b, addend));
    emit_pair(none);
  }
  return here() - 1;
}

std::uint32_t Lowering::emit_br() {
  emit(Word::of(Op::br));
  emit_pair(none);
  return here() - 1;
}

// Makes the word at `target` branch to the label: at once to a loop's start, else when the end is bound.
void Lowering::link(std::uint32_t target, Label& label) {
  if (label.op == Opcode::loop) {
    words_[target].target = static_cast<std::int32_t>(label.start - target);
  } else {
    words_[target].target = static_cast<std::int32_t>(label.branches);
    label.branches = target;
  }
}

// Makes a list of branches lead here. Another path may come in here, so the last operation is none's last any more.
void Lowering::bind(std::uint32_t branches) {
  while (branches != none) {
    const auto next = static_cast<std::uint32_t>(words_[branches].target);
    words_[branches].target = static_cast<std::int32_t>(here() - branches);
    branches = next;
  }
  last_ = negated_ = {};
  increment_ = none;
}

// Brings the topmost operands to the slots from `to`, with no need for them afterwards. Never above their homes, so
// copying upwards from the lowest overwrites none.
void Lowering::move_results(std::uint32_t to, std::uint32_t count) {
  if (count == 1 && try_retarget(stack_.top(), to)) return;
  if (count > 1) settle_top(count);
  copy_results(to, count);
}

// The same, with several operands in their homes, and keeping them.
void Lowering::copy_results(std::uint32_t to, std::uint32_t count) {
  if (count == 0) return;
  if (count == 1) return move(stack_.top(), to);
  const std::uint32_t from = stack_.home_of_top(count);
  copy(to, from, stack_.next_home() - from);
}

bool Lowering::is_in_place(const Label& label, std::uint32_t count) const {
  if (count == 0) return true;
  return stack_.top().is_in_home() && stack_.home_of_top(count) == label.slot;
}

}  // namespace modlink
