// Lowering of function references, casts, structures and arrays. spec: exec/instructions, Reference Instructions
#include "interpreter/code/lowering.h"
#include "interpreter/runtime/heap.h"

namespace modlink {

// A slot to read the topmost operand from, which stays.
std::uint32_t Lowering::slot_of_top() {
  if (stack_.top().kind == Operand::Kind::constant) settle_top(1);
  const Operand& operand = stack_.top();
  return operand.kind == Operand::Kind::local ? stack_.local_slot(operand.local) : operand.home;
}

// The payload of `ref_test` and `ref_cast`.
void Lowering::emit_type(RefType type) {
  const bool concrete = type.heap.kind == HeapKind::type_index;
  emit_bits(concrete ? reinterpret_cast<std::uintptr_t>(&def_type(type.heap.index)) : 0);
  emit_pair(static_cast<std::uint32_t>(concrete ? HeapKind::def_type : type.heap.kind), type.nullable);
}

void Lowering::ref_test(RefType type) {
  emit_result(Op::ref_test, pop_slot());
  emit_type(type);
}

void Lowering::ref_cast(RefType type) {
  emit(Word::of(Op::ref_cast, 0, slot_of_top()));
  emit_type(type);
}

// The operand is off the stack while the branch is lowered, but stays where it was.
void Lowering::br_on_null(Index depth) {
  const Operand operand = stack_.pop();
  const std::uint32_t slot = slot_of(operand);
  branch_if({Op::i64_eq_ss, true, true, slot, 0, 0}, depth);
  if (operand.kind == Operand::Kind::local) return stack_.push_local(operand.local);
  stack_.push_temp();
}

void Lowering::br_on_non_null(Index depth) {
  branch_if({Op::i64_ne_ss, true, true, slot_of_top(), 0, 0}, depth);
  stack_.pop();
}

// A test of the operand, which stays, and a branch on it.
void Lowering::br_on_cast(const Instr& instr) {
  const Cast cast = func_.body.cast(instr);
  emit_result(Op::ref_test, slot_of_top());
  emit_type(cast.to);
  const std::uint32_t result = stack_.pop().home;
  const Op op = instr.op == Opcode::br_on_cast ? Op::i32_ne_ss : Op::i32_eq_ss;
  branch_if({op, true, false, result, 0, 0}, cast.label);
}

void Lowering::call_ref(Index type) {
  const FuncType& callee = *def_type(type).func();
  const std::uint32_t func = pop_slot();
  const std::uint32_t first = pass_arguments(callee);
  emit(Word::of(Op::call_ref, first, func));
  push_temps(callee.results);
}

void Lowering::return_call_ref(Index type) {
  const std::uint32_t func = pop_slot();
  const std::uint32_t end = stack_.next_home();
  const std::uint32_t first = pass_arguments(*def_type(type).func());
  emit(Word::of(Op::return_call_ref, first, func, end - first));
  reachable_ = false;
}

// Brings operands to their homes, for an operation that has its result elsewhere.
void Lowering::allocate(Op op, Index type, std::uint32_t operands, std::uint32_t x) {
  settle_top(operands);
  const std::uint32_t end = stack_.next_home();
  stack_.pop(operands);
  emit_result(op, stack_.next_home(), end - stack_.next_home());
  emit_bits(reinterpret_cast<std::uintptr_t>(&def_type(type)));
  emit_pair(x);
}

void Lowering::struct_new(Index type, bool defaults) {
  const std::vector<std::uint32_t>& slots = code_.field_slots(def_type(type));
  allocate(Op::struct_new, type, defaults ? 0 : static_cast<std::uint32_t>(slots.size() - 1), slots.back());
}

// Packed fields are kept with zeros above, so that only the signed ones need more than a copy.
void Lowering::struct_get(const Instr& instr) {
  const DefType& type = def_type(instr.pair.x);
  const StorageType& storage = std::get<StructType>(type.sub.comp).fields[instr.pair.y].storage;
  Op op = slot_count(storage) == 1 ? Op::struct_get : Op::struct_get_wide;
  if (instr.op == Opcode::struct_get_s) {
    op = std::get<PackType>(storage) == PackType::i8 ? Op::struct_get_i8_s : Op::struct_get_i16_s;
  }
  emit_result(op, pop_slot(), 0, slot_count(storage));
  emit_pair(code_.field_slots(type)[instr.pair.y]);
}

void Lowering::struct_set(const Instr& instr) {
  const DefType& type = def_type(instr.pair.x);
  const StorageType& storage = std::get<StructType>(type.sub.comp).fields[instr.pair.y].storage;
  Op op = slot_count(storage) == 1 ? Op::struct_set : Op::struct_set_wide;
  if (const auto* pack = std::get_if<PackType>(&storage)) {
    op = *pack == PackType::i8 ? Op::struct_set_i8 : Op::struct_set_i16;
  }
  const std::uint32_t value = pop_slot();
  emit(Word::of(op, 0, pop_slot(), value));
  emit_pair(code_.field_slots(type)[instr.pair.y]);
}

void Lowering::array_get(const Instr& instr) {
  constexpr Op ops[] = {Op::array_get_i8_u, Op::array_get_i16_u, Op::array_get_i32, Op::array_get_i64,
                        Op::array_get_wide};
  const StorageType& storage = element_type(def_type(instr.index)).storage;
  Op op = ops[size_log2(storage)];
  if (instr.op == Opcode::array_get_s) op = size_log2(storage) == 0 ? Op::array_get_i8_s : Op::array_get_i16_s;
  const std::uint32_t index = pop_slot();
  emit_result(op, pop_slot(), index, slot_count(storage));
}

void Lowering::array_set(Index type) {
  constexpr Op ops[] = {Op::array_set_i8, Op::array_set_i16, Op::array_set_i32, Op::array_set_i64, Op::array_set_wide};
  const std::uint32_t value = pop_slot();
  const std::uint32_t index = pop_slot();
  emit(Word::of(ops[size_log2(element_type(def_type(type)).storage)], pop_slot(), index, value));
}

}  // namespace modlink
