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

// Appends the instructions of one expression, which must come in order since labels are counted.
class InstrPrinter {
 public:
  InstrPrinter(std::string& out, const Expr& expr, const FuncIdentifiers& ids) : out_(out), expr_(expr), ids_(ids) {}

  // "i32.const 1"
  void print(const Instr& instr);

 private:
  void immediates(const Instr& instr, const OpcodeInfo& row);
  void block(const Instr& instr);
  void block_type(const BlockType& type);
  void try_table(const Instr& instr);
  void cast(const Instr& instr);
  void vector(const Instr& instr);
  void shuffle(const Instr& instr);
  void heap_type(const Instr& instr);
  void br_table(const Instr& instr);
  void select_types(const Instr& instr);
  void mem_arg(const Instr& instr, const OpcodeInfo& row);
  void memory(Index index);
  void memory_copy(const Instr& instr);
  // Each behind a space.
  template <class T>
  void number(T value);
  void ref(const Identifiers& ids, Index index);
  void refs(IndexSpace first, Index x, IndexSpace second, Index y);

  std::string& out_;
  const Expr& expr_;
  const FuncIdentifiers& ids_;
  Index next_label_ = 0;
};

// A hint as an annotation: "(@metadata.code.branch_hint "\00") ".
std::string to_text(const BranchHint& hint);

// A constant expression on one line: " (i32.const 1)".
std::string const_expr(const Expr& expr, const ModuleIdentifiers& ids);

}  // namespace modlink::text
