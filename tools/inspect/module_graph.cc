// Modules before instantiation. spec: Explainer, "Module Imports and Nested Instances", "Nested Modules"
#include "tools/inspect/graph.h"
#include "tools/inspect/graph_names.h"
#include "wast/syntax/identifiers.h"

namespace modlink::inspect {

namespace {

// Nested modules are at most a hundred levels deep.
class ModuleDrawer {
 public:
  ModuleDrawer(Graph& graph, const ValidModule& module, std::size_t node, const ModuleDrawer* outer)
      : graph_(graph), module_(module), names_(module), node_(node), outer_(outer) {}

  void draw() {
    for (const LinkStep& step : module_.steps) std::visit([this](const auto& item) { add(item); }, step);
  }

 private:
  using NodeKind = Graph::NodeKind;
  using EdgeKind = Graph::EdgeKind;
  using Nodes = std::vector<std::size_t>;

  Nodes& nodes(ExternKind kind) { return nodes_[static_cast<std::size_t>(kind)]; }

  std::size_t add_node(NodeKind kind, std::string name, std::string module = {}) {
    graph_.nodes.push_back({kind, std::move(name), std::move(module), node_});
    return graph_.nodes.size() - 1;
  }

  void add(const ImportStep& step) {
    const ExternKind kind = kind_of(step.type);
    const bool is_module = kind == ExternKind::module;
    const bool is_instance = kind == ExternKind::instance;
    std::string name = is_module     ? names_.modules[nodes(kind).size()]
                       : is_instance ? names_.instances[nodes(kind).size()]
                                     : to_string(kind) + (" " + quote(step.name));
    const NodeKind node = is_module     ? NodeKind::imported_module
                          : is_instance ? NodeKind::imported_instance
                                        : NodeKind::import;
    nodes(kind).push_back(add_node(node, std::move(name)));
  }

  // What is aliased is part of its instance.
  void add(const ExportAliasStep& step) {
    const std::size_t instance = nodes(ExternKind::instance)[step.instance];
    nodes(step.kind).push_back(instance);
  }

  void add(const OuterModuleStep& step) {
    const ModuleDrawer* scope = outer_;
    for (Index i = 0; i < step.depth; ++i) scope = scope->outer_;
    const std::size_t target = scope->nodes_[static_cast<std::size_t>(ExternKind::module)][step.index];
    nodes(ExternKind::module).push_back(target);
    graph_.edges.push_back({EdgeKind::alias, node_, target, {}});
  }

  void add(const NestedModuleStep& step) {
    const std::size_t node = add_node(NodeKind::module, names_.modules[nodes(ExternKind::module).size()]);
    nodes(ExternKind::module).push_back(node);
    ModuleDrawer(graph_, *step.code, node, this).draw();
  }

  void add(const InstanceStep& step) {
    Nodes& instances = nodes(ExternKind::instance);
    const std::size_t node =
        add_node(NodeKind::instance, names_.instances[instances.size()], names_.modules[step.module]);
    instances.push_back(node);
    graph_.edges.push_back({EdgeKind::instantiates, node, nodes(ExternKind::module)[step.module], {}});
    for (const InstantiateArg& arg : step.args) {
      graph_.edges.push_back({EdgeKind::import, node, nodes(arg.kind)[arg.index], arg.name});
    }
  }

  Graph& graph_;
  const ValidModule& module_;
  ModuleNames names_;
  std::size_t node_;
  const ModuleDrawer* outer_;
  Nodes nodes_[8];  // by kind and index
};

}  // namespace

Graph module_graph(const ValidModule& module) {
  Graph graph;
  graph.nodes.push_back({Graph::NodeKind::module, module_name(module), {}, Graph::none});
  ModuleDrawer(graph, module, 0, nullptr).draw();
  return graph;
}

}  // namespace modlink::inspect
