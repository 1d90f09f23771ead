// Lowering of atomic accesses and wide arithmetic. spec: the threads and the wide-arithmetic proposals
#include "interpreter/code/lowering.h"

namespace modlink {

// The payload of an access, with one more slot.
void Lowering::emit_place(const MemArg& arg, std::uint32_t slot) {
  emit_bits(arg.offset);
  emit_pair(arg.memory, slot);
}

void Lowering::atomic_load(Op op, const MemArg& arg) {
  emit_result(op, pop_slot());
  emit_place(arg);
}

void Lowering::atomic_store(Op op, const MemArg& arg) {
  const std::uint32_t value = pop_slot();
  emit(Word::of(op, 0, pop_slot(), value));
  emit_place(arg);
}

void Lowering::atomic_rmw(Op op, const MemArg& arg) {
  const std::uint32_t operand = pop_slot();
  emit_result(op, pop_slot(), operand);
  emit_place(arg);
}

void Lowering::atomic_cmpxchg(Op op, const MemArg& arg) {
  const std::uint32_t replacement = pop_slot();
  const std::uint32_t expected = pop_slot();
  emit_result(op, pop_slot(), expected);
  emit_place(arg, replacement);
}

// The operands are in their homes, so that nothing of the frame is above them while the machine is suspended.
void Lowering::atomic_wait(Op op, const MemArg& arg) {
  settle_top(3);
  stack_.pop(3);
  emit(Word::of(op, stack_.next_home()));
  emit_place(arg);
  stack_.push_temp();
}

void Lowering::wide_binary(Op op) {
  const std::uint32_t right_high = pop_slot(), right_low = pop_slot();
  const std::uint32_t left_high = pop_slot(), left_low = pop_slot();
  emit(Word::of(op, stack_.next_home(), left_low, left_high));
  emit_pair(right_low, right_high);
  stack_.push_temp();
  stack_.push_temp();
}

void Lowering::mul_wide(Op op) {
  const std::uint32_t right = pop_slot();
  const std::uint32_t left = pop_slot();
  emit(Word::of(op, stack_.next_home(), left, right));
  stack_.push_temp();
  stack_.push_temp();
}

}  // namespace modlink
