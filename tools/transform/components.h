// Which nodes of a graph reach each other.
#pragma once

#include <vector>

#include "wast/syntax/values.h"

namespace modlink::transform {

// The strongly connected components of the graph in which `edges[n]` has the nodes that node n leads to. A component
// comes behind those that it leads to, and otherwise as its first node does. Linear, and without recursion.
std::vector<std::vector<Index>> strongly_connected(const std::vector<std::vector<Index>>& edges);

}  // namespace modlink::transform
