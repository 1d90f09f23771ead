// Who supplies what to modules that import from each other. spec: Explainer, "Instance Imports and Aliases"
#include "tools/transform/merge_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "tools/files/failure.h"
#include "tools/transform/components.h"
#include "validator/match.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

[[noreturn]] void fail_import(const MergeInput& input, const ImportNames& names, const std::string& reason) {
  const std::string all = names.has_one_name ? quote(names.name) : quote(names.module) + " " + quote(names.name);
  const std::string message = fmt::format("import {}: {}", all, reason);
  throw cli::Failure(cli::Status::failed, message, input.module->source, place_of_import(input, names));
}

const ExternTypeMap& exports_of(const MergeInput& input) { return input.valid->module_type().exports(); }

// The limits within both, if there are any: of what can be imported with either.
std::optional<Limits> within(const Limits& a, const Limits& b) {
  Limits result{std::max(a.min, b.min), a.max};
  if (b.max && (!a.max || *b.max < *a.max)) result.max = b.max;
  return result.max && *result.max < result.min ? std::nullopt : std::optional(result);
}

// The first type with limits that are within those of both, if these have any.
std::optional<ExternType> with_limits_of_both(const ExternType& a, const ExternType& b) {
  const auto of_both = [&]<class T>(T type) -> std::optional<ExternType> {
    const auto* const other = std::get_if<T>(&b);
    const auto limits = other ? within(type.limits, other->limits) : std::nullopt;
    if (!limits) return std::nullopt;
    type.limits = *limits;
    return type;
  };
  if (const auto* const memory = std::get_if<MemoryType>(&a)) return of_both(*memory);
  if (const auto* const table = std::get_if<TableType>(&a)) return of_both(*table);
  return std::nullopt;
}

// Calls `f` with the names and the type of each import.
template <class F>
void for_each_import(const MergeInput& input, F f) {
  for (const auto& import : input.valid->module_type().imports.entries()) {
    const auto* instance = std::get_if<ExternInstance>(&import.type);
    if (!instance) {
      f(ImportNames{{}, import.name, true}, import.type);
      continue;
    }
    for (const auto& field : instance->type->exports.entries()) f(ImportNames{import.name, field.name}, field.type);
  }
}

// Of all imports.
ImportRenames find_renames(const std::vector<MergeInput>& inputs, const ImportRenames::Texts& renamed) {
  std::vector<ImportNames> imports;
  std::set<Name> modules;
  for (const MergeInput& input : inputs) {
    modules.insert(input.name);
    for_each_import(input, [&](ImportNames names, const ExternType&) {
      if (!names.has_one_name) modules.insert(names.module);
      imports.push_back(std::move(names));
    });
  }
  return {renamed, imports, modules};
}

class MergePlanner {
 public:
  MergePlanner(const std::vector<MergeInput>& inputs, const ImportRenames::Texts& renamed, TypeStore& types,
               const ImplementationLimits& limits)
      : inputs_(inputs),
        renames_(find_renames(inputs, renamed)),
        types_(types),
        effort_{limits.type_comparisons},
        rank_(inputs.size()) {
    for (std::size_t i = 0; i < inputs.size(); ++i) by_name_.emplace(inputs[i].name, i);
  }

  MergePlan plan() {
    find_needs();
    find_order();
    for (std::size_t i = 0; i < inputs_.size(); ++i) add_arguments(i);
    plan_.guesses = renames_.guesses();
    return std::move(plan_);
  }

 private:
  // An input from which another one imports a field that it has.
  const std::size_t* supplier(const ImportNames& names) const;
  void find_needs();
  void find_order();
  void add_arguments(std::size_t input);
  MergePlan::Supply supply(std::size_t input, const ImportNames& names, const ExternType& type);
  std::size_t from_host(const ImportNames& names, const ExternType& type);
  void check_type(std::size_t input, const ImportNames& names, const ExternType& type, std::size_t from,
                  const Name& export_name);
  std::size_t later(std::size_t input, const ImportNames& names, const ExternType& type, std::size_t from,
                    const Name& export_name);
  [[noreturn]] void fail_circle(std::size_t input, const ImportNames& names, std::size_t from);
  std::vector<std::size_t> way(std::size_t from, std::size_t to) const;
  std::optional<Name> field_of(std::size_t importer, std::size_t from, bool is_state);

  const std::vector<MergeInput>& inputs_;
  ImportRenames renames_;
  TypeStore& types_;
  MatchEffort effort_;
  MergePlan plan_;
  HashMapByName<std::size_t> by_name_;
  std::vector<std::vector<Index>> needs_;  // by input
  std::vector<std::size_t> rank_;          // in `order`
  std::map<std::pair<Name, Name>, std::vector<std::size_t>> imports_;
  std::map<std::pair<std::size_t, Name>, std::size_t> later_;
};

const std::size_t* MergePlanner::supplier(const ImportNames& names) const {
  const auto found = by_name_.find(names.module);
  if (found == by_name_.end()) return nullptr;
  return exports_of(inputs_[found->second]).find(names.name) ? &found->second : nullptr;
}

void MergePlanner::find_needs() {
  needs_.resize(inputs_.size());
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    for_each_import(inputs_[i], [&](const ImportNames& names, const ExternType&) {
      const std::size_t* from = supplier(renames_.find(names));
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
      argument.supplies.push_back(supply(input, {{}, import.name, true}, import.type));
      continue;
    }
    for (const auto& field : instance->type->exports.entries())
      argument.supplies.push_back(supply(input, {import.name, field.name}, field.type));
  }
}

MergePlan::Supply MergePlanner::supply(std::size_t input, const ImportNames& own, const ExternType& type) {
  const ImportNames names = renames_.find(own);
  MergePlan::Supply result{own.name, type};
  const std::size_t* from = supplier(names);
  if (!from) {
    if (by_name_.count(names.module)) plan_.missing.emplace_back(input, names);
    result.index = from_host(names, type);
    if (plan_.imports[result.index].names.has_one_name != names.has_one_name) {
      fail_import(inputs_[input], own,
                  "another import has this as its one name, which a core module cannot tell from two; --rename-import "
                  "gives one of them another name");
    }
    return result;
  }
  check_type(input, own, type, *from, names.name);
  const bool is_there = rank_[*from] < rank_[input];
  result.from = is_there ? MergePlan::From::instance : MergePlan::From::later;
  result.index = is_there ? *from : later(input, own, type, *from, names.name);
  result.export_name = names.name;
  return result;
}

void MergePlanner::check_type(std::size_t input, const ImportNames& names, const ExternType& type, std::size_t from,
                              const Name& export_name) {
  const MergeInput& importer = inputs_[input];
  const ExternType& found = *exports_of(inputs_[from]).find(export_name);
  const auto mismatch = in_source(importer.module->source, [&] {
    return at_pos(importer.module->at.pos, [&] { return explain_mismatch(types_, found, type, effort_); });
  });
  if (!mismatch) return;
  fail_import(importer, names,
              fmt::format("{} exports it with another type\n  {}\n  rule: {}", shown_path(inputs_[from].path),
                          mismatch->to_string(), mismatch->rule));
}

std::size_t MergePlanner::later(std::size_t input, const ImportNames& names, const ExternType& type, std::size_t from,
                                const Name& export_name) {
  if (kind_of(type) != ExternKind::func) fail_circle(input, names, from);
  const auto [found, added] = later_.emplace(std::pair(from, export_name), plan_.later.size());
  if (added) plan_.later.push_back({from, export_name});
  return found->second;
}

// One import for all that are of these names, with a type that matches all theirs.
std::size_t MergePlanner::from_host(const ImportNames& names, const ExternType& type) {
  std::vector<std::size_t>& known = imports_[{names.module, names.name}];
  for (const std::size_t import : known) {
    ExternType& has = plan_.imports[import].type;
    if (match_extern_type(types_, has, type, effort_)) return import;
    const ExternType both = with_limits_of_both(has, type).value_or(type);
    if (!match_extern_type(types_, both, has, effort_) || !match_extern_type(types_, both, type, effort_)) continue;
    has = both;
    return import;
  }
  plan_.imports.push_back({names, type, known.size()});
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
  for_each_import(inputs_[importer], [&](const ImportNames& names, const ExternType& type) {
    const std::size_t* supplied = supplier(renames_.find(names));
    const bool is_wanted = !is_state || kind_of(type) != ExternKind::func;
    if (!result && is_wanted && supplied && *supplied == from) result = names.name;
  });
  return result;
}

void MergePlanner::fail_circle(std::size_t input, const ImportNames& names, std::size_t from) {
  std::string circle =
      fmt::format("\n  {} imports {} of {}", shown_name(inputs_[input]), quote(names.name), shown_name(inputs_[from]));
  const std::vector<std::size_t> back = from == input ? std::vector{from} : way(from, input);
  for (std::size_t i = 1; i < back.size(); ++i) {
    circle += fmt::format("\n  {} imports {} of {}", shown_name(inputs_[back[i - 1]]),
                          quote(*field_of(back[i - 1], back[i], false)), shown_name(inputs_[back[i]]));
  }
  const bool helps = from != input && !field_of(from, input, true);
  const std::string hint =
      helps ? fmt::format("; give {} before {}", shown_name(inputs_[from]), shown_name(inputs_[input])) : "";
  fail_import(inputs_[input], names,
              fmt::format("modules that import from each other are instantiated in the order in which they are given, "
                          "and only functions can be imported from one that comes later{}{}",
                          hint, circle));
}

}  // namespace

Name instance_name(const MergeInput& input) { return input.name.empty() ? Name("\"\"") : input.name; }

std::string shown_name(const MergeInput& input) { return shown(instance_name(input)); }

Pos place_of_import(const MergeInput& input, const ImportNames& names) {
  Pos instance = no_pos;
  for (const Definition& definition : input.module->definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (!import || (names.has_one_name ? import->name != names.name : import->first() != names.module)) continue;
    if (!import->module || import->name == names.name) return import->at.pos;
    if (instance == no_pos) instance = import->at.pos;
  }
  return instance;
}

MergePlan plan_merge(const std::vector<MergeInput>& inputs, const ImportRenames::Texts& renamed, TypeStore& types,
                     const ImplementationLimits& limits) {
  return MergePlanner(inputs, renamed, types, limits).plan();
}

}  // namespace modlink::transform
