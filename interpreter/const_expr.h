// Constant expressions. spec: valid/instructions, Constant Expressions; exec/instructions, Expressions
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "interpreter/budget.h"
#include "interpreter/code/code.h"
#include "interpreter/runtime/store.h"

namespace modlink {

// How many elements a segment has.
std::size_t length(const ElemSegment& segment);

// Evaluates constant expressions of one instance, whose functions, and globals as far as they are named, exist.
// Straight-line code over a stack; kept between expressions so that a segment of a million allocates once. Long ones
// that cannot differ between instances are evaluated once for all instances of the module in the store.
class ConstEvaluator {
 public:
  using Slots = ConstSlots;

  ConstEvaluator(Store& store, const ModuleInst& inst, Budget& budget) : store_(store), inst_(inst), budget_(budget) {}

  // `expr` is valid, so neither traps nor has effects. It may make objects; throws LimitExceeded if there is no memory
  // for them, or if the budget is used up. What earlier expressions gave must be among the roots.
  Slots eval(const Expr& expr);
  // Of an address, an integer or a reference.
  std::uint64_t eval_word(const Expr& expr) { return eval(expr)[0]; }
  Ref eval_ref(const Expr& expr) { return {eval_word(expr)}; }
  // Of an element of a segment.
  Ref eval_elem(const ElemSegment& segment, std::size_t i);

 private:
  Slots run(const Expr& expr);
  Slots run_paused(const Expr& expr);
  void step(const Expr& expr, const Instr& instr);
  void push(std::uint64_t low, std::uint64_t high = 0) { stack_.push_back({low, high}); }
  // Of what other instances have others of.
  void push_own(std::uint64_t low, std::uint64_t high = 0) {
    is_shared_ = false;
    push(low, high);
  }
  void push(const Object* object);
  std::uint64_t pop();
  const DefType& def_type(Index index) const { return *std::get<const DefType*>(inst_.code->types[index]); }
  std::vector<std::uint64_t> pop_slots(std::size_t values, const DefType& aggregate);
  void struct_new(const DefType& type, bool defaults);
  void array_new(const DefType& type, bool defaults);
  void array_new_fixed(const DefType& type, std::uint32_t count);

  Store& store_;
  const ModuleInst& inst_;
  Budget& budget_;
  std::vector<Slots> stack_;
  bool is_shared_ = true;  // whether the value so far is the same in all instances
};

}  // namespace modlink
