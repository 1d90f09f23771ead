// A module and those nested in it, apart from each other. spec: Explainer, "Nested Modules"
#include "tools/transform/module_tree.h"

#include <algorithm>

#include "wast/syntax/definitions.h"
#include "wast/syntax/stack.h"

namespace modlink::transform {

namespace {

using Node = ModuleTree::Node;

class TreeMaker {
 public:
  // Recursive: nesting is limited.
  void visit(std::size_t index, const ValidModule& valid) {
    require_stack(valid.module.at.pos);
    tree_.nodes[index].valid = &valid;
    for_each_definition(tree_.nodes[index].module, valid.steps, [&](Definition& definition, const ValidModule* code) {
      if (code) {
        add_nested(index, std::get<NestedModule>(definition), *code);
      } else if (space_of(definition) == IndexSpace::module) {
        add_ref(index, definition);
      } else if (const auto* instance = std::get_if<Instance>(&definition)) {
        for (const InstantiateArg& arg : instance->args) note(index, arg.kind, arg.index, "is passed to `instantiate`");
      }
    });
    for (const Export& item : tree_.nodes[index].module.exports) note(index, item.kind, item.index, "is exported");
    tree_.finished.push_back(index);
  }

  ModuleTree tree_;

 private:
  void add_nested(std::size_t parent, NestedModule& nested, const ValidModule& code) {
    const std::size_t child = tree_.nodes.size();
    Node node;
    node.module = std::move(*nested.module);
    *nested.module = Module();
    const Node& outer = tree_.nodes[parent];
    if (!node.module.source) node.module.source = outer.module.source;
    node.parent = parent;
    node.depth = outer.depth + 1;
    node.pos = nested.at.pos;
    const auto index = static_cast<Index>(outer.space.size());
    node.name = node.module.names.module;
    if (node.name.empty()) node.name = outer.module.names[IndexSpace::module].find(index);
    tree_.nodes.push_back(std::move(node));
    visit(child, code);
    tree_.nodes[parent].space.push_back({parent, index});
    tree_.nodes[parent].nested.push_back(child);
  }

  void add_ref(std::size_t index, const Definition& definition) {
    Node& node = tree_.nodes[index];
    ModuleRef ref{index, static_cast<Index>(node.space.size())};
    const auto* alias = std::get_if<Alias>(&definition);
    const auto* outer = alias ? std::get_if<OuterAlias>(&alias->target) : nullptr;
    if (outer) ref = tree_.nodes[tree_.ancestor(index, outer->depth + 1)].space[outer->index];
    node.space.push_back(ref);
    node.nested.push_back(std::nullopt);
  }

  void note(std::size_t index, ExternKind kind, Index module, const char* what) {
    if (kind != ExternKind::module) return;
    const auto nested = tree_.nested(tree_.nodes[index].space[module]);
    if (nested) tree_.nodes[*nested].escape = what;
  }
};

}  // namespace

std::size_t ModuleTree::ancestor(std::size_t node, std::size_t steps) const {
  while (steps-- > 0) node = nodes[node].parent;
  return node;
}

bool ends_imports(const Definition& definition) {
  return std::holds_alternative<NestedModule>(definition) || std::holds_alternative<Instance>(definition);
}

bool are_types_first(const Module& module) {
  const auto is_type = [](const Definition& definition) { return space_of(definition) == IndexSpace::type; };
  const auto end = module.definitions.end();
  return std::none_of(std::find_if(module.definitions.begin(), end, ends_imports), end, is_type);
}

ModuleTree make_module_tree(Module module, const ValidModule& valid) {
  TreeMaker maker;
  maker.tree_.nodes.emplace_back();
  maker.tree_.nodes[0].module = std::move(module);
  maker.visit(0, valid);
  return std::move(maker.tree_);
}

}  // namespace modlink::transform
