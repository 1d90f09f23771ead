// Pictures of module graphs, as JSON.
#include "tools/npm/graph_json.h"

#include "tools/npm/places.h"

namespace modlink::npm {

Json graph_json(const inspect::Graph& graph) {
  Places places;
  Json json = {{"dot", inspect::to_dot(graph)}, {"mermaid", inspect::to_mermaid(graph)}};
  json["json"] = Json::parse(inspect::to_json(graph));
  json["places"] = Json::array();
  for (const inspect::Graph::Node& node : graph.nodes)
    json["places"].push_back(node.source && node.pos != no_pos ? places.at(node.source, node.pos) : Json());
  return json;
}

}  // namespace modlink::npm
