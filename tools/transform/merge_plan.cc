// Who supplies what to modules that import from each other. spec: Explainer, "Instance Imports and Aliases"
#include "tools/transform/merge_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

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
    if (!import || (first.empty() ? import->name != field : import->first() != first)) continue;
    if (!import->module || import->name == field) return import->at.pos;
    if (instance == no_pos) instance = import->at.pos;
  }
  return instance;
}

[[noreturn]] void fail_import(const MergeInput& input, const Name& first, const Name& field,
                              const std::string& reason) {
  const std::string names = first.empty() ? quote(field) : quote(first) + " " + quote(field);
  const std::string message = fmt::format("import {}: {}", names, reason);
  throw cli::Failure(cli::Status::failed, message, input.module->source, place_of(input, first, field));
}

const ExternTypeMap& exports_of(const MergeInput& input) { return input.valid->module_type().exports(); }

class MergePlanner {
 public:
  MergePlanner(const std::vector<MergeInput>& inputs, ImportRenames& renames, TypeStore& types,
               const ImplementationLimits& limits)
      : inputs_(inputs), renames_(renames), types_(types), effort_{limits.type_comparisons}, rank_(inputs.size()) {
    for (std::size_t i = 0; i < inputs.size(); ++i) by_name_.emplace(inputs[i].name, i);
  }

  MergePlan plan() {
    find_needs();
    find_order();
    for (std::size_t i = 0; i < inputs_.size(); ++i) add_arguments(i);
    renames_.demand_use();
    return std::move(plan_);
  }

 private:
  // An input from which another one imports a field that it has.
  const std::size_t* supplier(const Name& instance, const Name& field) const;
  void find_needs();
  void find_order();
  void add_arguments(std::size_t input);
  MergePlan::Supply supply(std::size_t input, const Name& instance, const ExternTypeMap::Entry& field,
                           bool has_one_name);
  std::size_t from_host(const Name& module, const Name& name, const ExternType& type, bool has_one_name);
  void check_type(std::size_t input, const Name& instance, const ExternTypeMap::Entry& field, std::size_t from,
                  const Name& export_name);
  std::size_t later(std::size_t input, const Name& instance, const ExternTypeMap::Entry& field, std::size_t from,
                    const Name& export_name);
  [[noreturn]] void fail_circle(std::size_t input, const Name& instance, const Name& field, std::size_t from);
  std::vector<std::size_t> way(std::size_t from, std::size_t to) const;
  std::optional<Name> field_of(std::size_t importer, std::size_t from, bool is_state);

  const std::vector<MergeInput>& inputs_;
  ImportRenames& renames_;
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

// Calls `f` with both names and the type of each import, of which the first is empty if there is only one.
template <class F>
void for_each_import(const MergeInput& input, F f) {
  for (const auto& import : input.valid->module_type().imports.entries()) {
    const auto* instance = std::get_if<ExternInstance>(&import.type);
    if (!instance) {
      f(Name(), import);
      continue;
    }
    for (const auto& field : instance->type->exports.entries()) f(import.name, field);
  }
}

void MergePlanner::find_needs() {
  needs_.resize(inputs_.size());
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    for_each_import(inputs_[i], [&](const Name& module, const ExternTypeMap::Entry& field) {
      const auto [first, second] = renames_.find(module, field.name);
      const std::size_t* from = supplier(first, second);
      if (from && (needs_[i].empty() || needs_[i].back() != *from)) needs_[i].push_back(static_cast<Index>(*from));
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
      argument.supplies.push_back(supply(input, "", import, true));
      continue;
    }
    for (const auto& field : instance->type->exports.entries())
      argument.supplies.push_back(supply(input, import.name, field, false));
  }
}

MergePlan::Supply MergePlanner::supply(std::size_t input, const Name& instance, const ExternTypeMap::Entry& field,
                                       bool has_one_name) {
  const auto [first, second] = renames_.find(instance, field.name);
  MergePlan::Supply result{field.name, field.type};
  const std::size_t* from = supplier(first, second);
  if (!from) {
    if (by_name_.count(first)) plan_.missing.emplace_back(input, fmt::format("{}.{}", first, second));
    has_one_name &= first.empty();
    result.index = from_host(first, second, field.type, has_one_name);
    if (plan_.imports[result.index].has_one_name != has_one_name) {
      fail_import(inputs_[input], instance, field.name,
                  "another import has this as its one name, which a core module cannot tell from two; --rename-import "
                  "gives one of them another name");
    }
    return result;
  }
  check_type(input, instance, field, *from, second);
  const bool is_there = rank_[*from] < rank_[input];
  result.from = is_there ? MergePlan::From::instance : MergePlan::From::later;
  result.index = is_there ? *from : later(input, instance, field, *from, second);
  result.export_name = second;
  return result;
}

void MergePlanner::check_type(std::size_t input, const Name& instance, const ExternTypeMap::Entry& field,
                              std::size_t from, const Name& export_name) {
  const MergeInput& importer = inputs_[input];
  const ExternType& found = *exports_of(inputs_[from]).find(export_name);
  const auto mismatch = in_source(importer.module->source, [&] {
    return at_pos(importer.module->at.pos, [&] { return explain_mismatch(types_, found, field.type, effort_); });
  });
  if (!mismatch) return;
  fail_import(importer, instance, field.name,
              fmt::format("{} exports it with another type\n  {}\n  rule: {}", shown_path(inputs_[from].path),
                          mismatch->to_string(), mismatch->rule));
}

std::size_t MergePlanner::later(std::size_t input, const Name& instance, const ExternTypeMap::Entry& field,
                                std::size_t from, const Name& export_name) {
  if (kind_of(field.type) != ExternKind::func) fail_circle(input, instance, field.name, from);
  const auto [found, added] = later_.emplace(std::pair(from, export_name), plan_.later.size());
  if (added) plan_.later.push_back({from, export_name});
  return found->second;
}

// One import for all that are of these names, with the most special of their types. Where none is, a host can have what
// fits both.
std::size_t MergePlanner::from_host(const Name& module, const Name& name, const ExternType& type, bool has_one_name) {
  std::vector<std::size_t>& known = imports_[{module, name}];
  for (const std::size_t import : known) {
    ExternType& has = plan_.imports[import].type;
    if (match_extern_type(types_, has, type, effort_)) return import;
    if (!match_extern_type(types_, type, has, effort_)) continue;
    has = type;
    return import;
  }
  plan_.imports.push_back({module, name, type, has_one_name, known.size()});
  known.push_back(plan_.imports.size() - 1);
  return known.back();
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

// The first import that one input has of another, if any; of those that are no functions, if `is_state`.
std::optional<Name> MergePlanner::field_of(std::size_t importer, std::size_t from, bool is_state) {
  std::optional<Name> result;
  for_each_import(inputs_[importer], [&](const Name& module, const ExternTypeMap::Entry& field) {
    const auto [first, second] = renames_.find(module, field.name);
    const std::size_t* supplied = supplier(first, second);
    const bool is_wanted = !is_state || kind_of(field.type) != ExternKind::func;
    if (!result && is_wanted && supplied && *supplied == from) result = field.name;
  });
  return result;
}

void MergePlanner::fail_circle(std::size_t input, const Name& instance, const Name& field, std::size_t from) {
  std::string circle =
      fmt::format("\n  {} imports {} of {}", shown(inputs_[input].name), quote(field), shown(inputs_[from].name));
  const std::vector<std::size_t> back = from == input ? std::vector{from} : way(from, input);
  for (std::size_t i = 1; i < back.size(); ++i) {
    circle += fmt::format("\n  {} imports {} of {}", shown(inputs_[back[i - 1]].name),
                          quote(*field_of(back[i - 1], back[i], false)), shown(inputs_[back[i]].name));
  }
  const bool helps = from != input && !field_of(from, input, true);
  const std::string hint =
      helps ? fmt::format("; give {} before {}", shown(inputs_[from].name), shown(inputs_[input].name)) : "";
  fail_import(inputs_[input], instance, field,
              fmt::format("modules that import from each other are instantiated in the order in which they are given, "
                          "and only functions can be imported from one that comes later{}{}",
                          hint, circle));
}

}  // namespace

MergePlan plan_merge(const std::vector<MergeInput>& inputs, ImportRenames& renames, TypeStore& types,
                     const ImplementationLimits& limits) {
  return MergePlanner(inputs, renames, types, limits).plan();
}

}  // namespace modlink::transform
