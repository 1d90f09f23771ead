// Pictures of module graphs: modules before instantiation, instances after it. spec: Explainer, "Module Imports and
// Nested Instances", "Nested Modules"; D13
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "validator/valid_module.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::inspect {

struct Graph {
  static constexpr std::size_t none = SIZE_MAX;

  enum class NodeKind : std::uint8_t {
    module,             // written here
    imported_module,    // supplied from outside
    instance,           // made by `instantiate`
    imported_instance,  // supplied from outside
    import,             // another import
    item,               // what instances share: of Node::item
  };
  struct Node {
    NodeKind kind;
    std::string name;                      // its identifier, or what it is imported or exported as
    std::string module;                    // of an instance: the name of what it is an instance of
    std::size_t parent;                    // the module it is defined in, or the instance that made it; or `none`
    ExternKind item = ExternKind::memory;  // of an item: what it is
    // Of an instance, if that is known: how many instructions it has in a flat module, and the part of all.
    std::optional<std::uint64_t> instructions = {};
    double share = 0;
    // Where it is defined; no source if that is nowhere, or not known.
    SourcePtr source = {};
    Pos pos = no_pos;
  };

  enum class EdgeKind : std::uint8_t {
    instantiates,  // from an instance to its module
    import,        // from an instance to what it is given
    alias,         // from a module to an outer one that it names, or from an instance to another whose exports it names
    defines,       // from an instance to what is its own and others use too
    uses,          // from an instance to what it was given of another one
  };
  struct Edge {
    EdgeKind kind;
    std::size_t from;
    std::size_t to;
    std::string name;  // of the import
  };

  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

// "imported instance", "import"; and so on.
const char* to_string(const Graph::Node& node);
const char* to_string(Graph::EdgeKind kind);

// Leaves one of edges that say the same.
void merge_equal_edges(Graph& graph);

// Before instantiation: modules, each with its imports, nested modules and instance definitions in it.
Graph module_graph(const ValidModule& module);

// After it, found out without running anything: all instances, what each one was given, and which memories, tables,
// globals and tags they share. What is imported from outside counts as not shared with anything else. Throws
// LimitExceeded for more instances than `limits` allow.
Graph instance_graph(const ValidModule& module, const ImplementationLimits& limits);

// Writes to each instance what it costs, of the report that `flatten` has written of the same module (docs/json.md).
// Throws cli::Failure if it is no report, or that of another module.
void add_costs(Graph& graph, const std::string& report);

// For Graphviz, with clusters; https://graphviz.org/doc/info/lang.html.
std::string to_dot(const Graph& graph);
// A flowchart; https://mermaid.js.org/syntax/flowchart.html.
std::string to_mermaid(const Graph& graph);
// docs/json.md describes it.
std::string to_json(const Graph& graph);

}  // namespace modlink::inspect
