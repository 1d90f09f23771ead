// Who supplies what to modules that import from each other. spec: Explainer, "Instance Imports and Aliases"
#include "tools/transform/merge_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "tools/files/failure.h"
#include "tools/transform/components.h"
#include "validator/match.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

// Where an input imports a field, or an instance if that is of one level.
Pos place_of(const MergeInput& input, const Name& first, const Name& field) {
  Pos instance = no_pos;
  for (const Definition& definition : input.module->definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (!import || import->first() != first) continue;
    if (!import->module || import->name == field) return import->at.pos;
    if (instance == no_pos) instance = import->at.pos;
  }
  return instance;
}

[[noreturn]] void fail_import(const MergeInput& input, const Name& first, const Name& field,
                              const std::string& reason) {
  const std::string message = fmt::format("import {} {}: {}", quote(first), quote(field), reason);
  throw cli::Failure(cli::Status::failed, message, input.module->source, place_of(input, first, field));
}

const ExternTypeMap& exports_of(const MergeInput& input) { return input.valid->module_type().exports(); }

class MergePlanner {
 public:
  MergePlanner(const std::vector<MergeInput>& inputs, TypeStore& types, const ImplementationLimits& limits)
      : inputs_(inputs), types_(types), effort_{limits.type_comparisons}, rank_(inputs.size()) {
    for (std::size_t i = 0; i < inputs.size(); ++i) by_name_.emplace(inputs[i].name, i);
  }

  MergePlan plan() {
    find_needs();
    find_order();
    for (std::size_t i = 0; i < inputs_.size(); ++i) add_arguments(i);
    return std::move(plan_);
  }

 private:
  // An input from which another one imports a field that it has.
  const std::size_t* supplier(const Name& instance, const Name& field) const;
  void find_needs();
  void find_order();
  void add_arguments(std::size_t input);
  MergePlan::Supply supply(std::size_t input, const Name& instance, const ExternTypeMap::Entry& field);
  MergePlan::Supply from_host(const Name& module, const Name& name, const ExternType& type);
  void check_type(std::size_t input, std::size_t from, const ExternTypeMap::Entry& field);
  std::size_t later(std::size_t input, std::size_t from, const ExternTypeMap::Entry& field);
  [[noreturn]] void fail_circle(std::size_t input, std::size_t from, const Name& field) const;
  std::vector<std::size_t> way(std::size_t from, std::size_t to) const;
  Name field_of(std::size_t importer, std::size_t from) const;

  const std::vector<MergeInput>& inputs_;
  TypeStore& types_;
  MatchEffort effort_;
  MergePlan plan_;
  HashMapByName<std::size_t> by_name_;
  std::vector<std::vector<Index>> needs_;  // by input
  std::vector<std::size_t> rank_;          // in `order`
  std::map<std::pair<Name, Name>, std::vector<std::size_t>> imports_;
  std::map<std::pair<std::size_t, Name>, std::size_t> later_;
};

const std::size_t* MergePlanner::supplier(const Name& instance, const Name& field) const {
  const auto found = by_name_.find(instance);
  if (found == by_name_.end()) return nullptr;
  return exports_of(inputs_[found->second]).find(field) ? &found->second : nullptr;
}

// Calls `f` with the name and the type of each instance that an input imports.
template <class F>
void for_each_instance(const MergeInput& input, F f) {
  for (const auto& import : input.valid->module_type().imports.entries()) {
    if (const auto* instance = std::get_if<ExternInstance>(&import.type)) f(import.name, *instance->type);
  }
}

void MergePlanner::find_needs() {
  needs_.resize(inputs_.size());
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    for_each_instance(inputs_[i], [&](const Name& name, const InstanceType& type) {
      const auto has = [&](const ExternTypeMap::Entry& field) { return supplier(name, field.name) != nullptr; };
      const auto& fields = type.exports.entries();
      if (std::any_of(fields.begin(), fields.end(), has))
        needs_[i].push_back(static_cast<Index>(by_name_.find(name)->second));
    });
  }
}

void MergePlanner::find_order() {
  for (std::vector<Index>& component : strongly_connected(needs_)) {
    std::sort(component.begin(), component.end());
    for (Index input : component) {
      rank_[input] = plan_.order.size();
      plan_.order.push_back(input);
    }
  }
}

void MergePlanner::add_arguments(std::size_t input) {
  auto& arguments = plan_.arguments.emplace_back();
  for (const auto& import : inputs_[input].valid->module_type().imports.entries()) {
    MergePlan::Argument& argument = arguments.emplace_back();
    argument.name = import.name;
    const auto* instance = std::get_if<ExternInstance>(&import.type);
    argument.is_instance = instance != nullptr;
    if (!instance) {
      argument.supplies.push_back(from_host("", import.name, import.type));
      plan_.imports[argument.supplies.back().index].has_one_name = true;
      continue;
    }
    for (const auto& field : instance->type->exports.entries())
      argument.supplies.push_back(supply(input, import.name, field));
  }
}

MergePlan::Supply MergePlanner::supply(std::size_t input, const Name& instance, const ExternTypeMap::Entry& field) {
  const std::size_t* from = supplier(instance, field.name);
  if (!from) {
    if (by_name_.count(instance)) plan_.missing.emplace_back(input, fmt::format("{}.{}", instance, field.name));
    return from_host(instance, field.name, field.type);
  }
  check_type(input, *from, field);
  if (rank_[*from] < rank_[input]) return {field.name, field.type, MergePlan::From::instance, *from};
  return {field.name, field.type, MergePlan::From::later, later(input, *from, field)};
}

void MergePlanner::check_type(std::size_t input, std::size_t from, const ExternTypeMap::Entry& field) {
  const MergeInput& importer = inputs_[input];
  const ExternType& found = *exports_of(inputs_[from]).find(field.name);
  const auto mismatch = in_source(importer.module->source, [&] {
    return at_pos(importer.module->at.pos, [&] { return explain_mismatch(types_, found, field.type, effort_); });
  });
  if (!mismatch) return;
  fail_import(importer, inputs_[from].name, field.name,
              fmt::format("{} exports it with another type\n  {}\n  rule: {}", shown_path(inputs_[from].path),
                          mismatch->to_string(), mismatch->rule));
}

std::size_t MergePlanner::later(std::size_t input, std::size_t from, const ExternTypeMap::Entry& field) {
  if (kind_of(field.type) != ExternKind::func) fail_circle(input, from, field.name);
  const auto [found, added] = later_.emplace(std::pair(from, field.name), plan_.later.size());
  if (added) plan_.later.push_back({from, field.name});
  return found->second;
}

// One import of the same name and type is for all. The type of a later one may differ: a host can have what fits both.
MergePlan::Supply MergePlanner::from_host(const Name& module, const Name& name, const ExternType& type) {
  std::vector<std::size_t>& known = imports_[{module, name}];
  const auto same = [&](std::size_t import) { return plan_.imports[import].type == type; };
  const auto found = std::find_if(known.begin(), known.end(), same);
  if (found != known.end()) return {name, type, MergePlan::From::host, *found};
  plan_.imports.push_back({module, name, type, false, known.size()});
  known.push_back(plan_.imports.size() - 1);
  return {name, type, MergePlan::From::host, known.back()};
}

// From one input over what it needs to another, both included; the shortest.
std::vector<std::size_t> MergePlanner::way(std::size_t from, std::size_t to) const {
  std::vector<std::size_t> before(inputs_.size(), inputs_.size()), open{from};
  for (std::size_t next = 0; next < open.size() && before[to] == inputs_.size(); ++next) {
    for (const Index needed : needs_[open[next]]) {
      if (before[needed] != inputs_.size()) continue;
      before[needed] = open[next];
      open.push_back(needed);
    }
  }
  std::vector<std::size_t> result{to};
  while (result.size() == 1 || result.back() != from) result.push_back(before[result.back()]);
  std::reverse(result.begin(), result.end());
  return result;
}

Name MergePlanner::field_of(std::size_t importer, std::size_t from) const {
  const ExternType* type = inputs_[importer].valid->module_type().imports.find(inputs_[from].name);
  for (const auto& field : std::get<ExternInstance>(*type).type->exports.entries()) {
    if (exports_of(inputs_[from]).find(field.name)) return field.name;
  }
  return "";
}

void MergePlanner::fail_circle(std::size_t input, std::size_t from, const Name& field) const {
  std::string circle = fmt::format("\n  {} imports {} of {}", inputs_[input].name, quote(field), inputs_[from].name);
  const std::vector<std::size_t> back = from == input ? std::vector{from} : way(from, input);
  for (std::size_t i = 1; i < back.size(); ++i) {
    circle += fmt::format("\n  {} imports {} of {}", inputs_[back[i - 1]].name, quote(field_of(back[i - 1], back[i])),
                          inputs_[back[i]].name);
  }
  const std::string hint =
      from == input ? "" : fmt::format("; give {} before {}", inputs_[from].name, inputs_[input].name);
  fail_import(
      inputs_[input], inputs_[from].name, field,
      fmt::format("modules that import from each other are instantiated in the order in which they are given, and "
                  "only functions can be imported from one that comes later{}{}",
                  hint, circle));
}

}  // namespace

MergePlan plan_merge(const std::vector<MergeInput>& inputs, TypeStore& types, const ImplementationLimits& limits) {
  return MergePlanner(inputs, types, limits).plan();
}

}  // namespace modlink::transform
