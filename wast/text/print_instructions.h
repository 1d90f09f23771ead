// Printing of instructions. spec: text/instructions
#pragma once

#include <string>

#include "wast/syntax/module.h"
#include "wast/text/fold.h"
#include "wast/text/print_names.h"

namespace modlink::text {

// What instructions of a function refer to.
struct FuncIdentifiers {
  const ModuleIdentifiers& module;
  Identifiers locals;
  Identifiers labels;  // in the order of their opening
};

// Appends the body of a function, one instruction a line, indented by block, without its final `end`. Hints become
// annotations.
void print_body(std::string& out, const Expr& expr, const FuncIdentifiers& ids, const std::vector<BranchHint>& hints,
                std::size_t depth);

// The same with folded instructions; `results` is how many the function has.
void print_folded_body(std::string& out, const Expr& expr, const FuncIdentifiers& ids,
                       const std::vector<BranchHint>& hints, std::size_t depth, const Arities& arities,
                       std::uint32_t results);

// Prints the instructions of one expression, which must come in order since labels are counted.
class InstrPrinter {
 public:
  InstrPrinter(const Expr& expr, const FuncIdentifiers& ids) : expr_(expr), ids_(ids) {}

  // "i32.const 1"
  std::string print(const Instr& instr);

 private:
  std::string immediates(const Instr& instr, const OpcodeInfo& row);
  std::string block(const Instr& instr);
  std::string block_type(const BlockType& type) const;
  std::string try_table(const Instr& instr);
  std::string cast(const Instr& instr) const;
  std::string vector(const Instr& instr) const;
  std::string shuffle(const Instr& instr) const;
  std::string heap_type(const Instr& instr) const;
  std::string br_table(const Instr& instr) const;
  std::string select_types(const Instr& instr) const;
  std::string mem_arg(const Instr& instr, const OpcodeInfo& row) const;
  std::string memory(Index index) const {
    return index == 0 ? std::string() : " " + ids_.module[IndexSpace::memory].ref(index);
  }
  std::string memory_copy(const Instr& instr) const;
  std::string ref(const Identifiers& ids, Index index) const { return " " + ids.ref(index); }

  const Expr& expr_;
  const FuncIdentifiers& ids_;
  Index next_label_ = 0;
};

// A hint as an annotation: "(@metadata.code.branch_hint "\00") ".
std::string to_text(const BranchHint& hint);

// A constant expression on one line: " (i32.const 1)".
std::string const_expr(const Expr& expr, const ModuleIdentifiers& ids);

}  // namespace modlink::text
