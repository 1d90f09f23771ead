// Instances after instantiation, found out without running anything: linking is decided by the definitions alone.
// spec: Explainer, "Nested Modules"; D13, D15
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "linking/linker.h"
#include "tools/inspect/graph.h"
#include "tools/inspect/graph_names.h"
#include "wast/syntax/hash.h"
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
  std::string name = {};  // where it was defined or imported
};
struct Val;
struct InstanceVal {
  std::size_t node;                    // whose exports these are
  const InstanceType* type = nullptr;  // of one from outside
  HashMapByName<Val, std::string_view> exports;
};
// Of a func, table, memory, global or tag, `item` is its place in InstanceDrawer::items_.
struct Val {
  ExternKind kind = ExternKind::func;
  std::size_t item = 0;
  ModuleVal* module = nullptr;
  InstanceVal* instance = nullptr;
};

// The index spaces of an instance, as far as its definitions other than its own ones fill them.
struct Scope {
  const ValidModule* code;
  const Scope* outer;
  std::size_t node;
  PerSpace<std::vector<Val>> spaces;
};

// Of one of the module's own.
Pos definition_pos(const ValidModule& code, ExternKind kind, Index index) {
  const Index own = index - code.first_own(space_of(kind));
  switch (kind) {
    case ExternKind::func: return code.module.funcs[own].at.pos;
    case ExternKind::table: return code.module.tables[own].at.pos;
    case ExternKind::memory: return code.module.memories[own].at.pos;
    case ExternKind::global: return code.module.globals[own].at.pos;
    case ExternKind::tag: return code.module.tags[own].at.pos;
    case ExternKind::module:
    case ExternKind::instance:
    case ExternKind::type: break;
  }
  return no_pos;
}

// The domain of places in the picture.
class InstanceDrawer {
 public:
  using Val = inspect::Val;
  using Instance = Scope;

  explicit InstanceDrawer(const ImplementationLimits& limits) : limits_(limits) {}

  Graph run(const ValidModule& root) {
    const std::size_t node = add_instance_node(module_name(root), module_name(root), Graph::none);
    place(node, root, root.module.at.pos);
    Scope& scope = begin({&root, nullptr, root.type}, node);
    std::vector<Val> imports;
    for (const ImportStep& import : steps_of<ImportStep>(root.steps)) {
      const std::size_t first = graph_.nodes.size();
      imports.push_back(outside(import.type, import_name(import), scope.node));
      if (first < graph_.nodes.size()) place(first, root, import.at.pos);
    }
    Linker(*this).run(scope, std::move(imports));
    draw_items();
    merge_equal_edges(graph_);
    return std::move(graph_);
  }

  // Only definitions of its own have indices beyond the index space.
  Val at(const Scope& scope, ExternKind kind, Index index) {
    const std::vector<Val>& space = scope.spaces[kind];
    return index < space.size() ? space[index] : own(scope, kind, index);
  }

  // What is in an index space is used.
  void append(Scope& scope, const Val& val) {
    scope.spaces[val.kind].push_back(val);
    if (val.module || val.instance) return;
    Item& item = items_[val.item];
    if (item.owner != scope.node && (item.users.empty() || item.users.back() != scope.node)) {
      item.users.push_back(scope.node);
    }
  }

  Val field(const Val& val, const Name& name) {
    InstanceVal& instance = *val.instance;
    const auto found = instance.exports.find(name);
    if (found != instance.exports.end()) return found->second;
    const Val result = outside(*instance.type->exports.find(name), quote(name), instance.node);
    if (result.instance) graph_.edges.push_back({EdgeKind::defines, instance.node, result.instance->node, name});
    instance.exports.emplace(name, result);
    return result;
  }

  Val close(const Scope& scope, const NestedModuleStep& step) {
    const std::size_t index = scope.spaces[IndexSpace::module].size();
    return add(ModuleVal{step.code.get(), &scope, step.code->type, names_of(*scope.code).modules[index]});
  }

  void note(const Scope& scope, const ImportStep& step, const Val& val) {
    draw_import(scope.node, val, step.field ? import_name(step) : step.name);
  }
  void note(const Scope& scope, const ExportAliasStep&, const Val& instance) {
    draw_once(EdgeKind::alias, scope.node, instance.instance->node, {});
  }

  Scope* begin(Scope& scope, const InstanceStep& step) {
    charge(step.args.size());
    const ModuleNames& names = names_of(*scope.code);
    const std::string& name = names.instances[scope.spaces[IndexSpace::instance].size()];
    const ModuleVal& module = *scope.spaces[IndexSpace::module][step.module].module;
    const std::string& own = names.modules[step.module];
    const std::size_t node = add_instance_node(name, own.empty() ? module.name : own, scope.node);
    place(node, *scope.code, step.at.pos);
    if (module.code) return &begin(module, node);
    append_outside_instance(scope, step, *module.type, node);
    return nullptr;
  }

  // Its own definitions are drawn if they are exported, since otherwise nobody else has them; by the first name.
  void allocate(const Scope& scope) {
    own_.clear();
    for (const ResolvedExport& item : scope.code->exports) {
      if (!item.is_field) own_.try_emplace({item.kind, item.index}, Own{*item.name, std::nullopt});
    }
  }
  Val export_all(const Scope& scope, const std::vector<Val>& vals) {
    InstanceVal result{scope.node, nullptr, {}};
    for (std::size_t i = 0; i < vals.size(); ++i) result.exports.emplace(*scope.code->exports[i].name, vals[i]);
    return add(std::move(result));
  }
  bool initialize(const Scope&) { return true; }

 private:
  using NodeKind = Graph::NodeKind;
  using EdgeKind = Graph::EdgeKind;

  struct Item {
    ExternKind kind;
    std::size_t owner;
    std::string name;
    std::vector<std::size_t> users;     // those that it was given to, in order
    const ValidModule* code = nullptr;  // these two of a definition
    Pos pos = no_pos;
  };
  struct Own {
    const Name& name;
    std::optional<Val> val;  // once it was asked for
  };

  const ModuleNames& names_of(const ValidModule& code) {
    const auto found = names_.find(&code);
    return found != names_.end() ? found->second : names_.emplace(&code, ModuleNames(code)).first->second;
  }

  void charge(std::size_t count) {
    work_ += count;
    if (work_ > limits_.instantiated_definitions)
      throw LimitExceeded(no_pos, "too many definitions to draw" + limits_.instantiated_definitions.hint());
  }

  std::size_t add_node(NodeKind kind, std::string name, std::string module, std::size_t parent) {
    if (graph_.nodes.size() >= limits_.instantiations) {
      throw LimitExceeded(no_pos, fmt::format("too many instances: more than {}{}", limits_.instantiations.value(),
                                              limits_.instantiations.hint()));
    }
    graph_.nodes.push_back({kind, std::move(name), std::move(module), parent});
    return graph_.nodes.size() - 1;
  }
  std::size_t add_instance_node(std::string name, std::string module, std::size_t parent) {
    return add_node(NodeKind::instance, std::move(name), std::move(module), parent);
  }

  Val add(ModuleVal module) {
    modules_.push_back(std::move(module));
    return {ExternKind::module, 0, &modules_.back(), nullptr};
  }
  Val add(InstanceVal instance) {
    instances_.push_back(std::move(instance));
    return {ExternKind::instance, 0, nullptr, &instances_.back()};
  }
  Val add_item(ExternKind kind, std::size_t owner, std::string name) {
    charge(1);
    items_.push_back({kind, owner, std::move(name), {}, nullptr, no_pos});
    return {kind, items_.size() - 1, nullptr, nullptr};
  }

  // Of the instance that is being completed.
  Val own(const Scope& scope, ExternKind kind, Index index) {
    Own& own = own_.at({kind, index});
    if (own.val) return *own.val;
    own.val = add_item(kind, scope.node, quote(own.name));
    Item& item = items_[own.val->item];
    item.code = scope.code;
    item.pos = definition_pos(*scope.code, kind, index);
    return *own.val;
  }

  void place(std::size_t node, const ValidModule& code, Pos pos) {
    graph_.nodes[node].source = code.module.source;
    graph_.nodes[node].pos = pos;
  }

  // Something of which only the type is known, that belongs to `owner`.
  Val outside(const ExternType& type, const std::string& name, std::size_t owner) {
    const ExternKind kind = kind_of(type);
    if (kind == ExternKind::instance) {
      const std::size_t node = add_node(NodeKind::imported_instance, name, {}, Graph::none);
      return add(InstanceVal{node, std::get<ExternInstance>(type).type, {}});
    }
    if (kind == ExternKind::module) return add(ModuleVal{nullptr, nullptr, std::get<ExternModule>(type).type, name});
    const bool is_import = owner == 0;
    const std::string text = fmt::format("{} {}", to_string(kind), name);
    return add_item(kind, is_import ? add_node(NodeKind::import, text, {}, Graph::none) : owner, name);
  }

  Scope& begin(const ModuleVal& module, std::size_t node) {
    charge(module.code->steps.size() + module.code->exports.size());
    scopes_.push_back({module.code, module.outer, node, {}});
    return scopes_.back();
  }

  void append_outside_instance(Scope& scope, const InstanceStep& step, const ModuleType& type, std::size_t node) {
    append(scope, add(InstanceVal{node, type.instance, {}}));
    for (const InstantiateArg& arg : step.args) {
      if (type.imports.find(arg.name)) draw_import(node, at(scope, arg.kind, arg.index), arg.name);
    }
  }

  void draw_import(std::size_t node, const Val& val, const Name& name) {
    if (val.module) return;
    const std::size_t target = val.instance ? val.instance->node : items_[val.item].owner;
    graph_.edges.push_back({EdgeKind::import, node, target, name});
    linked_.insert({node, target});
  }

  // Unless there is an edge between them already.
  void draw_once(EdgeKind kind, std::size_t from, std::size_t to, const Name& name) {
    if (linked_.insert({from, to}).second) graph_.edges.push_back({kind, from, to, name});
  }

  // State that several instances share. Functions are left out: calling is what imports are for.
  void draw_items() {
    for (const Item& item : items_) {
      if (item.users.empty() || item.kind == ExternKind::func) continue;
      if (graph_.nodes[item.owner].kind == NodeKind::import && item.users.size() < 2) continue;
      const std::string name = fmt::format("{} {}", to_string(item.kind), item.name);
      const std::size_t node = add_node(NodeKind::item, name, {}, graph_.nodes[item.owner].parent);
      graph_.nodes[node].item = item.kind;
      if (item.code) place(node, *item.code, item.pos);
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
  std::map<std::pair<ExternKind, Index>, Own> own_;
  std::unordered_map<const ValidModule*, ModuleNames> names_;
};

}  // namespace

Graph instance_graph(const ValidModule& module, const ImplementationLimits& limits) {
  return InstanceDrawer(limits).run(module);
}

}  // namespace modlink::inspect
