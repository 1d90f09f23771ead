// Flat modules in the place of those that link.
#include "tools/transform/flat_form.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "tools/transform/flatten.h"

namespace modlink::transform {

FlatForm flat_form(const ValidModule& root, const ImplementationLimits& limits, const Name& single_level) {
  FlattenOptions options;
  options.single_level = single_level;
  options.boundary = FlattenOptions::Boundary::flat;
  options.limits = limits;
  Flattened flat = flatten(root, options);
  FlatForm result{std::move(flat.module), {}};
  for (const auto& [name, path] : flat.report.paths.exports) result.names.emplace(path, name);
  return result;
}

std::optional<ExternType> find_export(const ExternTypeMap& exports, const std::vector<Name>& path) {
  const ExternTypeMap* level = &exports;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const ExternType* type = level->find(path[i]);
    if (!type || i + 1 == path.size()) return type ? std::optional(*type) : std::nullopt;
    const auto* instance = std::get_if<ExternInstance>(type);
    if (!instance) return std::nullopt;
    level = &instance->type->exports;
  }
  return std::nullopt;
}

std::optional<Name> find_flat_name(const ExternTypeMap& exports, const FlatNames& names,
                                   const std::vector<Name>& path) {
  if (const auto renamed = names.find(path); renamed != names.end()) return renamed->second;
  const auto type = find_export(exports, path);
  if (!type || !is_core(space_of(kind_of(*type)))) return std::nullopt;
  return fmt::format("{}", fmt::join(path, "."));
}

bool has_unseen_instance(const ExternTypeMap& imports) {
  std::vector<const ExternTypeMap*> todo{&imports};
  std::set<const ExternTypeMap*> known;  // types have parts in common
  while (!todo.empty()) {
    const ExternTypeMap& next = *todo.back();
    todo.pop_back();
    for (const auto& entry : next.entries()) {
      const auto* instance = std::get_if<ExternInstance>(&entry.type);
      if (!instance) continue;
      const ExternTypeMap& exports = instance->type->exports;
      if (exports.entries().empty()) return true;
      if (known.insert(&exports).second) todo.push_back(&exports);
    }
  }
  return false;
}

bool has_state(const ValidModule& module, bool flat) {
  if (flat || !module.type->imports.entries().empty()) return true;
  const Module& own = module.module;
  const auto changes = [](const auto& global) { return global.type.mut; };
  return !own.memories.empty() || !own.tables.empty() || std::any_of(own.globals.begin(), own.globals.end(), changes);
}

}  // namespace modlink::transform
