#include "interpreter/const_expr.h"

#include <cassert>

namespace modlink {

ConstEvaluator::Slots ConstEvaluator::eval(const Expr& expr) {
  stack_.clear();
  for (const Instr& instr : expr.instrs) step(instr);
  assert(stack_.size() == 1);
  return stack_.back();
}

std::uint64_t ConstEvaluator::pop() {
  const std::uint64_t low = stack_.back()[0];
  stack_.pop_back();
  return low;
}

void ConstEvaluator::step(const Instr& instr) {
  const auto binary = [this](auto op) {
    const std::uint64_t right = pop();
    const std::uint64_t left = pop();
    push(op(left, right));
  };
  const auto low = [](std::uint64_t bits) { return static_cast<std::uint32_t>(bits); };
  switch (instr.op) {
    case Opcode::end: break;
    case Opcode::i32_const:
    case Opcode::f32_const: push(low(instr.bits)); break;
    case Opcode::i64_const:
    case Opcode::f64_const: push(instr.bits); break;
    case Opcode::ref_null: push(Ref::null().bits); break;
    case Opcode::ref_func: push(Ref::func(inst_.funcs[instr.index]).bits); break;
    case Opcode::global_get: push(inst_.globals[instr.index]->slots[0], inst_.globals[instr.index]->slots[1]); break;
    case Opcode::i32_add: binary([&](std::uint64_t a, std::uint64_t b) { return low(a + b); }); break;
    case Opcode::i32_sub: binary([&](std::uint64_t a, std::uint64_t b) { return low(a - b); }); break;
    case Opcode::i32_mul: binary([&](std::uint64_t a, std::uint64_t b) { return low(a * b); }); break;
    case Opcode::i64_add: binary([](std::uint64_t a, std::uint64_t b) { return a + b; }); break;
    case Opcode::i64_sub: binary([](std::uint64_t a, std::uint64_t b) { return a - b; }); break;
    case Opcode::i64_mul: binary([](std::uint64_t a, std::uint64_t b) { return a * b; }); break;
    default: assert(false && "not a constant instruction");
  }
}

}  // namespace modlink
