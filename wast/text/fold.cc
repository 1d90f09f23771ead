// Folded instructions. spec: text/instructions, Folded Instructions
#include "wast/text/fold.h"

#include <algorithm>

namespace modlink::text {

namespace {

Arity at(const std::vector<Arity>& arities, Index index) { return index < arities.size() ? arities[index] : Arity{}; }

}  // namespace

FoldedBody::FoldedBody(const Expr& expr, const Arities& arities, std::uint32_t results)
    : expr_(expr), arities_(arities) {
  frames_.push_back({none, none, {0, results}, results, {}});
  std::uint32_t index = 0;
  for (const Instr instr : expr.instrs()) add(instr, index++);
  first_ = link(frames_[0].list);
}

void FoldedBody::add(const Instr& instr, std::uint32_t index) {
  if (instr.op == Opcode::end) return close();
  if (instr.op == Opcode::else_) return pass_else();
  if (is_handler(instr.op)) return pass_handler(instr, index);
  if (instr.op == Opcode::delegate) {
    pass_handler(instr, index);
    return close();
  }
  const bool opens = is_opening(instr.op);
  const Arity type = arity_of(instr, expr_, *this);
  Node node;
  node.instr = index;
  node.op = instr.op;
  node.results = type.results;
  // Only the condition of an `if` is part of it; the operands of its body come before.
  node.operand = take_operands(!opens ? type.params : instr.op == Opcode::if_ ? 1 : 0);
  nodes_.push_back(node);
  const auto number = static_cast<std::uint32_t>(nodes_.size() - 1);
  frames_.back().list.push_back(number);
  if (opens) open(number, type);
}

void FoldedBody::open(std::uint32_t node, Arity type) {
  const bool is_loop = nodes_[node].op == Opcode::loop;
  frames_.push_back({node, node, type, is_loop ? type.params : type.results, {}});
}

void FoldedBody::pass_else() {
  Frame& frame = frames_.back();
  if (frame.block == none) return;
  nodes_[frame.block].body = link(frame.list);
  nodes_[frame.block].has_else = true;
  frame.list.clear();
}

void FoldedBody::pass_handler(const Instr& instr, std::uint32_t index) {
  Frame& frame = frames_.back();
  if (frame.block == none) return;
  const auto number = static_cast<std::uint32_t>(nodes_.size());
  nodes_[frame.part].body = link(frame.list);
  (frame.part == frame.block ? nodes_[frame.block].handler : nodes_[frame.part].next) = number;
  Node node;
  node.instr = index;
  node.op = instr.op;
  nodes_.push_back(node);
  frame.part = number;
  frame.list.clear();
}

void FoldedBody::close() {
  if (frames_.size() == 1) return;
  const std::uint32_t list = link(frames_.back().list);
  Node& block = nodes_[frames_.back().part];
  (block.has_else ? block.else_body : block.body) = list;
  frames_.pop_back();
}

// Makes a list of nodes and returns its first.
std::uint32_t FoldedBody::link(const std::vector<std::uint32_t>& list) {
  for (std::size_t i = 0; i + 1 < list.size(); ++i) nodes_[list[i]].next = list[i + 1];
  return list.empty() ? none : list.front();
}

// The last instructions that give one value each, up to `count`.
std::uint32_t FoldedBody::take_operands(std::uint32_t count) {
  std::vector<std::uint32_t>& list = frames_.back().list;
  std::uint32_t first = none;
  for (; count > 0 && !list.empty() && nodes_[list.back()].results == 1; --count) {
    nodes_[list.back()].next = first;
    first = list.back();
    list.pop_back();
  }
  return first;
}

Arity FoldedBody::type_arity(Index index) const { return at(arities_.types, index); }

Arity FoldedBody::func_arity(Index index) const { return at(arities_.funcs, index); }

Arity FoldedBody::tag_arity(Index index) const { return at(arities_.tags, index); }

std::uint32_t FoldedBody::label_arity(Index label) const {
  return label < frames_.size() ? frames_[frames_.size() - 1 - label].label : 0;
}

}  // namespace modlink::text
