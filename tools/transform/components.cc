// Which nodes of a graph reach each other.
#include "tools/transform/components.h"

#include <algorithm>

namespace modlink::transform {

namespace {

using Edges = std::vector<std::vector<Index>>;

// After Tarjan, with a stack of its own: call graphs are as deep as they please.
class Components {
 public:
  explicit Components(const Edges& edges) : edges_(edges), order_(edges.size(), 0), low_(edges.size(), 0) {}

  std::vector<std::vector<Index>> find() {
    for (Index node = 0; node < edges_.size(); ++node) {
      if (order_[node] == 0) visit(node);
    }
    return std::move(result_);
  }

 private:
  static constexpr Index closed = UINT32_MAX;
  struct Visit {
    Index node;
    std::size_t next_edge = 0;
  };

  void open(Index node) {
    order_[node] = low_[node] = ++count_;
    open_.push_back(node);
    visits_.push_back({node});
  }

  void visit(Index root) {
    open(root);
    while (!visits_.empty()) {
      Visit& top = visits_.back();
      if (top.next_edge == edges_[top.node].size()) {
        leave(top.node);
        continue;
      }
      const Index node = top.node;
      const Index to = edges_[node][top.next_edge++];
      if (order_[to] == 0) {
        open(to);
      } else if (order_[to] != closed) {
        low_[node] = std::min(low_[node], order_[to]);
      }
    }
  }

  void leave(Index node) {
    visits_.pop_back();
    if (!visits_.empty()) low_[visits_.back().node] = std::min(low_[visits_.back().node], low_[node]);
    if (low_[node] != order_[node]) return;
    const auto first = std::find(open_.rbegin(), open_.rend(), node).base() - 1;
    result_.emplace_back(first, open_.end());
    for (Index member : result_.back()) order_[member] = closed;
    open_.erase(first, open_.end());
  }

  const Edges& edges_;
  std::vector<Index> order_;  // 0: not visited yet
  std::vector<Index> low_;
  Index count_ = 0;
  std::vector<Index> open_;
  std::vector<Visit> visits_;
  std::vector<std::vector<Index>> result_;
};

}  // namespace

std::vector<std::vector<Index>> strongly_connected(const std::vector<std::vector<Index>>& edges) {
  return Components(edges).find();
}

}  // namespace modlink::transform
