// What validation knows before and after each instruction: for those who show it, and for debuggers.
// spec: appendix/algorithm, Validation Algorithm
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "validator/valid_module.h"
#include "wast/syntax/arity.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink {

namespace validator {
class OperandStack;
}

// The value stack and the control stack, for as long as an observer is being told something.
class ValidationState {
 public:
  explicit ValidationState(const validator::OperandStack& stack) : stack_(stack) {}

  // The types of all operands, the lowest first. In unreachable code more may be assumed below those of the innermost
  // block.
  std::span<const ValType> operands() const;

  // A block that is open: the function body or constant expression itself, or one of those in it.
  struct Label {
    Opcode opcode = Opcode::block;  // what opened the part that it is in: `if`, or `else`
    std::span<const ValType> params;
    std::span<const ValType> results;
    std::size_t height = 0;    // operands below its own
    bool unreachable = false;  // whether the rest of it is never executed
  };
  std::size_t label_count() const;
  // By its relative label index: the innermost is 0.
  Label label(Index index) const;

 private:
  const validator::OperandStack& stack_;
};

class ValidationObserver {
 public:
  virtual ~ValidationObserver() = default;
  // Before an instruction that takes `arity.params` operands, for blocks the parameters of the block. The last one is
  // the `end` of the expression. False if the observer has seen enough.
  virtual bool before(const Instr& instr, Arity arity, const ValidationState& state) = 0;
  // Behind it: the topmost `arity.results` operands are its results, unless it is one of those that open, divide or
  // close a block. After the last `end` there is nothing any more.
  virtual void after(const Instr& instr, Arity arity, const ValidationState& state) = 0;
};

// Validates functions and constant expressions of a valid module again, under observation. The module must outlive it.
// Making one takes time in proportion to the module's definitions, but not to its code.
class ObservableModule {
 public:
  explicit ObservableModule(const ValidModule& module);
  // Of one whose definitions alone are known to be valid (validate_definitions): observation of a function throws what
  // `validate` with these features and limits throws, once the observer was told of all before that.
  ObservableModule(const ValidModule& module, const Features& features, const ImplementationLimits& limits);
  ~ObservableModule();

  // A function by its index among the module's own.
  void observe_func(Index own, ValidationObserver& observer) const;
  // A constant expression of the module that has this closed type.
  void observe_constant(const Expr& expr, ValType type, ValidationObserver& observer) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

// For one function.
void observe_validation(const ValidModule& module, Index own, ValidationObserver& observer);

}  // namespace modlink
