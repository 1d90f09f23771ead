// Exports of exported instances, by paths.
#include "tools/host/export_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "validator/copy_budget.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/nearest_word.h"

namespace modlink::host {

namespace {

const ExternTypeMap* exports_of(const ExternType& type) {
  const auto* instance = std::get_if<ExternInstance>(&type);
  return instance ? &instance->type->exports : nullptr;
}

// The exports of the instance that the longest name before a separator names; that name goes from `rest` to `path`.
// Null if there is no such instance.
const ExternTypeMap* enter(const ExternTypeMap& exports, std::string_view& rest, std::vector<Name>& path) {
  for (std::size_t length = rest.size(); length > 0; --length) {
    if (rest[length - 1] != '/' && rest[length - 1] != '.') continue;
    const std::string_view name = rest.substr(0, length - 1);
    const ExternType* const type = exports.find(name);
    const ExternTypeMap* const inner = type ? exports_of(*type) : nullptr;
    if (!inner) continue;
    path.emplace_back(name);
    rest.remove_prefix(length);
    return inner;
  }
  return nullptr;
}

// A level of instances in instances is a level of types, of which there are at most 100.
void list(const ExternTypeMap& exports, const std::string& before, CopyBudget& budget,
          std::vector<NamedExport>& result) {
  for (const auto& [name, type] : exports.entries()) {
    budget.spend(before.size() + name.size(), no_pos);
    result.push_back({before + name, type});
    if (const ExternTypeMap* const inner = exports_of(type)) list(*inner, before + name + "/", budget, result);
  }
}

}  // namespace

std::optional<ExportAt> find_export(const ExternTypeMap& exports, std::string_view text,
                                    std::optional<ExternKind> kind) {
  std::vector<Name> path;
  for (const ExternTypeMap* inner = &exports; inner; inner = enter(*inner, text, path)) {
    const ExternType* const type = inner->find(text);
    if (!type || (kind && kind_of(*type) != *kind)) continue;
    path.emplace_back(text);
    return ExportAt{std::move(path), *type};
  }
  return std::nullopt;
}

std::vector<NamedExport> list_exports(const ValidModule& module) {
  std::vector<NamedExport> result;
  CopyBudget budget(module.copy_limit);
  in_source(module.module.source, [&] { list(module.instance_type->exports, "", budget, result); });
  return result;
}

const ExternVal& follow(const InstanceValue& instance, const std::vector<Name>& path) {
  const ExternVal* val = instance.find(path.front());
  for (auto name = path.begin() + 1; name != path.end(); ++name)
    val = std::get<const InstanceValue*>(*val)->find(*name);
  return *val;
}

std::string what_there_is(const std::string& word, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  const std::vector<std::string_view> views(names.begin(), names.end());
  return ", but " + enumerate(views) + (names.size() > 1 ? did_you_mean(word, views) : std::string());
}

}  // namespace modlink::host
