// Lowering of vector instructions. spec: exec/instructions, Vector Instructions, Memory Instructions

#include "interpreter/code/lowering.h"
#include "wast/syntax/bit_cast.h"

namespace modlink {

namespace {

constexpr std::uint32_t vector_width = 2;  // in slots

}  // namespace

void Lowering::emit_vector(const V128& vector) {
  const auto halves = modlink::bit_cast<std::array<std::uint64_t, 2>>(vector);
  emit_bits(halves[0]);
  emit_bits(halves[1]);
}

void Lowering::vector_const(const V128& vector) {
  emit_result(Op::v128_const, 0, 0, vector_width);
  emit_vector(vector);
}

void Lowering::vector_unary(Op op) { emit_result(op, pop_slot(), 0, vector_width); }

void Lowering::vector_binary(Op op) {
  const Operand right = stack_.pop();
  const std::uint32_t b = slot_of(stack_.pop());
  emit_result(op, b, slot_of(right), vector_width);
}

void Lowering::vector_ternary(Op op) {
  const std::uint32_t third = pop_slot();
  vector_binary(op);
  emit_pair(third);
}

void Lowering::shuffle(const V128& indices) {
  vector_binary(Op::i8x16_shuffle);
  emit_vector(indices);
}

void Lowering::extract_lane(Op op, std::uint32_t lane) { emit_result(op, pop_slot(), lane); }

// Of `size` bytes, a slot or half of one.
void Lowering::read_lane(std::size_t size, std::uint32_t lane) {
  const std::uint32_t vector = pop_slot();
  if (size == sizeof(std::uint64_t)) return emit_result(Op::copy, vector + lane);
  const std::uint32_t slot = vector + lane / 2;
  if (lane % 2 == 0) return emit_result(Op::i32_wrap_i64, slot);
  emit_result(Op::i64_shr_u_sc, slot);
  emit_bits(32);
}

void Lowering::replace_lane(Op op, std::uint32_t lane) {
  vector_binary(op);
  emit_pair(lane);
}

// Vectors have one form for all memories and addresses.
void Lowering::vector_load(Op op, const MemArg& arg) {
  vector_unary(op);
  emit_bits(arg.offset);
  emit_pair(arg.memory);
}

void Lowering::vector_load_lane(Op op, const MemArg& arg) {
  vector_binary(op);
  emit_bits(arg.offset);
  emit_pair(arg.memory, arg.lane);
}

// Of a whole vector or a lane.
void Lowering::vector_store(Op op, const MemArg& arg) {
  const Operand value = stack_.pop();
  const std::uint32_t b = pop_slot();
  emit(Word::of(op, 0, b, slot_of(value)));
  emit_bits(arg.offset);
  emit_pair(arg.memory, arg.lane);
}

}  // namespace modlink
