// What a bundle consists of, and what is nested where. spec: Explainer, "Nested Modules"; Subtyping.md
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "tools/files/failure.h"
#include "tools/transform/bundle.h"
#include "validator/match.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

using Use = BundlePlan::Use;

[[noreturn]] void fail(const BundlePlan::Node& importer, const Use& use, const std::string& reason) {
  const std::string message = fmt::format("module import {}: {}", quote(use.import), reason);
  throw cli::Failure(cli::Status::failed, message, importer.file->module.source, use.pos);
}

// How deep modules are nested in `module`.
std::size_t nesting_of(const Module& module) {
  std::size_t result = 0;
  for (const Definition& definition : module.definitions) {
    const auto* nested = std::get_if<NestedModule>(&definition);
    if (nested) result = std::max(result, nesting_of(*nested->module) + 1);
  }
  return result;
}

bool is_supplied(const BundlePlan::Node& node, const Name& import) {
  return std::binary_search(node.supplied.begin(), node.supplied.end(), import);
}

bool has_import(const Module& module, const Name& name) {
  const auto is_it = [&name](const Definition& definition) {
    const auto* import = std::get_if<Import>(&definition);
    return import && import->first() == name;
  };
  return std::any_of(module.definitions.begin(), module.definitions.end(), is_it);
}

class Planner {
 public:
  Planner(Resolver& resolver, const BundleOptions& options) : resolver_(resolver), options_(options) {
    plan_.types = options.types;
    plan_.records = options.records;
    plan_.elaborates = options.records || !options.compares_types;
  }

  BundlePlan plan(const std::shared_ptr<const ModuleFile>& root) {
    collect(root);
    find_unmatched();
    if (options_.dedupe) dedupe();
    place();
    return std::move(plan_);
  }

 private:
  using Key = std::pair<const ModuleFile*, std::vector<Name>>;
  enum class State : std::uint8_t { open, done };
  struct Frame {
    std::size_t node;
    std::size_t next_use = 0;
  };

  const ValidModulePtr& validate(const ModuleFile& file);
  std::optional<Name> stays_as(const Name& import, const ModuleFile& importer);
  void add_use(BundlePlan::Node& node, bool is_root, const Import& import, Index module);
  void keep_in_root(const BundlePlan::Node& root, const Import& import, const Name& request, Index module);
  void supply(std::size_t importer, std::size_t index);
  void find_unmatched();
  void dedupe();
  std::size_t add_node(const std::shared_ptr<const ModuleFile>& file, std::vector<Name> supplied);
  const ModuleType* declared(const BundlePlan::Node& importer, const Use& use) const;
  void resolve(std::size_t importer, std::size_t index);
  void check_type(const BundlePlan::Node& importer, const Use& use, const ModuleType* expected);
  [[noreturn]] void fail_cycle(std::size_t target) const;
  void collect(const std::shared_ptr<const ModuleFile>& root);
  std::size_t common_ancestor(std::size_t a, std::size_t b) const;
  void place();

  Resolver& resolver_;
  const BundleOptions& options_;
  BundlePlan plan_;
  MatchEffort effort_{options_.limits.type_comparisons};
  std::map<Key, std::size_t> nodes_;
  std::map<Name, std::size_t> externals_;  // by their requests
  std::set<Name> met_;                     // names of module imports
  std::vector<State> states_;
  std::unordered_map<const ModuleFile*, ValidModulePtr> valid_;
  std::vector<Frame> open_;        // the way from the root
  std::vector<std::size_t> done_;  // in the order in which they were: each behind those it uses
};

const ValidModulePtr& Planner::validate(const ModuleFile& file) {
  ValidModulePtr& result = valid_[&file];
  if (!result && file.module.extent != Extent::nothing)
    result = modlink::validate(file.module, plan_.types, options_.features, options_.limits);
  return result;
}

std::size_t Planner::add_node(const std::shared_ptr<const ModuleFile>& file, std::vector<Name> supplied) {
  const auto [found, added] = nodes_.emplace(Key(file.get(), supplied), plan_.nodes.size());
  if (!added) return found->second;
  BundlePlan::Node node;
  node.file = file;
  node.valid = validate(*file);
  node.supplied = std::move(supplied);
  Index module = 0;
  for (const Definition& definition : file->module.definitions) {
    const Import* import = module_import(definition);
    if (import && !is_supplied(node, import->name)) add_use(node, plan_.nodes.empty(), *import, module);
    if (space_of(definition) == IndexSpace::module) ++module;
  }
  plan_.nodes.push_back(std::move(node));
  states_.push_back(State::open);
  open_.push_back({found->second});
  return found->second;
}

// The name by which an import of a file stays one, if it does.
std::optional<Name> Planner::stays_as(const Name& import, const ModuleFile& importer) {
  met_.insert(import);
  const auto external = options_.external.find(import);
  if (external != options_.external.end()) return external->second;
  const bool stays = options_.keep.count(import) != 0 || (options_.only && options_.only->count(import) == 0) ||
                     (options_.leaves_missing && !resolver_.finds(import, importer));
  return stays ? std::optional(import) : std::nullopt;
}

void Planner::keep_in_root(const BundlePlan::Node& root, const Import& import, const Name& request, Index module) {
  const Use use{import.name, import.at.pos};
  const auto [found, added] = externals_.emplace(request, plan_.externals.size());
  const bool is_taken = !added || (request != import.name && has_import(root.file->module, request));
  if (is_taken) fail(root, use, fmt::format("another import stays under the name {}", quote(request)));
  plan_.externals.push_back({request, declared(root, use), module});
  plan_.renamed[import.name] = request;
}

void Planner::add_use(BundlePlan::Node& node, bool is_root, const Import& import, Index module) {
  const auto request = stays_as(import.name, *node.file);
  if (request && is_root) return keep_in_root(node, import, *request, module);
  Use use{import.name, import.at.pos};
  if (request) use.external = externals_.emplace(*request, plan_.externals.size()).first->second;
  if (use.external == plan_.externals.size()) plan_.externals.push_back({*request, nullptr, {}});
  node.uses.push_back(std::move(use));
}

// An import that stays has the most special of the types that it is wanted by.
void Planner::supply(std::size_t importer, std::size_t index) {
  const Use& use = plan_.nodes[importer].uses[index];
  BundlePlan::External& external = plan_.externals[*use.external];
  const ModuleType* const wanted = declared(plan_.nodes[importer], use);
  const auto matches = [&](const ModuleType* found, const ModuleType* expected) {
    return in_source(plan_.nodes[importer].file->module.source, [&] {
      return at_pos(use.pos, [&] {
        return !explain_mismatch(*plan_.types, ExternModule{found}, ExternModule{expected}, effort_);
      });
    });
  };
  const bool is_taken = !external.type && has_import(plan_.nodes[0].file->module, external.request);
  if (is_taken)
    fail(plan_.nodes[importer], use, fmt::format("{} is imported as something else", quote(external.request)));
  if (external.type && matches(external.type, wanted)) return;
  const bool can_change = !external.module && (!external.type || matches(wanted, external.type));
  if (!can_change) {
    fail(plan_.nodes[importer], use,
         fmt::format("it stays as {}, which is also imported by a type that does not match", quote(external.request)));
  }
  external.type = wanted;
}

void Planner::find_unmatched() {
  const auto look_for = [this](const char* option, const Name& name) {
    if (met_.count(name) == 0) plan_.unmatched.push_back(fmt::format("{} {}", option, quote(name)));
  };
  for (const Name& name : options_.only.value_or(std::set<Name>())) look_for("--only", name);
  for (const Name& name : options_.keep) look_for("--keep", name);
  for (const auto& [name, request] : options_.external) look_for("--external", name);
}

// What a node consists of: bytes, imports that remain, and what the others stand for.
using Content = std::tuple<std::string_view, std::vector<Name>, std::vector<std::pair<bool, std::size_t>>>;

Content content_of(const BundlePlan::Node& node) {
  std::vector<std::pair<bool, std::size_t>> uses;
  for (const Use& use : node.uses) uses.emplace_back(use.external.has_value(), use.external.value_or(use.node));
  return {node.file->module.source->content(), node.supplied, std::move(uses)};
}

// What a node uses comes before it, and so is one already where it can be.
void Planner::dedupe() {
  std::map<Content, std::size_t> known;
  std::vector<std::size_t> left;
  std::vector<std::size_t> same(plan_.nodes.size());
  for (const std::size_t index : done_) {
    for (Use& use : plan_.nodes[index].uses) {
      if (!use.external) use.node = same[use.node];
    }
    const auto [found, added] = known.emplace(content_of(plan_.nodes[index]), index);
    same[index] = index == 0 ? 0 : found->second;
    if (added || index == 0) left.push_back(index);
  }
  done_ = std::move(left);
  for (BundlePlan::Node& node : plan_.nodes) node.users = 0;
  for (const std::size_t index : done_) {
    for (const Use& use : plan_.nodes[index].uses) {
      if (!use.external) ++plan_.nodes[use.node].users;
    }
  }
}

const ModuleType* Planner::declared(const BundlePlan::Node& importer, const Use& use) const {
  return std::get<ExternModule>(*importer.valid->type->imports.find(use.import)).type;
}

// What a use stands for: a node that may be new, and is then the last one open.
void Planner::resolve(std::size_t importer, std::size_t index) {
  if (plan_.nodes[importer].uses[index].external) return supply(importer, index);
  const Use use = plan_.nodes[importer].uses[index];
  const ModuleType* expected = declared(plan_.nodes[importer], use);
  const auto file = resolver_.resolve(use.import, *plan_.nodes[importer].file);
  std::vector<Name> supplied;
  for (const Definition& definition : file->module.definitions) {
    const Import* import = module_import(definition);
    if (import && expected->imports.find(import->name)) supplied.push_back(import->name);
  }
  std::sort(supplied.begin(), supplied.end());
  const std::size_t known = plan_.nodes.size();
  const std::size_t node = add_node(file, std::move(supplied));
  plan_.nodes[importer].uses[index].node = node;
  ++plan_.nodes[node].users;
  if (node < known && states_[node] == State::open) fail_cycle(node);
  if (options_.compares_types) check_type(plan_.nodes[importer], plan_.nodes[importer].uses[index], expected);
}

void Planner::check_type(const BundlePlan::Node& importer, const Use& use, const ModuleType* expected) {
  const BundlePlan::Node& node = plan_.nodes[use.node];
  const ExternModule found{type_of(plan_, use.node)};
  const auto mismatch = in_source(importer.file->module.source, [&] {
    return at_pos(use.pos, [&] { return explain_mismatch(*plan_.types, found, ExternModule{expected}, effort_); });
  });
  if (!mismatch) return;
  fail(importer, use,
       fmt::format("{} does not have the type it is imported by\n  {}\n  rule: {}", shown_path(node.file->path),
                   mismatch->to_string(), mismatch->rule));
}

void Planner::fail_cycle(std::size_t target) const {
  auto frame = std::find_if(open_.begin(), open_.end(), [&](const Frame& f) { return f.node == target; });
  const BundlePlan::Node& first = plan_.nodes[target];
  std::string way = shown_path(first.file->path);
  for (; frame != open_.end(); ++frame) {
    const Use& use = plan_.nodes[frame->node].uses[frame->next_use - 1];
    way += fmt::format("\n  imports {}, which is {}", quote(use.import), shown_path(plan_.nodes[use.node].file->path));
  }
  const BundlePlan::Node& last = plan_.nodes[open_.back().node];
  fail(last, last.uses[open_.back().next_use - 1],
       "files that need each other cannot be nested in each other\n  " + way);
}

// Depth first. Graphs may be deep, so the stack is a list.
void Planner::collect(const std::shared_ptr<const ModuleFile>& root) {
  add_node(root, {});
  while (!open_.empty()) {
    Frame& frame = open_.back();
    if (frame.next_use < plan_.nodes[frame.node].uses.size()) {
      resolve(frame.node, frame.next_use++);
    } else {
      states_[frame.node] = State::done;
      done_.push_back(frame.node);
      open_.pop_back();
    }
  }
}

std::size_t Planner::common_ancestor(std::size_t a, std::size_t b) const {
  while (a != b) {
    std::size_t& deeper = plan_.nodes[a].depth >= plan_.nodes[b].depth ? a : b;
    deeper = plan_.nodes[deeper].parent;
  }
  return a;
}

// Importers come before what they import, so that their places are known. A module's ancestors, the root apart, all
// need it: so in each of them it comes before the child that leads to its users, if children stand in the order in
// which they were done.
void Planner::place() {
  std::vector<BundlePlan::Node>& nodes = plan_.nodes;
  std::vector<bool> placed(nodes.size());
  for (auto it = done_.rbegin(); it != done_.rend(); ++it) {
    BundlePlan::Node& node = nodes[*it];
    const bool is_root = *it == 0;
    const std::size_t depth = is_root ? 0 : nodes[node.parent].depth + 1;
    const bool too_deep =
        depth > options_.nesting || depth + nesting_of(node.file->module) > options_.limits.module_nesting;
    if (!is_root && too_deep) node.parent = 0;
    if (!is_root) node.depth = nodes[node.parent].depth + 1;
    for (const Use& use : node.uses) {
      if (use.external) continue;
      nodes[use.node].parent = placed[use.node] ? common_ancestor(nodes[use.node].parent, *it) : *it;
      placed[use.node] = true;
    }
  }
  for (std::size_t node : done_) {
    if (node != 0) nodes[nodes[node].parent].children.push_back(node);
  }
}

}  // namespace

const Import* module_import(const Definition& definition) {
  const auto* import = std::get_if<Import>(&definition);
  return import && !import->module && kind_of(import->desc) == ExternKind::module ? import : nullptr;
}

const ModuleType* type_of(const BundlePlan& plan, std::size_t node) {
  const ModuleType& type = plan.nodes[node].valid->module_type();
  HashSetOfNames<std::string_view> resolved;
  for (const Use& use : plan.nodes[node].uses) resolved.insert(use.import);
  ExternTypeMap imports;
  for (const auto& entry : type.imports.entries()) {
    const auto renamed = node == 0 ? plan.renamed.find(entry.name) : plan.renamed.end();
    const Name& name = renamed == plan.renamed.end() ? entry.name : renamed->second;
    if (!resolved.count(entry.name)) imports.insert(name, entry.type);
  }
  for (const BundlePlan::External& external : plan.externals) {
    if (node == 0 && !external.module) imports.insert(external.request, ExternModule{external.type});
  }
  return plan.types->intern_module(std::move(imports), type.exports());
}

BundlePlan plan_bundle(const std::shared_ptr<const ModuleFile>& root, Resolver& resolver,
                       const BundleOptions& options) {
  try {
    return Planner(resolver, options).plan(root);
  } catch (const LimitExceeded& error) {
    if (error.source()) throw;
    // Types that are too expensive to match.
    throw cli::Failure(cli::Status::failed, fmt::format("{}: {}", shown_path(root->path), error.message()));
  }
}

std::size_t size_of(const BundlePlan::Node& node) { return node.file->module.source->content().size(); }

namespace {

void print(std::string& out, const BundlePlan& plan, std::size_t index) {
  const BundlePlan::Node& node = plan.nodes[index];
  const std::string indent(2 * node.depth, ' ');
  out += indent + shown_path(node.file->path) + fmt::format(", {} bytes", size_of(node));
  if (node.users > 1) out += fmt::format(" (shared by {} imports)", node.users);
  out += '\n';
  for (std::size_t child : node.children) print(out, plan, child);
  for (const Use& use : node.uses) {
    if (use.external) {
      const Name& request = plan.externals[*use.external].request;
      out += fmt::format("{}  import {}: remains as {} of the root, outer alias\n", indent, quote(use.import),
                         quote(request));
      continue;
    }
    const BundlePlan::Node& target = plan.nodes[use.node];
    const char* how = target.parent == index ? "nested" : "outer alias";
    out += fmt::format("{}  import {}: {}, {}\n", indent, quote(use.import), shown_path(target.file->path), how);
  }
  for (const Name& name : node.supplied) {
    out += fmt::format("{}  import {}: remains, supplied where it is instantiated\n", indent, quote(name));
  }
}

}  // namespace

std::string to_string(const BundlePlan& plan) {
  std::string result;
  print(result, plan, 0);
  for (const BundlePlan::External& external : plan.externals) {
    result += fmt::format("  import {}: remains\n", quote(external.request));
  }
  return result;
}

}  // namespace modlink::transform
