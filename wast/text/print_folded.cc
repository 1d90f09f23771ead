// Printing of folded instructions. spec: text/instructions, Folded Instructions
#include <algorithm>

#include "wast/text/print_instructions.h"
#include "wast/text/print_types.h"

namespace modlink::text {

namespace {

// On one line what is short and has no blocks, otherwise operands and bodies on lines of their own. Instructions may
// nest as deep as they like, so what is still to be written is a list.
class FoldedPrinter {
 public:
  using Node = FoldedBody::Node;

  FoldedPrinter(std::string& out, const Expr& expr, const FuncIdentifiers& ids, const std::vector<BranchHint>& hints,
                const FoldedBody& body)
      : out_(out), body_(body) {
    find_texts(expr, ids, hints);
    find_sizes();
  }

  void print(std::size_t depth) {
    push_list(body_.first(), depth, false);
    while (!tasks_.empty()) {
      const Task task = tasks_.back();
      tasks_.pop_back();
      if (task.node == FoldedBody::none) {
        out_ += task.literal;
      } else {
        print_node(task);
      }
    }
  }

 private:
  static constexpr std::uint32_t long_line = 96;

  struct Task {
    std::uint32_t node = FoldedBody::none;
    std::size_t depth = 0;
    bool flat = false;
    std::string literal = {};
  };

  // Nodes stand in the order of the instructions, of which they leave some out.
  void find_texts(const Expr& expr, const FuncIdentifiers& ids, const std::vector<BranchHint>& hints) {
    InstrPrinter printer(texts_, expr, ids);
    auto hint = hints.begin();
    auto instr = expr.begin();
    std::uint32_t index = 0;
    ends_.reserve(body_.nodes().size());
    for (const Node& node : body_.nodes()) {
      for (; index < node.instr; ++index) ++instr;
      if (hint != hints.end() && hint->instr == node.instr) texts_ += to_text(*hint++);
      texts_ += '(';
      printer.print(*instr);
      ends_.push_back(texts_.size());
    }
  }

  std::string_view text(std::size_t node) const {
    const std::size_t begin = node == 0 ? 0 : ends_[node - 1];
    return std::string_view(texts_).substr(begin, ends_[node] - begin);
  }

  // Operands come before what uses them.
  void find_sizes() {
    sizes_.reserve(ends_.size());
    for (std::size_t i = 0; i < ends_.size(); ++i) {
      const Node& node = body_.nodes()[i];
      std::size_t size = text(i).size() + 1;
      if (is_opening(node.op) || is_handler(node.op)) size = long_line + 1;
      for (std::uint32_t part = node.operand; part != FoldedBody::none; part = body_.nodes()[part].next) {
        size += 1 + sizes_[part];
      }
      sizes_.push_back(static_cast<std::uint32_t>(std::min<std::size_t>(size, long_line + 1)));
    }
  }

  void push(std::string literal) { tasks_.push_back({FoldedBody::none, 0, false, std::move(literal)}); }

  // So that the first one is written first.
  void push_list(std::uint32_t first, std::size_t depth, bool flat) {
    const std::size_t begin = tasks_.size();
    for (std::uint32_t node = first; node != FoldedBody::none; node = body_.nodes()[node].next) {
      tasks_.push_back({node, depth, flat, {}});
    }
    std::reverse(tasks_.begin() + static_cast<std::ptrdiff_t>(begin), tasks_.end());
  }

  void print_node(const Task& task) {
    const Node& node = body_.nodes()[task.node];
    const bool flat = task.flat || 2 * std::min<std::size_t>(task.depth, 20) + sizes_[task.node] <= long_line;
    if (task.flat) {
      out_ += ' ';
    } else {
      print_new_line(out_, task.depth);
    }
    out_ += text(task.node);
    push(")");
    if (node.op == Opcode::if_) {
      push_if(node, task.depth + 1);
    } else if (node.op == Opcode::try_) {
      push_try(node, task.depth + 1);
    } else {
      push_list(node.body, task.depth + 1, flat);
    }
    push_list(node.operand, task.depth + 1, flat);
  }

  void push_if(const Node& node, std::size_t depth) {
    if (node.has_else) {
      push(")");
      push_list(node.else_body, depth + 1, false);
      push(new_line(depth) + "(else");
    }
    push(")");
    push_list(node.body, depth + 1, false);
    push(new_line(depth) + "(then");
  }

  void push_try(const Node& node, std::size_t depth) {
    push_list(node.handler, depth, false);
    push(")");
    push_list(node.body, depth + 1, false);
    push(new_line(depth) + "(do");
  }

  std::string& out_;
  const FoldedBody& body_;
  std::string texts_;                 // of all nodes, without what closes them
  std::vector<std::size_t> ends_;     // of each of them
  std::vector<std::uint32_t> sizes_;  // on one line; of those that do not fit, more than `long_line`
  std::vector<Task> tasks_;
};

}  // namespace

void print_folded_body(std::string& out, const Expr& expr, const FuncIdentifiers& ids,
                       const std::vector<BranchHint>& hints, std::size_t depth, const Arities& arities,
                       std::uint32_t results) {
  const FoldedBody body(expr, arities, results);
  FoldedPrinter(out, expr, ids, hints, body).print(depth);
}

}  // namespace modlink::text
