// Modules before instantiation. spec: Explainer, "Module Imports and Nested Instances", "Nested Modules"
#include "tools/inspect/graph.h"
#include "tools/inspect/graph_names.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/stack.h"

namespace modlink::inspect {

namespace {

// Nested modules are at most a hundred levels deep.
class ModuleDrawer {
 public:
  ModuleDrawer(Graph& graph, const ValidModule& module, std::size_t node, const ModuleDrawer* outer)
      : graph_(graph), module_(module), names_(module), node_(node), outer_(outer) {}

  void draw() {
    for (const LinkStep& step : module_.steps) {
      std::visit([this](const auto& item) { nodes_[kind_of(item)].push_back(add(item)); }, step);
    }
  }

 private:
  using NodeKind = Graph::NodeKind;
  using EdgeKind = Graph::EdgeKind;

  std::size_t add_node(NodeKind kind, std::string name, Pos pos, std::string module = {}) {
    graph_.nodes.push_back({kind, std::move(name), std::move(module), node_});
    graph_.nodes.back().source = module_.module.source;
    graph_.nodes.back().pos = pos;
    return graph_.nodes.size() - 1;
  }

  // `add` returns the node of what a step appends.
  std::size_t add(const ImportStep& step) {
    const ExternKind kind = kind_of(step);
    const Pos pos = step.at.pos;
    if (kind == ExternKind::module) return add_node(NodeKind::imported_module, next_name(names_.modules, kind), pos);
    if (kind == ExternKind::instance)
      return add_node(NodeKind::imported_instance, next_name(names_.instances, kind), pos);
    return add_node(NodeKind::import, to_string(kind) + (" " + import_name(step)), pos);
  }

  // What is aliased is part of its instance.
  std::size_t add(const ExportAliasStep& step) { return nodes_[ExternKind::instance][step.instance]; }

  std::size_t add(const OuterModuleStep& step) {
    const ModuleDrawer* scope = outer_;
    for (Index i = 0; i < step.depth; ++i) scope = scope->outer_;
    const std::size_t target = scope->nodes_[ExternKind::module][step.index];
    graph_.edges.push_back({EdgeKind::alias, node_, target, {}});
    return target;
  }

  std::size_t add(const NestedModuleStep& step) {
    require_stack(step.code->module.at.pos);
    const Module& module = step.code->module;
    const std::size_t node = add_node(NodeKind::module, next_name(names_.modules, ExternKind::module), module.at.pos);
    graph_.nodes[node].source = module.source;
    ModuleDrawer(graph_, *step.code, node, this).draw();
    return node;
  }

  std::size_t add(const InstanceStep& step) {
    const std::size_t module = nodes_[ExternKind::module][step.module];
    const std::string& own = names_.modules[step.module];
    const std::string of = own.empty() ? graph_.nodes[module].name : own;
    const std::string& name = next_name(names_.instances, ExternKind::instance);
    const std::size_t node = add_node(NodeKind::instance, name, step.at.pos, of);
    graph_.edges.push_back({EdgeKind::instantiates, node, module, {}});
    for (const InstantiateArg& arg : step.args) {
      graph_.edges.push_back({EdgeKind::import, node, nodes_[arg.kind][arg.index], arg.name});
    }
    return node;
  }

  const std::string& next_name(const std::vector<std::string>& names, ExternKind kind) const {
    return names[nodes_[kind].size()];
  }

  Graph& graph_;
  const ValidModule& module_;
  ModuleNames names_;
  std::size_t node_;
  const ModuleDrawer* outer_;
  PerSpace<std::vector<std::size_t>> nodes_;  // by index
};

}  // namespace

Graph module_graph(const ValidModule& module) {
  Graph graph;
  graph.nodes.push_back({Graph::NodeKind::module, module_name(module), {}, Graph::none});
  ModuleDrawer(graph, module, 0, nullptr).draw();
  merge_equal_edges(graph);
  return graph;
}

}  // namespace modlink::inspect
