// Edges of pictures.
#include <algorithm>
#include <set>
#include <tuple>

#include "tools/inspect/graph.h"

namespace modlink::inspect {

void merge_equal_edges(Graph& graph) {
  std::set<std::tuple<Graph::EdgeKind, std::size_t, std::size_t, std::string>> known;
  std::erase_if(graph.edges, [&](const Graph::Edge& edge) {
    return !known.emplace(edge.kind, edge.from, edge.to, edge.name).second;
  });
}

}  // namespace modlink::inspect
