// Instances after instantiation, found out without running anything: linking is decided by the definitions alone.
// spec: Explainer, "Nested Modules"; D13, D15
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

#include "tools/inspect/graph.h"
#include "tools/inspect/graph_names.h"
#include "wast/syntax/identifiers.h"

namespace modlink::inspect {

namespace {

struct Scope;

// Like the values of the interpreter, with places in the picture instead of state. What comes from outside has a type
// only, and is taken apart when something of it is asked for.
struct ModuleVal {
  const ValidModule* code = nullptr;  // null: from outside
  const Scope* outer = nullptr;
  const ModuleType* type = nullptr;
};
struct Val;
struct InstanceVal {
  std::size_t node;                    // whose exports these are
  const InstanceType* type = nullptr;  // of one from outside
  std::unordered_map<Name, Val> exports;
};
// Of a func, table, memory, global or tag, `item` is its place in Linker::items_.
struct Val {
  ExternKind kind = ExternKind::func;
  std::size_t item = 0;
  ModuleVal* module = nullptr;
  InstanceVal* instance = nullptr;
};

// The index spaces of an instance, as far as its steps fill them.
struct Scope {
  const ValidModule* code;
  const Scope* outer;
  std::size_t node;
  std::vector<Val> spaces[8];

  std::vector<Val>& of(ExternKind kind) { return spaces[static_cast<std::size_t>(kind)]; }
  const std::vector<Val>& of(ExternKind kind) const { return spaces[static_cast<std::size_t>(kind)]; }
};

class Linker {
 public:
  explicit Linker(const ImplementationLimits& limits) : limits_(limits) {}

  Graph run(const ValidModule& root) {
    begin({&root, nullptr, root.type}, module_name(root), module_name(root), Graph::none);
    Frame& first = frames_.back();
    for (const LinkStep& step : root.steps) {
      if (const auto* import = std::get_if<ImportStep>(&step)) {
        first.imports[import->name] = outside(import->type, quote(import->name), first.scope->node);
      }
    }
    while (!frames_.empty()) advance();
    draw_items();
    return std::move(graph_);
  }

 private:
  using NodeKind = Graph::NodeKind;
  using EdgeKind = Graph::EdgeKind;

  struct Item {
    ExternKind kind;
    std::size_t owner;
    std::string name;
    std::vector<std::size_t> users;  // those that it was given to, in order
  };
  struct Frame {
    Scope* scope;
    std::unordered_map<Name, Val> imports;
    std::size_t next = 0;
    InstanceVal* result;
  };

  const ModuleNames& names_of(const ValidModule& code) {
    const auto found = names_.find(&code);
    return found != names_.end() ? found->second : names_.emplace(&code, ModuleNames(code)).first->second;
  }

  void charge(std::size_t count) {
    work_ += count;
    if (work_ > limits_.instantiated_definitions) throw LimitExceeded(no_pos, "too many definitions to draw");
  }

  std::size_t add_node(NodeKind kind, std::string name, std::string module, std::size_t parent) {
    if (graph_.nodes.size() >= limits_.instantiations) {
      throw LimitExceeded(no_pos, fmt::format("too many instances: more than {}", limits_.instantiations));
    }
    graph_.nodes.push_back({kind, std::move(name), std::move(module), parent});
    return graph_.nodes.size() - 1;
  }

  InstanceVal* add_instance(std::size_t node, const InstanceType* type) {
    instances_.push_back({node, type, {}});
    return &instances_.back();
  }

  Val add_item(ExternKind kind, std::size_t owner, std::string name) {
    charge(1);
    items_.push_back({kind, owner, std::move(name), {}});
    return {kind, items_.size() - 1, nullptr, nullptr};
  }

  // Something of which only the type is known, that belongs to `owner`.
  Val outside(const ExternType& type, const std::string& name, std::size_t owner) {
    const ExternKind kind = kind_of(type);
    if (kind == ExternKind::instance) {
      const InstanceType* instance = std::get<ExternInstance>(type).type;
      const std::size_t node = add_node(NodeKind::imported_instance, name, {}, Graph::none);
      return {kind, 0, nullptr, add_instance(node, instance)};
    }
    if (kind == ExternKind::module) {
      modules_.push_back({nullptr, nullptr, std::get<ExternModule>(type).type});
      return {kind, 0, &modules_.back(), nullptr};
    }
    const bool is_import = owner == 0;
    const std::string text = fmt::format("{} {}", to_string(kind), name);
    return add_item(kind, is_import ? add_node(NodeKind::import, text, {}, Graph::none) : owner, name);
  }

  Val find_export(InstanceVal& instance, const Name& name) {
    const auto found = instance.exports.find(name);
    if (found != instance.exports.end()) return found->second;
    const Val val = outside(*instance.type->exports.find(name), quote(name), instance.node);
    if (val.instance) graph_.edges.push_back({EdgeKind::defines, instance.node, val.instance->node, name});
    instance.exports.emplace(name, val);
    return val;
  }

  InstanceVal* begin(const ModuleVal& module, const std::string& name, const std::string& module_name,
                     std::size_t parent) {
    const std::size_t node = add_node(NodeKind::instance, name, module_name, parent);
    if (!module.code) return add_instance(node, module.type->instance);
    charge(module.code->steps.size() + module.code->exports.size());
    scopes_.push_back({module.code, module.outer, node, {}});
    InstanceVal* const result = add_instance(node, nullptr);
    frames_.push_back({&scopes_.back(), {}, 0, result});
    return result;
  }

  void advance() {
    Frame& frame = frames_.back();
    const auto& steps = frame.scope->code->steps;
    if (frame.next < steps.size()) {
      std::visit([&](const auto& step) { perform(frame, step); }, steps[frame.next++]);
      return;
    }
    finish(*frame.scope, *frame.result);
    frames_.pop_back();
  }

  // What is in an index space is used.
  void append(Scope& scope, const Val& val) {
    scope.of(val.kind).push_back(val);
    if (val.module || val.instance) return;
    Item& item = items_[val.item];
    if (item.owner != scope.node && (item.users.empty() || item.users.back() != scope.node)) {
      item.users.push_back(scope.node);
    }
  }

  void perform(Frame& frame, const ImportStep& step) {
    const auto found = frame.imports.find(step.name);
    const Val val = found->second;
    append(*frame.scope, val);
    draw_import(frame.scope->node, val, step.name);
  }

  void draw_import(std::size_t node, const Val& val, const Name& name) {
    if (val.module) return;
    const std::size_t target = val.instance ? val.instance->node : items_[val.item].owner;
    graph_.edges.push_back({EdgeKind::import, node, target, name});
    linked_.insert({node, target});
  }

  void perform(Frame& frame, const ExportAliasStep& step) {
    InstanceVal& instance = *frame.scope->of(ExternKind::instance)[step.instance].instance;
    draw_once(EdgeKind::alias, frame.scope->node, instance.node, {});
    append(*frame.scope, find_export(instance, step.name));
  }

  // Unless there is an edge between them already.
  void draw_once(EdgeKind kind, std::size_t from, std::size_t to, const Name& name) {
    if (linked_.insert({from, to}).second) graph_.edges.push_back({kind, from, to, name});
  }

  void perform(Frame& frame, const OuterModuleStep& step) {
    const Scope* scope = frame.scope->outer;
    for (Index i = 0; i < step.depth; ++i) scope = scope->outer;
    append(*frame.scope, scope->of(ExternKind::module)[step.index]);
  }

  void perform(Frame& frame, const NestedModuleStep& step) {
    modules_.push_back({step.code.get(), frame.scope, step.code->type});
    append(*frame.scope, {ExternKind::module, 0, &modules_.back(), nullptr});
  }

  void perform(Frame& frame, const InstanceStep& step) {
    Scope& scope = *frame.scope;
    charge(step.args.size());
    const ModuleNames& names = names_of(*scope.code);
    const ModuleVal& module = *scope.of(ExternKind::module)[step.module].module;
    const std::string& name = names.instances[scope.of(ExternKind::instance).size()];
    const std::size_t depth = frames_.size();
    InstanceVal* const result = begin(module, name, names.modules[step.module], scope.node);
    scope.of(ExternKind::instance).push_back({ExternKind::instance, 0, nullptr, result});
    for (const InstantiateArg& arg : step.args) {
      const Val& val = scope.of(arg.kind)[arg.index];
      if (frames_.size() > depth) {
        frames_.back().imports.emplace(arg.name, val);
      } else if (module.type->imports.find(arg.name)) {
        draw_import(result->node, val, arg.name);
      }
    }
  }

  // Its own definitions are drawn if they are exported: otherwise nobody else has them.
  void finish(Scope& scope, InstanceVal& result) {
    std::map<std::pair<ExternKind, Index>, Val> own;
    for (const ResolvedExport& item : scope.code->exports) {
      const std::vector<Val>& space = scope.of(item.kind);
      Val val;
      if (item.field) {
        val = find_export(*scope.of(ExternKind::instance)[item.index].instance, *item.field);
      } else if (item.index < space.size()) {
        val = space[item.index];
      } else {
        const auto key = std::pair(item.kind, item.index);
        const auto found = own.find(key);
        val = found != own.end() ? found->second : add_item(item.kind, scope.node, quote(item.name));
        own.emplace(key, val);
      }
      result.exports.emplace(item.name, val);
    }
  }

  // State that several instances share. Functions are left out: calling is what imports are for.
  void draw_items() {
    for (const Item& item : items_) {
      if (item.users.empty() || item.kind == ExternKind::func) continue;
      if (graph_.nodes[item.owner].kind == NodeKind::import && item.users.size() < 2) continue;
      const std::string name = fmt::format("{} {}", to_string(item.kind), item.name);
      const std::size_t node = add_node(NodeKind::item, name, {}, graph_.nodes[item.owner].parent);
      graph_.nodes[node].item = item.kind;
      graph_.edges.push_back({EdgeKind::defines, item.owner, node, {}});
      for (std::size_t user : item.users) graph_.edges.push_back({EdgeKind::uses, user, node, {}});
    }
  }

  const ImplementationLimits& limits_;
  std::uint64_t work_ = 0;
  std::set<std::pair<std::size_t, std::size_t>> linked_;
  Graph graph_;
  std::vector<Item> items_;
  std::deque<ModuleVal> modules_;
  std::deque<InstanceVal> instances_;
  std::deque<Scope> scopes_;
  std::vector<Frame> frames_;
  std::unordered_map<const ValidModule*, ModuleNames> names_;
};

}  // namespace

Graph instance_graph(const ValidModule& module, const ImplementationLimits& limits) {
  return Linker(limits).run(module);
}

}  // namespace modlink::inspect
