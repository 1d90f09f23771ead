// Constant expressions. spec: valid/instructions, Constant Expressions; exec/instructions, Expressions
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "interpreter/runtime/instance.h"

namespace modlink {

// Evaluates constant expressions of one instance, whose functions, and globals as far as they are named, exist.
// Straight-line code over a stack; kept between expressions so that a segment of a million allocates once.
class ConstEvaluator {
 public:
  // A value as it lies in slots; the second is for vectors.
  using Slots = std::array<std::uint64_t, 2>;

  explicit ConstEvaluator(const ModuleInst& inst) : inst_(inst) {}

  // `expr` is valid, so neither traps nor has effects.
  Slots eval(const Expr& expr);
  // Of an address, an integer or a reference.
  std::uint64_t eval_word(const Expr& expr) { return eval(expr)[0]; }
  Ref eval_ref(const Expr& expr) { return {eval_word(expr)}; }

 private:
  void step(const Instr& instr);
  void push(std::uint64_t low, std::uint64_t high = 0) { stack_.push_back({low, high}); }
  std::uint64_t pop();

  const ModuleInst& inst_;
  std::vector<Slots> stack_;
};

}  // namespace modlink
