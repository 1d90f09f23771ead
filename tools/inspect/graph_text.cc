// Graphs as text: for Graphviz, as Mermaid, as JSON. docs/json.md
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "tools/inspect/graph.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"

namespace modlink::inspect {

const char* to_string(const Graph::Node& node) {
  switch (node.kind) {
    case Graph::NodeKind::module: return "module";
    case Graph::NodeKind::imported_module: return "imported module";
    case Graph::NodeKind::instance: return "instance";
    case Graph::NodeKind::imported_instance: return "imported instance";
    case Graph::NodeKind::import: return "import";
    case Graph::NodeKind::item: return to_string(node.item);
  }
  return "";
}

const char* to_string(Graph::EdgeKind kind) {
  switch (kind) {
    case Graph::EdgeKind::instantiates: return "instantiates";
    case Graph::EdgeKind::import: return "import";
    case Graph::EdgeKind::alias: return "alias";
    case Graph::EdgeKind::defines: return "defines";
    case Graph::EdgeKind::uses: return "uses";
  }
  return "";
}

namespace {

using NodeKind = Graph::NodeKind;
using EdgeKind = Graph::EdgeKind;

// The nodes in each node, and which of those have to be drawn themselves, besides the frame around what is in them.
struct Layout {
  explicit Layout(const Graph& graph) : children(graph.nodes.size()), is_touched(graph.nodes.size()) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      const std::size_t parent = graph.nodes[i].parent;
      (parent == Graph::none ? roots : children[parent]).push_back(i);
    }
    for (const Graph::Edge& edge : graph.edges) is_touched[edge.from] = is_touched[edge.to] = true;
  }

  std::vector<std::size_t> roots;
  std::vector<std::vector<std::size_t>> children;
  std::vector<bool> is_touched;
};

// A node's name, and that of the module that it is an instance of, each as `escape` writes it.
template <class Escape>
std::string label(const Graph::Node& node, const char* line_break, Escape escape) {
  std::string result = escape(node.name);
  if (!node.module.empty() && node.module != node.name) result += line_break + ("of " + escape(node.module));
  if (node.instructions) result += line_break + counted(*node.instructions, "instruction");
  return result;
}

// Writes nodes within frames, as deep as they are; both languages close a frame by one line.
template <class Writer>
std::string write_nodes(const Graph& graph, const Layout& layout, Writer writer, const char* close) {
  struct Task {
    std::size_t node;
    std::size_t depth;
    bool closes;
  };
  std::string out;
  std::vector<Task> tasks;
  const auto push = [&](const std::vector<std::size_t>& nodes, std::size_t depth) {
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) tasks.push_back({*node, depth, false});
  };
  push(layout.roots, 1);
  while (!tasks.empty()) {
    const Task task = tasks.back();
    tasks.pop_back();
    const std::string indentation(2 * std::min<std::size_t>(task.depth, 40), ' ');
    const bool is_frame = !layout.children[task.node].empty();
    if (task.closes) {
      out += indentation + close + "\n";
    } else if (is_frame) {
      out += indentation + writer.frame(task.node, graph.nodes[task.node]) + "\n";
      if (layout.is_touched[task.node])
        out += indentation + "  " + writer.node(task.node, graph.nodes[task.node]) + "\n";
      tasks.push_back({task.node, task.depth, true});
      push(layout.children[task.node], task.depth + 1);
    } else {
      out += indentation + writer.node(task.node, graph.nodes[task.node]) + "\n";
    }
  }
  return out;
}

struct DotWriter {
  // Graphviz takes `&` for the beginning of an entity.
  static std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : without_controls(text)) {
      if (c == '"' || c == '\\') result += '\\';
      result += c == '&' ? "&amp;" : std::string(1, c);
    }
    return result;
  }
  static std::string node_label(const Graph::Node& node) { return label(node, "\\n", escaped); }

  static const char* style(const Graph::Node& node) {
    switch (node.kind) {
      case NodeKind::module: return "shape=component, fillcolor=\"#fff3d6\"";
      case NodeKind::imported_module: return "shape=component, style=\"filled,dashed\", fillcolor=\"#fffaf0\"";
      case NodeKind::instance: return "shape=box, style=\"filled,rounded\", fillcolor=\"#dcebfa\"";
      case NodeKind::imported_instance: return "shape=box, style=\"filled,rounded,dashed\", fillcolor=\"#f2f7fd\"";
      case NodeKind::import: return "shape=plaintext, style=\"\"";
      case NodeKind::item: break;
    }
    if (node.item == ExternKind::table) return "shape=folder, fillcolor=\"#e3f4e1\"";
    if (node.item == ExternKind::memory) return "shape=cylinder, fillcolor=\"#e3f4e1\"";
    if (node.item == ExternKind::global) return "shape=ellipse, fillcolor=\"#e3f4e1\"";
    return "shape=cds, fillcolor=\"#e3f4e1\"";
    return "";
  }

  static const char* style(EdgeKind kind) {
    switch (kind) {
      case EdgeKind::instantiates: return "style=dashed, arrowhead=empty";
      case EdgeKind::import: return "style=solid";
      case EdgeKind::alias: return "style=dotted, arrowhead=vee";
      case EdgeKind::defines: return "arrowhead=none, color=\"#4a8f43\"";
      case EdgeKind::uses: return "style=dashed, arrowhead=none, color=\"#4a8f43\"";
    }
    return "";
  }

  static std::string frame(std::size_t index, const Graph::Node& node) {
    return fmt::format("subgraph cluster_{} {{ label=\"{}\";", index, node_label(node));
  }
  // The more of all, the redder.
  static std::string color(const Graph::Node& node) {
    if (!node.instructions) return "";
    constexpr int most = 255;
    const int rest = most - static_cast<int>(node.share * 155);
    return fmt::format(", fillcolor=\"#{:02x}{:02x}{:02x}\"", most, rest, rest);
  }
  static std::string node(std::size_t index, const Graph::Node& node) {
    return fmt::format("n{} [label=\"{}\", {}{}];", index, node_label(node), style(node), color(node));
  }
};

struct MermaidWriter {
  // Entities for all that Mermaid might understand.
  static std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : without_controls(text)) {
      const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80) ||
                            std::string_view(" -_.:/+*@!?$").find(c) != std::string_view::npos;
      result += is_plain ? std::string(1, c) : fmt::format("#{};", static_cast<int>(c));
    }
    return result;
  }
  static std::string node_label(const Graph::Node& node) { return '"' + label(node, "<br>", escaped) + '"'; }

  static std::string frame(std::size_t index, const Graph::Node& node) {
    return fmt::format("subgraph f{} [{}]", index, node_label(node));
  }
  static std::string node(std::size_t index, const Graph::Node& node) {
    const char* const shape = brackets(node);
    const std::size_t half = std::string_view(shape).size() / 2;
    return fmt::format("n{}{}{}{}", index, std::string_view(shape).substr(0, half), node_label(node),
                       std::string_view(shape).substr(half));
  }
  static const char* brackets(const Graph::Node& node) {
    switch (node.kind) {
      case NodeKind::module: return "[[]]";
      case NodeKind::imported_module: return "[[]]";
      case NodeKind::instance: return "()";
      case NodeKind::imported_instance: return "([])";
      case NodeKind::import: return "[]";
      case NodeKind::item: break;
    }
    if (node.item == ExternKind::table) return "[//]";
    if (node.item == ExternKind::memory) return "[()]";
    if (node.item == ExternKind::global) return "(())";
    return "{{}}";
  }
  static const char* arrow(EdgeKind kind) {
    switch (kind) {
      case EdgeKind::instantiates: return "-.->";
      case EdgeKind::import: return "-->";
      case EdgeKind::alias: return "-.->";
      case EdgeKind::defines: return "---";
      case EdgeKind::uses: return "-.-";
    }
    return "-->";
  }
};

}  // namespace

std::string to_dot(const Graph& graph) {
  const Layout layout(graph);
  std::string out =
      "digraph {\n"
      "  graph [fontname=Helvetica, fontsize=11, style=rounded, color=\"#888888\", labeljust=l];\n"
      "  node [fontname=Helvetica, fontsize=11, style=filled, color=\"#555555\", fillcolor=white];\n"
      "  edge [fontname=Helvetica, fontsize=9, color=\"#555555\"];\n";
  out += write_nodes(graph, layout, DotWriter(), "}");
  for (const Graph::Edge& edge : graph.edges) {
    const std::string name =
        edge.name.empty() ? std::string() : fmt::format("label=\"{}\", ", DotWriter::escaped(shown(edge.name)));
    out += fmt::format("  n{} -> n{} [{}{}];\n", edge.from, edge.to, name, DotWriter::style(edge.kind));
  }
  return out + "}\n";
}

std::string to_mermaid(const Graph& graph) {
  const Layout layout(graph);
  std::string out = "flowchart TB\n" + write_nodes(graph, layout, MermaidWriter(), "end");
  for (const Graph::Edge& edge : graph.edges) {
    const std::string name =
        edge.name.empty() ? std::string() : fmt::format("|\"{}\"|", MermaidWriter::escaped(shown(edge.name)));
    out += fmt::format("  n{} {}{} n{}\n", edge.from, MermaidWriter::arrow(edge.kind), name, edge.to);
  }
  return out;
}

std::string to_json(const Graph& graph) {
  using Json = nlohmann::ordered_json;
  Json nodes = Json::array();
  for (const Graph::Node& node : graph.nodes) {
    Json item{{"kind", to_string(node)}, {"name", node.name}};
    if (!node.module.empty()) item["module"] = node.module;
    if (node.parent != Graph::none) item["parent"] = node.parent;
    if (node.instructions) item["instructions"] = *node.instructions;
    nodes.push_back(std::move(item));
  }
  Json edges = Json::array();
  for (const Graph::Edge& edge : graph.edges) {
    Json item{{"kind", to_string(edge.kind)}, {"from", edge.from}, {"to", edge.to}};
    if (!edge.name.empty()) item["name"] = edge.name;
    edges.push_back(std::move(item));
  }
  const Json result{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}};
  return result.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace modlink::inspect
