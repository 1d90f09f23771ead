// A module and those nested in it, apart from each other, and what each of their module indices stands for. spec:
// Explainer, "Nested Modules"; D15
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "validator/validate.h"

namespace modlink::transform {

// A module where it is defined: imported by `owner`, an alias of an instance's export there, or nested in it.
struct ModuleRef {
  std::size_t owner = 0;
  Index index = 0;  // in the owner's module index space
  friend bool operator==(ModuleRef a, ModuleRef b) { return a.owner == b.owner && a.index == b.index; }
  friend bool operator<(ModuleRef a, ModuleRef b) { return a.owner != b.owner ? a.owner < b.owner : a.index < b.index; }
};

struct ModuleTree {
  struct Node {
    Module module;  // with empty modules in place of those nested in it
    const ValidModule* valid = nullptr;
    std::size_t parent = 0;
    std::size_t depth = 0;
    Pos pos = no_pos;                                // where it stands in its parent
    std::string name;                                // its identifier, or nothing
    std::vector<ModuleRef> space;                    // the module index space, through all outer aliases
    std::vector<std::optional<std::size_t>> nested;  // by the same indices: the node nested here
    std::string escape;  // "is exported" or "is an argument of `instantiate`" if that happens somewhere; else empty
    std::vector<ModuleRef> captures;  // modules of enclosing ones that it needs; see split
    bool stays = false;               // nested
  };
  std::deque<Node> nodes;             // the first one is the root; each after those that enclose it
  std::vector<std::size_t> finished;  // each after those nested in it and those it can name

  // The module that encloses `node` in `steps` steps; 0 is itself.
  std::size_t ancestor(std::size_t node, std::size_t steps) const;
  // The node that a reference means, if it is a nested module.
  std::optional<std::size_t> nested(ModuleRef ref) const { return nodes[ref.owner].nested[ref.index]; }
};

// Whether no import may stand behind a definition: it is a nested module or an instance. D1
bool ends_imports(const Definition& definition);

// Whether no type stands behind the first of these, so that types for more imports can be added behind all others.
bool are_types_first(const Module& module);

// Takes `module` apart. `valid` is the same module, without zero-level exports, and outlives the tree.
ModuleTree make_module_tree(Module module, const ValidModule& valid);

}  // namespace modlink::transform
