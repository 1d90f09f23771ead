// Pictures of module graphs, as JSON.
#pragma once

#include "tools/inspect/graph.h"
#include "tools/npm/message.h"

namespace modlink::npm {

// `dot`, `mermaid` and `json`; and `places`, where each of the nodes in `json` is defined, null if that is not known.
Json graph_json(const inspect::Graph& graph);

}  // namespace modlink::npm
