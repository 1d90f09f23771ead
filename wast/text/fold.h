// Folded instructions: which instructions are written as operands of which. spec: text/instructions, Folded
// Instructions
#pragma once

#include <optional>
#include <vector>

#include "wast/syntax/arity.h"
#include "wast/syntax/instructions.h"

namespace modlink::text {

using modlink::Arity;

// What folding has to know of a module. Unknown indices count as taking and giving nothing: whatever is said here, the
// folded text means the same, since folding never changes the order of instructions.
struct Arities {
  std::vector<Arity> types;  // of function types; of a struct type, `params` is the number of its fields
  std::vector<Arity> funcs;
  std::vector<Arity> tags;
  std::vector<Arities> modules;  // the nested ones, in the order of their definitions
};

// A body as a forest. Nodes stand for all instructions but `else` and `end`; the handlers of a `try`, and its
// `delegate`, are nodes after it.
class FoldedBody {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Node {
    std::uint32_t instr = 0;  // its index
    Opcode op = Opcode::nop;
    std::uint32_t operand = none;  // the first one; the others follow by `next`
    std::uint32_t body = none;     // of a block: its first instruction; of an `if`: of what follows `then`
    std::uint32_t else_body = none;
    std::uint32_t handler = none;  // of a `try`: the first one, or the `delegate`; the others follow by `next`
    bool has_else = false;
    std::uint32_t next = none;  // in the same list
    std::uint32_t results = 0;
  };

  // `results` is how many the function has.
  FoldedBody(const Expr& expr, const Arities& arities, std::uint32_t results);

  const std::vector<Node>& nodes() const { return nodes_; }
  std::uint32_t first() const { return first_; }

  // For `arity_of`.
  Arity type_arity(Index index) const;
  Arity func_arity(Index index) const;
  Arity tag_arity(Index index) const;
  std::uint32_t label_arity(Index label) const;
  std::uint32_t result_count() const { return frames_[0].label; }

 private:
  struct Frame {
    std::uint32_t block;              // its node
    std::uint32_t part;               // the same, or that of the handler it is in
    Arity type;                       // of the block
    std::uint32_t label = 0;          // how many operands a branch to it takes
    std::vector<std::uint32_t> list;  // the nodes so far
  };

  void add(const Instr& instr, std::uint32_t index);
  void open(std::uint32_t node, Arity type);
  void pass_else();
  void pass_handler(const Instr& instr, std::uint32_t index);
  void close();
  std::uint32_t take_operands(std::uint32_t count);
  std::uint32_t link(const std::vector<std::uint32_t>& list);

  const Expr& expr_;
  const Arities& arities_;
  std::vector<Node> nodes_;
  std::vector<Frame> frames_;
  std::uint32_t first_ = none;
};

}  // namespace modlink::text
