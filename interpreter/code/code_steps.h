// The places in observed code at which an observer is told where the execution is. spec: exec/instructions
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wast/syntax/instructions.h"

namespace modlink {

struct ModuleCode;

enum class StepKind : std::uint8_t {
  enter,        // a function has been called: its arguments are the first locals
  instruction,  // is executed next
  structure,    // what divides or closes a block: no instruction of the abstract syntax
  leave,        // the function returns: its results are in the first slots
};

// All operands are in their slots there.
struct CodeStep {
  StepKind kind = StepKind::enter;
  Instr instr;               // of `instruction` and `structure`
  std::uint32_t number = 0;  // of that instruction, in the function
  std::uint32_t word = 0;    // where the operation is
  std::uint32_t slots = 0;   // of the frame that are in use
  std::uint32_t end_slots =
      0;  // the same behind the instruction, if it goes on there: its results are the last of them
};

// Of one function.
class CodeSteps {
 public:
  // More operands or results of one instruction are not listed, but for the topmost ones.
  static constexpr std::size_t most_listed = 64;

  // What the instruction of a number takes and gives.
  struct Types {
    std::span<const ValType> listed;
    std::uint32_t count = 0;  // of all
  };
  Types operands(std::uint32_t number) const { return types(instrs_[number].operands); }
  Types results(std::uint32_t number) const { return types(instrs_[number].results); }

  // In the order of their words.
  const std::vector<CodeStep>& all() const { return all_; }
  // The last one at the word or before it: the instruction that an operation was made from.
  const CodeStep& at_word(std::uint32_t word) const;

 private:
  friend class StepTypes;
  friend CodeSteps make_steps(ModuleCode& code, Index func, std::vector<CodeStep> steps);

  // Lists that are equal are there once.
  struct List {
    std::uint32_t begin = 0;
    std::uint32_t listed = 0;
    std::uint32_t count = 0;
  };
  struct InstrTypes {
    List operands;
    List results;
  };

  Types types(List list) const { return {std::span(pool_).subspan(list.begin, list.listed), list.count}; }

  std::vector<CodeStep> all_;
  std::vector<InstrTypes> instrs_;
  std::vector<ValType> pool_;
};

// With the types that validation finds, in one pass over the function; if only calls are observed, without.
CodeSteps make_steps(ModuleCode& code, Index func, std::vector<CodeStep> steps);

}  // namespace modlink
